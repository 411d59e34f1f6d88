"""workbook: [ROWS] a workbook of six columns read by us, by openpyxl (read-only) and by calamine

ROWS is 1000000 where nothing else is said. Columns: two texts that repeat, a day, a whole number, an amount and a text
that is different in every row. bin/setup --tests installs the peers.
"""
import datetime
import pathlib
import random
import subprocess
import sys
import tempfile

from sheet import ROOT, Cost, publish, table

PYTHON = str(ROOT / ".venv/bin/python")
PEERS = str(pathlib.Path(__file__).with_name("peers.py"))
READER = str(ROOT / ".build/release/read-rows")


def write(path, rows):
    """To be run by the environment that has the peers: bin/bench itself runs on the system's Python."""
    import xlsxwriter
    chance = random.Random(1)
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("Sales")
    for column, head in enumerate(("Store", "Item", "Week", "Units", "Value", "Note")):
        sheet.write_string(0, column, head)
    monday = datetime.date(2024, 1, 1)
    for row in range(1, rows + 1):
        sheet.write_string(row, 0, f"Store {row % 500:04}")
        sheet.write_string(row, 1, f"Item {row // 500 % 1000:05}")
        sheet.write_datetime(row, 2, monday + datetime.timedelta(days=row // 50_000 * 7), day)
        sheet.write_number(row, 3, chance.randrange(500))
        sheet.write_number(row, 4, chance.randrange(100_000) / 100)
        sheet.write_string(row, 5, f"Receipt {row}")
    book.close()


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    subprocess.run(["swift", "build", "--configuration", "release", "--product", "read-rows"], cwd=ROOT, check=True,
                   stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory(prefix="mainstay-bench-") as name:
        path = f"{name}/sales.xlsx"
        subprocess.run([PYTHON, __file__, "--write", path, str(rows)], check=True)
        size = pathlib.Path(path).stat().st_size / 2**20
        ours = Cost([READER, "count", path])
        calamine = Cost([PYTHON, PEERS, "calamine", path])
        openpyxl = Cost([PYTHON, PEERS, "openpyxl", path])

    def line(what, cost):
        return [what, f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{rows / cost.cpu / 1_000:,.0f} k", f"{cost.peak:.0f}"]

    publish("workbook", f"{rows:,} rows of 6 columns, {size:.0f} MB of XLSX, one text of each row in no other.\n\n" + table(
        ["every cell read by", "s", "CPU s", "rows per CPU s", "peak MB"],
        [line("`Files`", ours), line("python-calamine", calamine), line("openpyxl, read-only", openpyxl)])
        + f"\n\nRatios of CPU time, the peers' to ours: calamine **{calamine.cpu / ours.cpu:.2f}**, openpyxl "
          f"**{openpyxl.cpu / ours.cpu:.1f}**.")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        sys.path.insert(0, str(ROOT / "Benchmarks"))
        write(sys.argv[2], int(sys.argv[3]))
    else:
        main()
