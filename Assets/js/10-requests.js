// htmx requests carry the CSRF token; a failed one says so instead of doing nothing.
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRF-Token"] = mainstay.csrf();
});
document.addEventListener("htmx:responseError", (event) => {
  mainstay.toast(`That did not work (${event.detail.xhr.status}). Nothing was changed.`, "bad");
});
document.addEventListener("htmx:sendError", () => {
  mainstay.toast("The server cannot be reached. Nothing was changed.", "bad");
});
