// Small things every behaviour uses. One global, so that the joined files can meet.
window.mainstay = {
  /** Runs `work` on every match now, and again on whatever htmx brings in later. */
  each(selector, work) {
    const run = (scope) => {
      const found = [...scope.querySelectorAll(selector)];
      if (scope.matches?.(selector)) found.unshift(scope);
      for (const element of found) {
        const seen = (element.mainstaySeen ??= new Set());
        if (!seen.has(work)) { seen.add(work); work(element); }
      }
    };
    run(document);
    document.addEventListener("htmx:load", (event) => run(event.detail.elt));
  },
  /** True while the reader writes into something, so that letters are not commands. */
  isWriting(target) {
    return target instanceof Element
      && Boolean(target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]"));
  },
  csrf: () => document.querySelector("meta[name=csrf-token]")?.content ?? "",
};
