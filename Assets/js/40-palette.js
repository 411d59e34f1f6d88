// Ctrl/Cmd-K or "/": <dialog data-palette> asks its data-palette address while the reader types.
(() => {
  const dialog = document.querySelector("[data-palette]");
  if (!dialog) return;
  const input = dialog.querySelector("input");
  const results = dialog.querySelector("[data-results]");
  let waiting = 0, asked = new AbortController();
  const options = () => [...results.querySelectorAll("a.result")];
  const choose = (index) => {
    const all = options();
    all.forEach((option, at) => {
      option.setAttribute("role", "option");
      option.id = `result-${at}`;
      option.setAttribute("aria-selected", String(at === index));
    });
    if (all[index]) {
      input.setAttribute("aria-activedescendant", all[index].id);
      all[index].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const fetchResults = async () => {
    asked.abort();
    asked = new AbortController();
    try {
      const address = `${dialog.dataset.palette}?q=${encodeURIComponent(input.value)}`;
      const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: asked.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      results.innerHTML = await answer.text();
      choose(0);
    } catch (problem) {
      if (problem.name !== "AbortError") results.textContent = "Search cannot be reached. Try again in a moment.";
    }
  };
  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    if (!results.childElementCount) fetchResults();
  };
  mainstay.openPalette = open;
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(fetchResults, 90); });
  input.addEventListener("keydown", (event) => {
    const all = options();
    const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") { event.preventDefault(); choose(Math.min(at + 1, all.length - 1)); }
    if (event.key === "ArrowUp") { event.preventDefault(); choose(Math.max(at - 1, 0)); }
    if (event.key === "Enter" && all[at]) { event.preventDefault(); all[at].click(); }
  });
  document.querySelector("[data-open-palette]")?.addEventListener("focus", (event) => { event.target.blur(); open(); });
  document.addEventListener("keydown", (event) => {
    const command = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !mainstay.isWriting(event.target);
    if (command || slash) { event.preventDefault(); open(); }
  });
})();
