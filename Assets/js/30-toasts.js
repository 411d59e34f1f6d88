// mainstay.toast(text, tone, undoHref). The server sends one by the header HX-Trigger: {"toast": {"text", "tone"}}.
mainstay.toast = (text, tone = "plain") => {
  const place = document.querySelector("[data-toasts]");
  if (!place) return;
  const toast = document.createElement("div");
  toast.className = `toast toast--${tone}`;
  const words = document.createElement("p");
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "Close";
  close.addEventListener("click", () => toast.remove());
  toast.append(words, close);
  place.append(toast);
  // A failure stays until it is read.
  if (tone !== "bad") setTimeout(() => toast.remove(), 6000);
};
document.addEventListener("toast", (event) => mainstay.toast(event.detail.text, event.detail.tone));
