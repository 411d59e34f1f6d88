// <table data-list>: j/k move, x marks, Enter opens, e edits; Shift marks a range; [data-mark-all] marks what is shown.
(() => {
  const marks = (list) => [...list.querySelectorAll("tbody input[type=checkbox]")];
  const count = (list) => {
    const all = marks(list), marked = all.filter((box) => box.checked).length;
    const output = list.closest("form")?.querySelector("[data-marked]");
    if (output) output.textContent = `${marked} marked`;
    const every = list.querySelector("[data-mark-all]");
    if (every) { every.checked = marked > 0 && marked === all.length; every.indeterminate = marked > 0 && marked < all.length; }
  };
  mainstay.each("table[data-list]", (list) => {
    let last = null;
    list.addEventListener("click", (event) => {
      const box = event.target.closest("tbody input[type=checkbox]");
      if (!box) return;
      const all = marks(list);
      if (event.shiftKey && last) {
        const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
        for (const between of all.slice(from, to + 1)) between.checked = box.checked;
      }
      last = box;
    });
    list.addEventListener("change", (event) => {
      if (event.target.matches("[data-mark-all]")) for (const box of marks(list)) box.checked = event.target.checked;
      count(list);
    });
  });
  const move = (list, step) => {
    const rows = [...list.querySelectorAll("tbody tr[data-row]")];
    const at = rows.findIndex((row) => row.hasAttribute("data-current"));
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
    if (at >= 0) rows[at].removeAttribute("data-current");
    next?.setAttribute("data-current", "");
    next?.scrollIntoView({ block: "nearest" });
    next?.querySelector("th a, td a")?.focus({ preventScroll: true });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || mainstay.isWriting(event.target)) return;
    if (document.documentElement.dataset.keys === "off" || document.querySelector("dialog[open]")) return;
    const list = document.querySelector("table[data-list]");
    if (!list) return;
    const row = list.querySelector("tr[data-current]");
    if (event.key === "j" || event.key === "k") { event.preventDefault(); move(list, event.key === "j" ? 1 : -1); }
    if (event.key === "x" && row) { event.preventDefault(); row.querySelector("input[type=checkbox]")?.click(); }
    if (event.key === "e" && row?.dataset.edit) location.href = row.dataset.edit;
    if (event.key === "Escape") { for (const box of marks(list)) box.checked = false; count(list); }
  });
  document.addEventListener("htmx:afterSettle", () => document.querySelectorAll("table[data-list]").forEach(count));
})();
