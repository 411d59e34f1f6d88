"""import: [ROWS] a POS file through “mainstay import”, DuckDB and sqlite3's .import; then questions about it

ROWS is 5000000 where nothing else is said. The file has a row per store, item and week with units, price and a
promotion flag, week by week as portals send it. The peers check nothing; sqlite3's table has the same key. DuckDB
runs on one thread. CPU time is what counts, each way in the same run.
"""
import datetime
import json
import pathlib
import random
import subprocess
import sys
import tempfile

from live import BINARY
from sheet import ROOT, Cost, publish, table

ITEMS, STORES = 1_000, 500
DUCK = ROOT / ".bench/duckdb"


def write(path, rows):
    """The same file for the same number of rows, on every machine."""
    chance = random.Random(7)
    prices = [chance.randrange(99, 2_500) for _ in range(ITEMS)]
    week, written = datetime.date(2024, 1, 6), 0
    with open(path, "w", encoding="ascii", buffering=1 << 20) as out:
        out.write("store,item,week_ending,units,price,flag\n")
        while written < rows:
            day = week.isoformat()
            for store in range(1, STORES + 1):
                lines = []
                for item in range(ITEMS):
                    draw = chance.random()
                    if draw >= 0.1:
                        continue
                    promoted = draw < 0.01
                    price = prices[item] * (80 if promoted else 100) // 100
                    lines.append(f"S{store:04},{4_000_000 + item},{day},{int(draw * 1_000) % 12 + 1},"
                                 f"{price // 100}.{price % 100:02},{int(promoted)}\n")
                lines = lines[:rows - written]
                out.write("".join(lines))
                written += len(lines)
            week += datetime.timedelta(days=7)


def peer(path, folder):
    return Cost(
        ["sqlite3", str(folder / "peer.sqlite")],
        stdin="PRAGMA journal_mode=WAL; CREATE TABLE facts (store TEXT, item TEXT, week TEXT, units REAL, price REAL,"
              " flag INTEGER, PRIMARY KEY (store, item, week)) WITHOUT ROWID;\n"
              f".import --csv --skip 1 {path} facts\nSELECT COUNT(*) FROM facts;\n")


def duck(*words):
    """A command of DuckDB's, installed from its package when first needed."""
    if not (DUCK / "bin/pip").exists():
        subprocess.run(["python3", "-m", "venv", str(DUCK)], check=True)
    if not list(DUCK.glob("lib/*/site-packages/duckdb")):
        subprocess.run([str(DUCK / "bin/pip"), "install", "--quiet", "--disable-pip-version-check", "duckdb==2.0.0",
                        "pyarrow"], check=True)
    return Cost([str(DUCK / "bin/python"), str(pathlib.Path(__file__).with_name("duck.py")), *map(str, words)])


def questions(database, peer):
    """CPU milliseconds of each question: of DuckDB, of the facts, of the cheapest store."""
    theirs = json.loads(duck("ask", peer).output)
    ours = json.loads(Cost([str(ROOT / ".build/release/fact-segments"), "questions", database]).output)
    rows = []
    for name, (facts, kept, same) in ours.items():
        assert same, f"{name}: kept totals differ from the facts"
        peer_time = theirs.get(name)
        rows.append([name, f"{peer_time:.1f}" if peer_time else "", f"{facts:.1f}", f"{kept:.2f}"])
    return table(["CPU ms", "DuckDB", "from the facts", "from the cheapest store"], rows)


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000
    with tempfile.TemporaryDirectory(prefix="mainstay-bench-") as name:
        folder = pathlib.Path(name)
        path = folder / "pos.csv"
        write(path, rows)
        database = str(folder / "mainstay.sqlite")
        Cost([BINARY, "migrate", "--database", database])
        ours = Cost([BINARY, "import", str(path), "--loader", "weekly", "--database", database])
        theirs = peer(path, folder)
        ducks = duck("load", path, folder / "duck.sqlite")
        asked = questions(database, folder / "duck.sqlite")
        again = Cost([BINARY, "import", str(path), "--loader", "weekly", "--database", database])
        sizes = [sum(file.stat().st_size for file in folder.glob(f"{stem}.sqlite*") if file.is_file()) / 2**20
                 for stem in ("mainstay", "peer", "duck")]
        size = path.stat().st_size / 2**20
    print(ours.output)

    def line(what, cost, disk):
        return [what, f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{rows / cost.cpu / 1_000:,.0f} k", f"{cost.peak:.0f}", disk]

    publish("import", f"{rows:,} rows, {size:.0f} MB of CSV.\n\n" + table(
        ["", "s", "CPU s", "rows per CPU s", "peak MB", "MB on disk"],
        [line("`mainstay import`: validated, mapped, with rejects and undo", ours, f"{sizes[0]:.0f}"),
         line("the same file again (nothing changes)", again, ""),
         line("DuckDB, one thread", ducks, f"{sizes[2]:.0f}"),
         line("`sqlite3 .import` into a table with the same key", theirs, f"{sizes[1]:.0f}")])
        + f"\n\nCPU time against DuckDB's: **{ours.cpu / ducks.cpu:.2f}** times (at most 2); against sqlite3's: "
        f"{ours.cpu / theirs.cpu:.2f} times. {sizes[0] * 2**20 / rows:.1f} bytes a fact on disk, kept totals included "
        f"(at most 12).\n\n" + asked)


if __name__ == "__main__":
    main()
