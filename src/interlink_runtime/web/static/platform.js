// SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
// SPDX-License-Identifier: EUPL-1.2
//
// The handshake with the co-production platform, which opens the create page in a frame or a window:
// `initialized` when the form is there, `asset_created` with the identifier afterwards. Both go to
// the configured origins only.

const host = window.opener ?? (window.parent === window ? null : window.parent);
const own = document.querySelector("[data-platforms]");
const platforms = own.dataset.platforms.split(" ").filter(Boolean);

function tell(code, message) {
  for (const origin of platforms) host.postMessage({ code, message }, origin);
}

function markForm() {
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "_embedded", value: "yes" });
  document.querySelector("form[data-send]")?.append(field);
}

if (host && platforms.length > 0) {
  const created = own.dataset.created;
  if (created) {
    tell("asset_created", { id: created, _id: created });
  } else {
    tell("initialized", {});
    markForm();
    document.addEventListener("interlink-shown", markForm);
  }
}
