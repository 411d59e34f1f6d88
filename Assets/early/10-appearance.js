// Runs before the first paint: puts the reader's own theme, density and navigation width on <html>.
(() => {
  const root = document.documentElement;
  for (const name of ["theme", "density", "nav", "keys"]) {
    try {
      const value = localStorage.getItem("mainstay." + name);
      if (value) root.dataset[name] = value;
    } catch { /* Storage may be forbidden; the defaults hold. */ }
  }
})();
