// [data-board]: cards are dragged to another column, or moved with Shift and an arrow key; arrows alone walk about.
// The card's own form does the work, so that both ways end as without a script.
mainstay.each("[data-board]", (board) => {
  const columns = () => [...board.querySelectorAll("[data-stage]")];
  const move = (card, column) => {
    const form = card.querySelector("form"), stage = column?.dataset.stage;
    if (!form || !stage || column.contains(card)) return;
    if (column.dataset.asks) { location.href = card.dataset.move + encodeURIComponent(stage); return; }
    form.elements.stage.value = stage;
    card.setAttribute("aria-busy", "true");
    form.requestSubmit();
  };
  for (const card of board.querySelectorAll("[data-card]")) if (card.querySelector("form")) card.draggable = true;
  let dragged = null;
  board.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-card]");
    if (dragged) { event.dataTransfer.effectAllowed = "move"; event.dataTransfer.setData("text/plain", dragged.id); }
  });
  board.addEventListener("dragover", (event) => {
    const column = event.target.closest("[data-stage]");
    if (!dragged || !column) return;
    event.preventDefault();
    for (const other of columns()) other.toggleAttribute("data-over", other === column);
  });
  board.addEventListener("dragend", () => { for (const column of columns()) column.removeAttribute("data-over"); dragged = null; });
  board.addEventListener("drop", (event) => {
    const column = event.target.closest("[data-stage]");
    if (!dragged || !column) return;
    event.preventDefault();
    move(dragged, column);
  });
  board.addEventListener("keydown", (event) => {
    const card = event.target.closest("[data-card]");
    if (!card || event.target !== card || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = columns(), at = all.findIndex((column) => column.contains(card));
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step && event.shiftKey) { event.preventDefault(); move(card, all[at + step]); return; }
    const cards = [...all[at].querySelectorAll("[data-card]")], place = cards.indexOf(card);
    let next = null;
    if (event.key === "ArrowDown") next = cards[place + 1];
    if (event.key === "ArrowUp") next = cards[place - 1];
    for (let to = at + (step ?? 0); step && !next && all[to]; to += step) {
      const there = [...all[to].querySelectorAll("[data-card]")];
      next = there[Math.min(place, there.length - 1)];
    }
    if (event.key === "Enter") { event.preventDefault(); card.querySelector("a")?.click(); }
    if (next) { event.preventDefault(); next.focus(); }
  });
  // Back from a move: the card that was moved has the focus again.
  const moved = location.hash.startsWith("#deal-") ? document.getElementById(location.hash.slice(1)) : null;
  moved?.focus();
});
