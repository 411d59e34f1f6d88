#!/usr/bin/env python3
"""Compares our reading of workbooks with openpyxl's, cell by cell, and our writing with what others make of it.

Usage: compare.py READ_ROWS, the path of the program of that name. Prints how many checks passed and failed.
"""
import datetime
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import warnings

import openpyxl

from broken import broken
from samples import by_hand, make, pack, parts

warnings.simplefilter("ignore")
SECONDS = 60
MEMORY = 1 << 30


class Tally:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, name, holds, detail=""):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {name}: {detail}", flush=True)


def run(program, *words):
    return subprocess.run(
        ["prlimit", f"--as={MEMORY}", "--cpu=60", str(program), *map(str, words)], capture_output=True, timeout=SECONDS)


def read(program, path, *words):
    done = run(program, "read", path, *words)
    if done.returncode != 0:
        raise ValueError(done.stderr.decode() or f"exit {done.returncode}")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return lines[:-1], lines[-1]


def clock(seconds, thousandths):
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{text}.{thousandths:03}" if thousandths else text


def agrees(ours, theirs):
    """Whether our text says what openpyxl's value says."""
    if theirs is None:
        return ours == ""
    if isinstance(theirs, bool):
        return ours == ("TRUE" if theirs else "FALSE")
    if isinstance(theirs, (int, float)):
        try:
            return float(ours) == float(theirs)
        except ValueError:
            return False
    if isinstance(theirs, datetime.datetime):
        time = clock(theirs.hour * 3600 + theirs.minute * 60 + theirs.second, theirs.microsecond // 1000)
        return ours == f"{theirs:%Y-%m-%d}".rjust(10, "0") + ("" if time == "00:00:00" else "T" + time)
    if isinstance(theirs, datetime.time):
        # Counted from 1904, half a day is noon of its first day, which openpyxl leaves out.
        return ours.removeprefix("1904-01-01T") == clock(theirs.hour * 3600 + theirs.minute * 60 + theirs.second, theirs.microsecond // 1000)
    if isinstance(theirs, datetime.timedelta):
        return ours == clock(int(theirs.total_seconds()), theirs.microseconds // 1000)
    return ours == str(theirs)


def expected(sheet):
    """Row number to openpyxl's values, merged ranges filled, empty rows left out."""
    rows = {number: list(values) for number, values in enumerate(sheet.iter_rows(values_only=True), 1)}
    width = sheet.max_column
    filled = {number for number, values in rows.items() if any(value not in (None, "") for value in values)}
    for area in sheet.merged_cells.ranges:
        value = sheet.cell(area.min_row, area.min_col).value
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, min(area.max_col, width) + 1):
                if row in rows and value is not None:
                    rows[row][column - 1] = value
    return {number: rows[number] for number in sorted(filled)}


def compare(program, tally, path):
    book = openpyxl.load_workbook(path, data_only=True)
    for number, sheet in enumerate(book.worksheets, 1):
        name = f"{path.name} {sheet.title}"
        theirs = expected(sheet)
        if not theirs:
            done = run(program, "read", path, sheet.title)
            tally.check(name, done.returncode == 1 and b"file-empty" in done.stderr, done.stderr)
            continue
        try:
            rows, notes = read(program, path, sheet.title if number % 2 else f"#{number}")
        except ValueError as fault:
            tally.check(name, False, fault)
            continue
        faults = [f"rows {[row['row'] for row in rows][:9]}"] if [row["row"] for row in rows] != list(theirs) else []
        for row in rows:
            values = theirs.get(row["row"], [])
            width = max(len(values), len(row["cells"]))
            ours = row["cells"] + [""] * (width - len(row["cells"]))
            values = values + [None] * (width - len(values))
            faults += [f"row {row['row']} column {place + 1}: {left!r}, openpyxl {right!r}"
                       for place, (left, right) in enumerate(zip(ours, values)) if not agrees(left, right)]
            if row.get("problem"):
                faults.append(row["problem"])
        if notes["sheet"] != sheet.title:
            faults.append(f"sheet {notes['sheet']}")
        tally.check(name, not faults, "; ".join(faults[:5]))


def check_by_hand(program, tally, folder):
    for name, (made, rows) in by_hand().items():
        path = folder / f"hand {name}.xlsx"
        pack(path, made)
        try:
            found = [(row["row"], row["cells"]) for row in read(program, path)[0]]
        except ValueError as fault:
            found = str(fault)
        tally.check(f"by hand: {name}", found == rows, f"{found}")


def check_notes(program, tally, folder, everything):
    notes = read(program, everything)[1]
    tally.check("sheets not read are named", any("Secret" in note and "2 hidden" not in note for note in notes["warnings"]),
                notes)
    hidden = read(program, everything, "Hidden rows")[1]["warnings"]
    tally.check("hidden rows are counted", any(note.startswith("1 hidden row") for note in hidden), hidden)
    path = folder / "formulas.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append([1, "=A2*2"])
    book.save(path)
    rows = read(program, path)[0]
    tally.check("a formula without its result is told", "B2" in rows[1].get("problem", ""), rows)
    wrong = folder / "wrong text.xlsx"
    pack(wrong, parts("<sheetData><row><c t='s'><v>5</v></c><c t='s'><v>x</v></c></row></sheetData>", strings=""))
    rows = read(program, wrong)[0]
    tally.check("a text that is not there is told", "A1" in rows[0].get("problem", ""), rows)
    for wanted in ("No such", "#9", "#0"):
        done = run(program, "read", path, wanted)
        tally.check(f"no sheet {wanted}", done.returncode == 1 and b"sheet-missing" in done.stderr, done.stderr)


def check_broken(program, tally, folder, whole):
    for path, code in broken(folder, whole):
        done = run(program, "read", path)
        said = done.stderr.decode(errors="replace")
        holds = done.returncode == 1 and said.startswith(code + ":") and said.count(".") >= 1
        tally.check(f"{path.name} is refused", holds, f"exit {done.returncode}: {said[:200]}")


def check_writing(program, tally, folder):
    path = folder / "ours.xlsx"
    tally.check("our workbook is written", run(program, "write", path).returncode == 0)
    compare(program, tally, path)
    book = openpyxl.load_workbook(path)
    tally.check("openpyxl opens ours", book.sheetnames == ["Sales AprilMay", "About"], book.sheetnames)
    office = shutil.which("soffice")
    if office is None:
        print("LibreOffice is not installed: its opening of our workbook is not checked")
        return
    home = folder / "home"
    subprocess.run([office, f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", "csv", "--outdir",
                    str(folder), str(path)], capture_output=True, timeout=180)
    lines = (folder / "ours.csv").read_text().splitlines()
    tally.check("LibreOffice opens ours", len(lines) == 201 and lines[0].startswith("Store,"), lines[:2])


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    tally = Tally()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        paths = make(folder)
        for path in paths:
            compare(program, tally, path)
        check_by_hand(program, tally, folder)
        check_notes(program, tally, folder, paths[0])
        check_broken(program, tally, folder, paths[2])
        check_writing(program, tally, folder)
    print(f"{tally.passed} passed, {tally.failed} failed")
    sys.exit(1 if tally.failed else 0)


if __name__ == "__main__":
    main()
