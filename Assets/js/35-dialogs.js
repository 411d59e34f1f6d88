// data-opens="#id" opens a <dialog>, data-closes closes it, data-confirm="Sentence." asks before a button or form acts.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) { event.preventDefault(); document.querySelector(opener.dataset.opens)?.showModal(); }
  if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
  if (event.target.matches("dialog[open]")) event.target.close();  // The backdrop belongs to the dialog.
});

const ask = (sentence, action, isDanger) => new Promise((answer) => {
  const dialog = document.querySelector("#confirm");
  dialog.querySelector("[data-confirm-text]").textContent = sentence;
  dialog.querySelector("[value=yes]").textContent = action;
  dialog.querySelector("[value=yes]").className = `button ${isDanger ? "button--danger" : "button--primary"}`;
  dialog.returnValue = "";
  dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true });
  dialog.showModal();
});

document.addEventListener("submit", async (event) => {
  const asker = event.submitter?.closest("[data-confirm]") ?? event.target.closest("form[data-confirm]");
  // Without a sentence there is nothing to ask.
  if (!asker?.dataset.confirm || asker.dataset.confirmed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const words = (event.submitter?.textContent ?? "").trim() || "Continue";
  if (!await ask(asker.dataset.confirm, words, Boolean(event.submitter?.matches(".button--danger")))) return;
  asker.dataset.confirmed = "yes";
  event.target.requestSubmit(event.submitter ?? undefined);
  delete asker.dataset.confirmed;
}, true);
document.addEventListener("htmx:confirm", (event) => {
  if (!event.detail.question) return;
  event.preventDefault();
  ask(event.detail.question, event.target.textContent.trim() || "Continue")
    .then((yes) => { if (yes) event.detail.issueRequest(true); });
});
