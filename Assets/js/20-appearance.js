// <button data-set="theme" data-value="dark">: keeps the choice and applies it. data-toggle flips between two values.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-set], [data-toggle]");
  if (!button) return;
  const root = document.documentElement;
  const name = button.dataset.set ?? button.dataset.toggle;
  const [first, second] = (button.dataset.value ?? "").split(" ");
  const value = button.dataset.toggle && root.dataset[name] === first ? (second ?? "") : first;
  if (value === "" || value === "system") delete root.dataset[name]; else root.dataset[name] = value;
  try { localStorage.setItem("mainstay." + name, value === "system" ? "" : value); } catch { /* Lasts this page only. */ }
  document.dispatchEvent(new CustomEvent("mainstay:appearance"));
});
// Settings show the present choice: <input type=radio data-set="density" data-value="compact">.
mainstay.each("input[type=radio][data-set]", (radio) => {
  const now = document.documentElement.dataset[radio.dataset.set] ?? "system";
  radio.checked = radio.dataset.value === now || (radio.dataset.value === "comfortable" && now === "system");
});
