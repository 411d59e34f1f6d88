// form[data-guard] warns before unsaved words are lost; [data-copy="#id"] copies a field; data-submits sends on change.
mainstay.each("form[data-guard]", (form) => {
  let changed = false;
  const warn = (event) => { if (changed) event.preventDefault(); };
  form.addEventListener("input", () => {
    changed = true;
    const state = form.querySelector("[data-form-state]");
    if (state) state.textContent = "Not saved yet";
  });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", warn);
});
mainstay.each("[data-focus]", (element) => element.focus());
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submits]")) event.target.form?.requestSubmit();
});
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.querySelector(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(field.value ?? field.textContent);
    mainstay.toast("Copied");
  } catch { field.select?.(); mainstay.toast("Press Ctrl-C to copy the marked text"); }
});
