// SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
// SPDX-License-Identifier: EUPL-1.2
//
// What the workbench can do with JavaScript beyond a reload: follow what happens, show the messages
// of the embedded page, apply a switch at once. The page is rendered by the server in one way only:
// what is new is taken out of the same page, fetched again.

const EVERY_MS = 300;
const MAX_MESSAGES = 50;
const body = document.body;
const stage = document.querySelector("iframe.stage");
const messages = document.querySelector("[data-messages]");

async function follow() {
  try {
    const response = await fetch("/workbench/pulse");
    if (response.ok) {
      const { pulse } = await response.json();
      if (pulse !== body.dataset.pulse) await renew();
    }
  } catch {
    // the server is being started again: the next look tells
  }
  setTimeout(follow, document.hidden ? EVERY_MS * 10 : EVERY_MS);
}

async function renew() {
  const response = await fetch(`/workbench/live${location.search}`);
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  // told by the page that is shown from now on: the pulse may be older, and then nothing would be read anew
  const isRead = page.body.dataset.reloads !== body.dataset.reloads;
  const isFirst = Boolean(page.querySelector("iframe.stage")) !== Boolean(stage);
  if (isFirst) location.reload();
  for (const fresh of page.querySelectorAll("[data-live]")) replace(fresh);
  body.dataset.pulse = page.body.dataset.pulse;
  body.dataset.reloads = page.body.dataset.reloads;
  if (isRead && stage && !document.querySelector("[data-overlay]")) stage.contentWindow.location.reload();
}

function replace(fresh) {
  const old = document.getElementById(fresh.id);
  if (!old || old.innerHTML === fresh.innerHTML) return;
  const open = new Map([...old.querySelectorAll("details[data-key]")].map((one) => [one.dataset.key, one.open]));
  for (const one of fresh.querySelectorAll("details[data-key]")) {
    if (open.has(one.dataset.key)) one.open = open.get(one.dataset.key);
  }
  const focused = [...old.querySelectorAll("a, button, summary, pre")].indexOf(document.activeElement);
  const scrolled = [...old.querySelectorAll(".log, .output")].map((one) => one.scrollTop);
  old.replaceChildren(...fresh.childNodes);
  old.querySelectorAll(".log, .output").forEach((one, index) => (one.scrollTop = scrolled[index] ?? 0));
  if (focused >= 0) old.querySelectorAll("a, button, summary, pre")[focused]?.focus();
}

function dismiss(event) {
  const link = document.querySelector("[data-dismiss]");
  if (!link) return;
  event.preventDefault();
  history.replaceState(null, "", link.href);
  link.closest("[data-overlay]").remove();
}

function show(event) {
  if (event.origin !== location.origin || typeof event.data?.code !== "string") return;
  const item = document.createElement("li");
  item.append(Object.assign(document.createElement("code"), { textContent: JSON.stringify(event.data) }));
  messages.prepend(item);
  while (messages.children.length > MAX_MESSAGES) messages.lastChild.remove();
  if (event.data.code === "asset_created") select(event.data.message.id ?? event.data.message._id);
}

function select(asset) {
  const address = new URL(location.href);
  address.searchParams.set("asset", asset);
  history.replaceState(null, "", address);
  body.dataset.pulse = "";
}

document.querySelector("[data-switches]")?.addEventListener("change", (event) => event.currentTarget.submit());
document.addEventListener("click", (event) => event.target.closest?.("[data-dismiss]") && dismiss(event));
document.addEventListener("keydown", (event) => event.key === "Escape" && dismiss(event));
addEventListener("message", show);
follow();
