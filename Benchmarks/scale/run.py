"""scale: [FACTS] the demo company with FACTS weekly facts (100000000 without a word), its pages read by two people

Makes the company in a new database (100 million facts take some minutes and 1 GB of disk), serves it, and has two
signed-in readers go through its pages at once. Wall milliseconds say what a reader waits; CPU is the server's.
"""
import http.client
import pathlib
import re
import statistics
import sys
import tempfile
import threading
import time
import urllib.parse

from live import BINARY, Live
from sheet import Cost, publish, table

ROUNDS = 12


class Reader:
    """A browser that keeps its cookies and its connection."""

    def __init__(self, live, email, password):
        self.talk = http.client.HTTPConnection(live.address.removeprefix("http://"))
        self.cookies = {}
        token = re.search(r'name="csrf" value="([^"]+)"', self.get("/sign-in")).group(1)
        form = urllib.parse.urlencode({"csrf": token, "login": email, "password": password, "next": "/"})
        self.ask("POST", "/sign-in", form)

    def ask(self, method, path, body=None):
        heads = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
                 "Accept-Encoding": "gzip" if method == "GET" and self.cookies else "identity"}
        if body:
            heads["Content-Type"] = "application/x-www-form-urlencoded"
        self.talk.request(method, path, body, heads)
        answer = self.talk.getresponse()
        data = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        if answer.status >= 400:
            raise SystemExit(f"{method} {path}: {answer.status} {data[:300]!r}")
        return data

    def get(self, path):
        return self.ask("GET", path).decode(errors="replace")


def paths(database):
    """One page of each kind: of the largest account, one part of it, one of its stores, of a brand and an item."""
    import sqlite3
    base = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    def one(text, *words):
        found = base.execute(text, words).fetchone()
        return found[0] if found else None
    group = one("SELECT id FROM accounts WHERE kind = 'group' ORDER BY site_count DESC, id LIMIT 1")
    part = one("SELECT id FROM accounts WHERE parent_id = ? ORDER BY site_count DESC, id LIMIT 1", group)
    below, store = part, None
    while below:
        store = below
        below = one("SELECT id FROM accounts WHERE parent_id = ? ORDER BY site_count DESC, id LIMIT 1", store)
    brand = one("SELECT id FROM products WHERE kind = 'brand' ORDER BY number LIMIT 1")
    item = one("SELECT id FROM products WHERE kind = 'item' ORDER BY number LIMIT 1")
    week = one("SELECT MAX(shown_at) FROM sales_batch_spans")[:10]
    base.close()
    return {
        "home": "/", "accounts": "/accounts", "account": f"/accounts/{group}",
        "account, figures": f"/accounts/{group}/performance",
        "account as it was, figures": f"/accounts/{group}/performance?tree=as-was",
        "account as known on a day": f"/accounts/{group}/performance?knownOn={week}",
        "banner, figures": f"/accounts/{part}/performance", "store, figures": f"/accounts/{store}/performance",
        "brand, figures": f"/products/{brand}/performance", "item, figures": f"/products/{item}/performance",
        "account, explained": f"/accounts/{group}/explain?metric=value",
        "portfolio, explained": "/sales/explain?metric=value",
        "account, CSV": f"/accounts/{group}/performance?format=csv",
    }


def searched(database, longest=3600):
    """Waits for what the program searches of its own accord after new data; answers for how many seconds."""
    import sqlite3
    started = time.monotonic()
    time.sleep(5)
    while time.monotonic() - started < longest:
        base = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        waiting = base.execute("SELECT COUNT(*) FROM jobs WHERE state IN ('queued', 'running')").fetchone()[0]
        base.close()
        if not waiting:
            break
        time.sleep(2)
    return time.monotonic() - started


def measure(live, readers, path):
    """Wall milliseconds of all requests and CPU milliseconds of the server for each; the first round is not counted."""
    times = []
    def go(reader, rounds, kept):
        for _ in range(rounds):
            start = time.monotonic()
            reader.ask("GET", path)
            kept.append((time.monotonic() - start) * 1_000)
    go(readers[0], 1, [])
    before = live.cpu()
    threads = [threading.Thread(target=go, args=(reader, ROUNDS, times)) for reader in readers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(times), (live.cpu() - before) / len(times) * 1_000


def main():
    facts = sys.argv[1] if len(sys.argv) > 1 else "100000000"
    with tempfile.TemporaryDirectory(prefix="mainstay-scale-") as name:
        database = str(pathlib.Path(name) / "demo.sqlite")
        made = Cost([BINARY, "demo", "--database", database, "--scale", facts])
        said = made.output
        email = re.search(r"e-mail\s+(\S+)", said).group(1)
        password = re.search(r"password\s+(\S.*)", said).group(1).strip()
        count = int(re.search(r"([\d,]+) weekly sales facts", said).group(1).replace(",", ""))
        size = sum(file.stat().st_size for file in pathlib.Path(name).glob("demo.sqlite*") if file.is_file())
        print(said.splitlines()[-6:], file=sys.stderr)
        with Live(database) as live:
            live.serve()
            quiet = searched(database)
            readers = [Reader(live, email, password) for _ in range(2)]
            rows, every = [], []
            for what, path in paths(database).items():
                times, cpu = measure(live, readers, path)
                every += times
                late = times[int(len(times) * 0.95)]
                rows.append([what, f"{cpu:.1f}", f"{statistics.median(times):.0f}", f"{late:.0f}"])
            peak = live.memory("VmHWM")
    every.sort()
    publish("scale", f"{count:,} facts, made in {made.wall:.0f} s with {made.cpu:.0f} CPU s and {made.peak:.0f} MB at the "
            f"peak; {size / count:.1f} bytes a fact on disk, all else included. Gaps, voids and changes were searched within {quiet:.0f} s of the start. Two readers at once.\n\n" + table(
                ["", "CPU ms", "ms median", "ms 95 %"], rows)
            + f"\n\nAll pages: {every[int(len(every) * 0.95)]:.0f} ms at the 95th percentile (at most 300); the server's "
            f"peak of memory is {peak:.0f} MB (at most 1,000).")


if __name__ == "__main__":
    main()
