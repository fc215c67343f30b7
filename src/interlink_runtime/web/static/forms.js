// SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
// SPDX-License-Identifier: EUPL-1.2
//
// What makes forms nicer, and nothing that they need. A form is sent in the background, so that what
// was typed stays where it is until an answer is there: it says how far it is, can be cancelled, and
// can be sent again when that failed. What the server answers is shown as if it had been loaded.

const WAIT_MS = 120_000; // for an answer, once everything is sent
const QUIET_MS = 400; // an answer that comes sooner needs no announcement
const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"];
const busy = new WeakSet();
let isLeaving = false;

function phrase(key, values = {}) {
  const text = document.getElementById("phrases")?.content.querySelector(`[data-key="${key}"]`)?.textContent ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function shownSize(bytes) {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const options = { style: "unit", unit: UNITS[step], maximumFractionDigits: step ? 1 : 0 };
  return new Intl.NumberFormat(document.documentElement.lang, options).format(bytes / 1000 ** step);
}

function isTyped(control) {
  if (control.type === "hidden" || control.disabled || !control.name) return false;
  if (control.type === "file") return control.files.length > 0;
  if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
  if (control.tagName === "SELECT") {
    const options = [...control.options];
    const hasDefault = options.some((option) => option.defaultSelected);
    return options.some((option, index) => option.selected !== (hasDefault ? option.defaultSelected : index === 0));
  }
  return "defaultValue" in control && control.value !== control.defaultValue;
}

function hasUnsaved() {
  const forms = [...document.querySelectorAll('main form[method="post"]')];
  if (forms.some((form) => form.dataset.typed)) return true;
  return forms.some((form) => [...form.elements].some(isTyped));
}

class Sending {
  // One attempt to send a form; it lives until the answer is shown.
  constructor(form, submitter) {
    this.form = form;
    this.submitter = submitter;
    this.shown = form.querySelector("[data-sending]");
    this.hasFiles = [...form.querySelectorAll('input[type="file"]')].some((input) => input.files.length > 0);
    this.request = new XMLHttpRequest();
  }

  begin() {
    const action = this.submitter?.hasAttribute("formaction") ? this.submitter.formAction : this.form.action;
    const data = new FormData(this.form, this.submitter);
    busy.add(this.form);
    this.form.parentElement.querySelector("[data-trouble]")?.remove();
    this.form.setAttribute("aria-busy", "true");
    this.listen(action);
    this.request.open("POST", action);
    this.request.setRequestHeader("Accept", "text/html");
    this.request.send(this.form.enctype === "multipart/form-data" ? data : new URLSearchParams(data));
    if (this.hasFiles) this.announce();
    else this.quiet = setTimeout(() => this.announce(), QUIET_MS);
  }

  listen(action) {
    const { request } = this;
    request.upload.addEventListener("progress", (event) => this.progress(event));
    request.upload.addEventListener("load", () => this.sent());
    request.addEventListener("load", () => this.answered(action));
    request.addEventListener("error", () => this.failed(navigator.onLine ? "network" : "offline"));
    request.addEventListener("abort", () => this.failed(this.isLate ? "late" : "cancelled"));
    this.cancel = this.shown.querySelector("[data-cancel]");
    this.cancel.onclick = () => request.abort();
  }

  announce() {
    this.isAnnounced = true;
    this.shown.querySelector("[data-said]").textContent = phrase(this.isSent ? "working" : "saving");
    this.cancel.hidden = this.isSent ?? false;
  }

  progress(event) {
    if (!this.hasFiles || !event.lengthComputable || this.isSent) return;
    const percent = Math.floor((100 * event.loaded) / event.total);
    const bar = this.shown.querySelector("progress");
    bar.hidden = false;
    bar.value = percent;
    if (percent - (this.told ?? -100) < 10) return; // a screen reader is told every tenth
    this.told = percent;
    const values = { done: shownSize(event.loaded), total: shownSize(event.total) };
    this.shown.querySelector("[data-said]").textContent = phrase("sending", values);
  }

  sent() {
    // from here on the server has it all: what it does with it cannot be called back
    this.isSent = true;
    const hadFocus = document.activeElement === this.cancel;
    this.cancel.hidden = true;
    if (hadFocus) this.submitter?.focus();
    this.shown.querySelector("progress").value = 100;
    if (this.isAnnounced && this.hasFiles) this.shown.querySelector("[data-said]").textContent = phrase("working");
    this.patience = setTimeout(() => {
      this.isLate = true;
      this.request.abort();
    }, WAIT_MS);
  }

  end() {
    clearTimeout(this.quiet);
    clearTimeout(this.patience);
    busy.delete(this.form);
    this.form.removeAttribute("aria-busy");
    this.shown.querySelector("[data-said]").textContent = "";
    this.shown.querySelector("progress").hidden = true;
    this.cancel.hidden = true;
  }

  answered(action) {
    const { request } = this;
    const isPage = request.getResponseHeader("content-type")?.startsWith("text/html");
    if (request.status < 400 && request.responseURL && request.responseURL !== action) {
      isLeaving = true; // stays busy: the next page is on its way
      location.assign(request.responseURL);
      return;
    }
    this.end();
    if (isPage && (request.status < 400 || [401, 412, 422].includes(request.status))) this.show(request.responseText);
    else this.failed(reasonFor(request.status), request);
  }

  show(text) {
    const answer = new DOMParser().parseFromString(text, "text/html");
    const main = answer.querySelector("main");
    if (!main) return this.failed("other", this.request);
    const isRowChange = this.submitter?.formNoValidate && this.request.status < 400;
    document.title = answer.title;
    document.querySelector("main").replaceWith(main);
    const header = answer.querySelector("header.top"); // it says who is signed in
    if (header) document.querySelector("header.top")?.replaceWith(header);
    for (const form of main.querySelectorAll('form[method="post"]')) {
      if (new URL(form.action).pathname === new URL(this.form.action).pathname) form.dataset.typed = "yes";
    }
    prepare();
    document.dispatchEvent(new Event("interlink-shown"));
    if (isRowChange) focusRow(this.submitter);
    else focusFirst(main);
  }

  failed(why, request) {
    this.end();
    if (why === "cancelled") {
      this.shown.querySelector("[data-said]").textContent = phrase("cancelled");
      this.submitter?.focus();
      return;
    }
    const note = document.getElementById("trouble").content.firstElementChild.cloneNode(true);
    note.querySelector("[data-why]").textContent = phrase(why);
    this.tellCall(note, request);
    note.querySelector("[data-retry]").addEventListener("click", () => {
      if (!busy.has(this.form)) new Sending(this.form, this.submitter).begin();
    });
    this.form.before(note);
    note.focus();
  }

  tellCall(note, request) {
    const call = request?.getResponseHeader("interlink-call");
    const code = request && codeIn(request);
    if (!call) return;
    const line = note.querySelector("[data-call]");
    line.hidden = false;
    line.querySelector("code").textContent = call;
    const link = line.querySelector("a");
    if (code) link.href += code;
    else link.remove();
  }
}

function reasonFor(status) {
  return { 413: "too_large", 429: "too_often", 503: "unavailable", 504: "late" }[status] ?? "other";
}

function codeIn(request) {
  const found = /\/explain\/(\w+)/.exec(request.responseText ?? "");
  return found ? found[1] : "";
}

function focusRow(button) {
  const again = [...document.querySelectorAll(`button[name="${button.name}"]`)].find((one) => one.value === button.value);
  const target = button.name === "_add" ? again : (again ?? document.querySelector("main h1"));
  const rows = button.name === "_add" && again?.closest("fieldset").querySelectorAll("input, select, textarea");
  (rows?.length ? rows[rows.length - 1] : target)?.focus();
}

function focusFirst(place) {
  const target = place.querySelector("[data-focus]") ?? place.querySelector("h1");
  if (target && !target.hasAttribute("tabindex")) target.tabIndex = -1;
  target?.focus();
}

function holdsSomething(form) {
  return [...form.elements].some((control) => control.name && !["hidden", "submit", "fieldset"].includes(control.type));
}

function onSubmit(event) {
  const form = event.currentTarget;
  if (busy.has(form)) {
    event.preventDefault();
  } else if (holdsSomething(form)) {
    event.preventDefault();
    new Sending(form, event.submitter).begin();
  } else {
    busy.add(form); // a mere button loses nothing when the page goes
    isLeaving = true;
  }
}

function prepare() {
  const template = document.getElementById("sending");
  if (!template) return;
  for (const form of document.querySelectorAll('main form[method="post"]')) {
    if (holdsSomething(form) && !form.querySelector("[data-sending]")) form.append(template.content.cloneNode(true));
    form.addEventListener("submit", onSubmit);
  }
  if (document.querySelector("[data-typed]")) {
    for (const form of document.querySelectorAll('main form[enctype="multipart/form-data"]')) form.dataset.typed = "yes";
  }
}

addEventListener("beforeunload", (event) => {
  if (!isLeaving && hasUnsaved()) event.preventDefault();
});

addEventListener("click", (event) => {
  // what was typed is kept by the server now: going on loses nothing
  if (event.target.closest?.("[data-leaves]")) isLeaving = true;
});

addEventListener("pageshow", (event) => {
  // a page that comes back from the history may be sent again
  if (!event.persisted) return;
  isLeaving = false;
  for (const form of document.querySelectorAll('main form[method="post"]')) busy.delete(form);
});

prepare();
document.querySelector("[data-focus]")?.focus();
