// data-map="address": boxes of people on a map can be moved, with the pointer or with Alt and the arrow keys; each place
// is saved at once. Without this script boxes are links, and a form moves them.
document.querySelectorAll("[data-map]").forEach((map) => {
  const svg = map.querySelector("svg");
  const place = (box) => ({ x: Number(box.dataset.x), y: Number(box.dataset.y) });
  const draw = (box, x, y) => {
    box.dataset.x = x;
    box.dataset.y = y;
    box.setAttribute("transform", `translate(${x} ${y})`);
    svg.querySelectorAll(`[data-from="${box.dataset.person}"], [data-to="${box.dataset.person}"]`).forEach(line);
    const width = Math.max(Number(svg.getAttribute("width")), x + 180), height = Math.max(Number(svg.getAttribute("height")), y + 76);
    svg.setAttribute("width", width);
    svg.setAttribute("height", height);
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  };
  const line = (path) => {
    const from = svg.querySelector(`[data-person="${path.dataset.from}"]`), to = svg.querySelector(`[data-person="${path.dataset.to}"]`);
    if (!from || !to) return;
    const a = place(from), b = place(to), middle = Math.round((a.y + 64 + b.y) / 2);
    path.setAttribute("d", `M${a.x + 84} ${a.y + 64}V${middle}H${b.x + 84}V${b.y}`);
  };
  const save = (box) => {
    const body = new URLSearchParams({ csrf: map.dataset.csrf, person: box.dataset.person, ...place(box) });
    fetch(map.dataset.map, { method: "POST", body, headers: { "HX-Request": "true" } }).then((reply) => {
      if (!reply.ok) map.classList.add("is-bad");
    });
  };
  let moving = null;
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("pointerdown", (event) => {
    const box = event.target.closest("[data-person]");
    if (box && event.button === 0) moving = { box, at: place(box), x: event.clientX, y: event.clientY, moved: false };
  });
  window.addEventListener("pointermove", (event) => {
    if (!moving) return;
    const x = event.clientX - moving.x, y = event.clientY - moving.y;
    if (!moving.moved && Math.abs(x) + Math.abs(y) < 5) return;
    moving.moved = true;
    map.classList.add("is-moving");
    draw(moving.box, Math.max(0, Math.round(moving.at.x + x)), Math.max(0, Math.round(moving.at.y + y)));
  });
  window.addEventListener("pointerup", () => {
    if (!moving) return;
    const { box, moved } = moving;
    moving = null;
    map.classList.remove("is-moving");
    if (!moved) return;
    save(box);
    // The click that ends the drag must not follow the link; one that comes later must.
    const stop = (event) => event.preventDefault();
    box.addEventListener("click", stop, { capture: true });
    setTimeout(() => box.removeEventListener("click", stop, { capture: true }), 50);
  });
  svg.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [-20, 0], ArrowRight: [20, 0], ArrowUp: [0, -20], ArrowDown: [0, 20] }[event.key];
    const box = event.target.closest("[data-person]");
    if (!box || !steps || !event.altKey) return;
    event.preventDefault();
    const { x, y } = place(box);
    draw(box, Math.max(0, x + steps[0]), Math.max(0, y + steps[1]));
    save(box);
  });
});
