"""import: [ROWS] a POS file through “mainstay import” and through the sqlite3 command line's .import

ROWS is 5000000 where nothing else is said. The file has a row per store, item and week with units, price and a
promotion flag, week by week as portals send it. The peer's table has the same key and checks nothing.
"""
import datetime
import pathlib
import random
import sys
import tempfile

from live import BINARY
from sheet import Cost, publish, table

ITEMS, STORES = 1_000, 500


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
        again = Cost([BINARY, "import", str(path), "--loader", "weekly", "--database", database])
        sizes = [sum(file.stat().st_size for file in folder.glob(f"{stem}.sqlite*") if file.is_file()) / 2**20
                 for stem in ("mainstay", "peer")]
        size = path.stat().st_size / 2**20
    print(ours.output)

    def line(what, cost, disk):
        return [what, f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{rows / cost.cpu / 1_000:,.0f} k", f"{cost.peak:.0f}", disk]

    publish("import", f"{rows:,} rows, {size:.0f} MB of CSV.\n\n" + table(
        ["", "s", "CPU s", "rows per CPU s", "peak MB", "MB on disk"],
        [line("`mainstay import`: validated, mapped, with rejects and undo", ours, f"{sizes[0]:.0f}"),
         line("the same file again (nothing changes)", again, ""),
         line("`sqlite3 .import` into a table with the same key", theirs, f"{sizes[1]:.0f}")])
        + f"\n\nRatio of rows per CPU second, ours to the peer's: **{theirs.cpu / ours.cpu:.2f}**.")


if __name__ == "__main__":
    main()
