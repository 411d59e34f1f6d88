// <figure data-chart="line|bars|stacked|waterfall">: draws the table beneath it. Columns say what they are by
// th[data-series] (value, last-year, plan, forecast, low, high, part), cells hold td[data-value], rows may carry data-event
// or data-total. ECharts is fetched only when a chart is on the page.
(() => {
  let library;
  const fetchLibrary = () => library ??= new Promise((ready, failed) => {
    const script = document.createElement("script");
    script.src = document.querySelector("meta[name=charts]").content;
    script.onload = ready;
    script.onerror = failed;
    document.head.append(script);
  });
  const drawn = new Map();

  // Tokens are light-dark() pairs: only a computed colour tells which half holds.
  const tone = (name) => {
    const probe = document.createElement("i");
    probe.style.color = `var(--${name})`;
    document.body.append(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
  };
  const palette = () => Object.fromEntries(["ink", "ink-2", "ink-3", "line-2", "paper", "raised", "chart-1", "chart-2", "chart-3",
    "chart-4", "chart-5", "chart-6", "chart-past", "chart-plan", "chart-grid", "chart-up", "chart-down"]
    .map((name) => [name, tone(name)]));

  const read = (figure) => {
    const table = figure.querySelector("table");
    const heads = [...table.tHead.rows[0].cells];
    const rows = [...table.tBodies[0].rows];
    const number = (cell) => cell?.dataset.value === undefined || cell.dataset.value === "" ? null : Number(cell.dataset.value);
    const series = heads.map((head, at) => ({ kind: head.dataset.series, name: head.dataset.name ?? head.textContent.trim(), at }))
      .filter((column) => column.kind)
      .map((column) => ({ ...column, values: rows.map((row) => number(row.cells[column.at])) }));
    return {
      labels: rows.map((row) => row.cells[0].dataset.short ?? row.cells[0].textContent.trim()),
      events: rows.flatMap((row, at) => row.dataset.event ? [{ at, text: row.dataset.event }] : []),
      totals: rows.map((row) => row.hasAttribute("data-total")), series,
    };
  };

  const short = (value) => {
    const size = Math.abs(value), sign = value < 0 ? "\u2212" : "";
    // The letters and the digits of the tiles: 4.2 M, 561 K. What rounds to a thousand takes the next letter.
    const [by, letter] = size >= 999.5e6 ? [1e9, " B"] : size >= 999.5e3 ? [1e6, " M"] : size >= 999.5 ? [1e3, " K"] : [1, ""];
    const most = by === 1 ? 2 : size / by < 99.95 ? 1 : 0;
    return sign + (size / by).toLocaleString("en", { maximumFractionDigits: most }) + letter;
  };
  const exact = (value) => value === null || value === undefined ? "no data" : value.toLocaleString("en").replace("-", "\u2212");

  const line = (data, ink) => {
    let shade = 0;
    const out = data.series.filter(({ kind }) => kind !== "low" && kind !== "high").map((one) => {
      const style = {
        "last-year": { color: ink["chart-past"], width: 1.25 }, plan: { color: ink["chart-plan"], width: 1.5, type: [2, 3] },
        forecast: { color: ink["chart-1"], width: 2, type: [6, 4] },
      }[one.kind] ?? { color: ink[`chart-${(shade++ % 6) + 1}`], width: 2 };
      return {
        name: one.name, type: "line", data: one.values, showSymbol: false, lineStyle: style, itemStyle: { color: style.color },
        z: one.kind === "last-year" ? 1 : 3, emphasis: { disabled: true },
        // A line that ends before the right edge carries its name above its end, clear of what goes on.
        endLabel: one.values.at(-1) === null
          ? { show: true, formatter: one.name, color: style.color, fontSize: 11, align: "right", offset: [-8, -16],
            textBorderColor: ink.paper, textBorderWidth: 3 }
          : { show: true, formatter: one.name, color: style.color, fontSize: 11, lineHeight: 15, distance: 6 },
        labelLayout: one.values.at(-1) === null ? undefined : { moveOverlap: "shiftY" },
      };
    });
    const low = data.series.find(({ kind }) => kind === "low"), high = data.series.find(({ kind }) => kind === "high");
    if (low && high) {
      const band = { type: "line", stack: "band", showSymbol: false, silent: true, lineStyle: { opacity: 0 }, z: 0, tooltip: { show: false } };
      out.push({ ...band, name: "low", data: low.values });
      out.push({ ...band, name: "high", data: high.values.map((v, at) => v === null ? null : v - low.values[at]),
        areaStyle: { color: ink["chart-1"], opacity: .14 } });
    }
    if (data.events.length && out[0]) {
      out[0].markLine = {
        symbol: "none", silent: true, lineStyle: { color: ink["line-2"], type: "solid", width: 1 },
        label: { color: ink["ink-3"], fontSize: 11, position: "end", rotate: 0, distance: 4 },
        data: data.events.map(({ at, text }) => ({ xAxis: at, label: { formatter: text } })),
      };
    }
    return out;
  };
  const bars = (data, ink, stacked) => data.series.map((one, at) => {
    const colour = one.kind === "last-year" ? ink["chart-past"] : ink[`chart-${(at % 6) + 1}`];
    const plan = one.kind === "plan";  // Plan is drawn hollow, so that it reads without colour.
    return {
      name: one.name, type: "bar", data: one.values, stack: stacked ? "all" : undefined, barMaxWidth: stacked ? 56 : 22, barGap: "15%",
      itemStyle: plan ? { color: "transparent", borderColor: ink["chart-plan"], borderWidth: 1.25, borderType: "dashed" } : { color: colour },
      label: stacked || data.series.length > 1 ? undefined
        : { show: true, position: "right", color: ink["ink-2"], fontSize: 11, formatter: ({ value }) => short(value) },
    };
  });
  const waterfall = (data, ink) => {
    let level = 0;
    const steps = data.series[0].values.map((value, at) => {
      if (data.totals[at]) { level = value; return { base: 0, size: value, value, total: true }; }
      const base = Math.min(level, level + value);
      level += value;
      return { base, size: Math.abs(value), value };
    });
    const colour = (step) => step.total ? ink["chart-plan"] : step.value < 0 ? ink["chart-down"] : ink["chart-up"];
    return [
      { type: "bar", stack: "fall", silent: true, itemStyle: { color: "transparent" }, tooltip: { show: false }, data: steps.map(({ base }) => base) },
      { type: "bar", stack: "fall", name: data.series[0].name, barMaxWidth: 48,
        data: steps.map((step) => ({ value: step.size, real: step.value, itemStyle: { color: colour(step) } })),
        label: { show: true, position: "top", color: ink["ink-2"], fontSize: 11,
          formatter: ({ data: bar, dataIndex: at }) => (steps[at].total || bar.real < 0 ? "" : "+") + short(bar.real) } },
    ];
  };

  // Small changes between large totals would be hairlines: the axis is then cut, and says so.
  const cut = (data) => {
    let level = 0;
    const levels = data.series[0].values.map((value, at) => level = data.totals[at] ? value : level + value);
    const low = Math.min(...levels), range = Math.max(...levels) - low;
    if (low <= 0 || range > low * .5) return {};
    const step = 10 ** Math.floor(Math.log10(range || 1));
    const min = Math.floor((low - range * .5) / step) * step;
    return min > 0 ? { min, name: `axis starts at ${short(min)}` } : {};
  };

  const options = (figure) => {
    const data = read(figure), ink = palette(), kind = figure.dataset.chart;
    const sideways = kind === "bars";
    const labels = { color: ink["ink-3"], fontSize: 11 };
    const names = { type: "category", data: data.labels, inverse: sideways, boundaryGap: kind !== "line",
      axisLine: { lineStyle: { color: ink["line-2"] } }, axisTick: { show: false }, splitLine: { show: false },
      axisLabel: { ...labels, hideOverlap: !sideways, margin: kind === "line" ? 14 : 8, width: sideways ? 160 : undefined, overflow: sideways ? "truncate" : undefined } };
    const values = { type: "value", scale: kind === "line", splitNumber: 4, axisLabel: { ...labels, formatter: short, hideOverlap: true, showMinLabel: kind !== "waterfall" },
      splitLine: { lineStyle: { color: ink["chart-grid"] } }, axisLine: { show: false } };
    if (kind === "waterfall") Object.assign(values, cut(data), { nameTextStyle: { ...labels, align: "left" }, nameGap: 8 });
    const several = data.series.length > 1 && kind !== "line";
    // Labels at the line's end need room for the longest name.
    const room = kind === "line" ? 14 + 6.2 * Math.max(...data.series.filter((s) => !["low", "high"].includes(s.kind)).map((s) => s.name.length)) : 16;
    return {
      animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      aria: { enabled: false },
      grid: { left: 4, right: sideways ? 48 : Math.min(room, 130), top: several || values.name ? 30 : 22, bottom: 4, containLabel: true },
      legend: several ? { top: 0, left: 0, itemWidth: 12, itemHeight: 8, icon: "rect", textStyle: { color: ink["ink-2"], fontSize: 11 } } : undefined,
      // Rich text is drawn on the canvas: an HTML tip would need inline styles, which the page's policy forbids.
      tooltip: {
        trigger: "axis", renderMode: "richText", confine: true, backgroundColor: ink.raised, borderColor: ink["line-2"], borderWidth: 1,
        padding: [6, 10], textStyle: { color: ink.ink, fontSize: 12 }, axisPointer: { type: kind === "line" ? "line" : "none", lineStyle: { color: ink["ink-3"] } },
        formatter: (points) => [points[0].name, ...points.filter((p) => !["low", "high"].includes(p.seriesName) && p.color !== "transparent" || p.data?.real !== undefined)
          .filter((p) => p.seriesName && !p.seriesName.startsWith("series"))
          .map((p) => `${p.seriesName}: ${exact(p.data?.real ?? p.value)}`)].join("\n"),
      },
      xAxis: sideways ? values : names, yAxis: sideways ? names : values,
      series: kind === "line" ? line(data, ink) : kind === "waterfall" ? waterfall(data, ink) : bars(data, ink, kind === "stacked"),
    };
  };
  const draw = (figure) => {
    const place = figure.querySelector("[data-canvas]");
    if (!place || !place.clientWidth) return;
    const chart = drawn.get(figure) ?? echarts.init(place, null, { renderer: "canvas" });
    drawn.set(figure, chart);
    chart.setOption(options(figure), true);
    chart.resize();
    figure.classList.add("is-drawn");
  };
  const redraw = () => { for (const figure of drawn.keys()) if (figure.isConnected) draw(figure); else drawn.delete(figure); };
  mainstay.each("figure[data-chart]", (figure) => {
    fetchLibrary().then(() => {
      draw(figure);
      new ResizeObserver(() => draw(figure)).observe(figure.querySelector("[data-canvas]"));
    }).catch(() => { figure.querySelector("details").open = true; });
  });
  document.addEventListener("mainstay:appearance", redraw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  // "t" on a chart opens its table.
  document.addEventListener("keydown", (event) => {
    const figure = event.target.closest?.("figure[data-chart]");
    if (event.key === "t" && figure && !event.ctrlKey && !event.metaKey) {
      const table = figure.querySelector("details");
      table.open = !table.open;
    }
  });
})();
