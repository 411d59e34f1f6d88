"""cold: a list of 50 in Chromium that knows nothing of the site: bytes over the wire, requests, when its rows stand

Needs the test tools: bin/setup --tests. Every page is opened in a fresh context, signed in, with nothing in its cache.
"""
import os
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".venv/bin/python"
if TOOLS.exists() and pathlib.Path(sys.prefix) != ROOT / ".venv":
    os.execv(TOOLS, [str(TOOLS), *sys.argv])

from playwright.sync_api import sync_playwright  # noqa: E402

from live import Live  # noqa: E402
from sheet import publish, table  # noqa: E402

sys.path.insert(0, str(ROOT / "Benchmarks/pages"))
from run import cookie, fill  # noqa: E402

RUNS = 7
PAGES = {"list of 50 accounts": "/accounts", "an account": "/accounts/{id}", "home": "/"}
# When the first row is in the document, and when the browser has painted.
DRAWN = """() => ({
  rows: window.rowsAt ?? null,
  painted: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null,
  finished: performance.getEntriesByType("navigation")[0].loadEventEnd,
})"""
WATCH = """new MutationObserver((_, watch) => {
  if (document.querySelector("tbody tr, main h1")) { window.rowsAt = performance.now(); watch.disconnect(); }
}).observe(document, { childList: true, subtree: true });"""


def visit(browser, live, held, path):
    context = browser.new_context(base_url=live.address, viewport={"width": 1280, "height": 860})
    context.add_cookies([
        {"name": name, "value": value, "url": live.address}
        for name, value in (pair.split("=", 1) for pair in held.split("; "))])
    context.add_init_script(WATCH)
    page = context.new_page()
    line = context.new_cdp_session(page)
    sizes, asked = [], []
    line.send("Network.enable")
    line.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    line.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    page.goto(path, wait_until="networkidle")
    found = page.evaluate(DRAWN)
    context.close()
    requests = [url for url in asked if not re.match(r"data:|about:", url)]
    return {**found, "kb": sum(sizes) / 1024, "requests": len(requests)}


def middle(values):
    return sorted(values)[len(values) // 2]


def main():
    with Live() as live, sync_playwright() as playwright:
        token = live.token("write")
        live.serve()
        one, held = fill(live, token), cookie(live)
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        rows = []
        for name, path in PAGES.items():
            seen = [visit(browser, live, held, path.format(id=one)) for _ in range(RUNS)]
            rows.append([
                name, f"{max(one['kb'] for one in seen):.0f}", max(one["requests"] for one in seen),
                f"{middle([one['rows'] for one in seen]):.0f}", f"{middle([one['painted'] for one in seen]):.0f}",
                f"{middle([one['finished'] for one in seen]):.0f}"])
        browser.close()
    publish("cold", "1,000 accounts; nothing in the browser's cache. At most 300 KB, 10 requests, rows within 500 ms.\n\n"
            + table(["", "KB over the wire", "requests", "rows in the page, ms", "first paint, ms", "all loaded, ms"], rows)
            + f"\n\nThe middle of {RUNS} visits each; KB and requests are the most of them.")


if __name__ == "__main__":
    main()
