// "g" then a letter follows a[data-key]; "?" lists the keys. Single letters can be switched off in the settings.
(() => {
  let going = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || mainstay.isWriting(event.target)) return;
    if (document.documentElement.dataset.keys === "off" || document.querySelector("dialog[open]")) return;
    if (event.key === "?") { event.preventDefault(); document.querySelector("#shortcuts")?.showModal(); return; }
    if (Date.now() - going < 1500) {
      going = 0;
      const link = document.querySelector(`a[data-key="${CSS.escape(event.key)}"]`);
      if (link) { event.preventDefault(); event.stopImmediatePropagation(); link.click(); }
    } else if (event.key === "g") going = Date.now();
  });
})();
