// SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
// SPDX-License-Identifier: EUPL-1.2
//
// What makes forms nicer, and nothing that they need: the summary of problems gets the focus, an
// upload shows its progress, and a button that was pressed waits for the answer.

function focusSummary() {
  document.querySelector("[data-focus]")?.focus();
}

function hasFile(form) {
  return [...form.querySelectorAll('input[type="file"]')].some((input) => input.files.length > 0);
}

function sendWithProgress(form, submitter) {
  const shown = form.querySelector("[data-progress]");
  const bar = shown.querySelector("progress");
  const request = new XMLHttpRequest();
  shown.hidden = false;
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = Math.round((100 * event.loaded) / event.total);
  });
  request.addEventListener("load", () => {
    const isForm = request.status === 422 || request.status === 412;
    if (request.status < 400 && request.responseURL) {
      location.assign(request.responseURL);
    } else if (isForm || request.getResponseHeader("content-type")?.startsWith("text/html")) {
      showAnswer(request.responseText);
    }
  });
  request.addEventListener("error", () => {
    shown.hidden = true;
    form.removeAttribute("data-send");
    form.requestSubmit(submitter);
  });
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "text/html");
  request.send(new FormData(form, submitter));
}

function showAnswer(text) {
  const answer = new DOMParser().parseFromString(text, "text/html");
  document.title = answer.title;
  document.querySelector("main").replaceWith(answer.querySelector("main"));
  prepare();
  focusSummary();
}

function onSubmit(event) {
  const form = event.currentTarget;
  if (event.submitter?.formNoValidate) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  if (form.hasAttribute("data-send") && form.querySelector("[data-progress]") && hasFile(form)) {
    event.preventDefault();
    sendWithProgress(form, event.submitter);
  }
}

function prepare() {
  for (const form of document.querySelectorAll('main form[method="post"]')) {
    form.addEventListener("submit", onSubmit);
  }
}

// a page that comes back from the history may be sent again
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

prepare();
focusSummary();
