#!/usr/bin/env python3
"""852 and 867 as others read them: what Mainstay writes of its demo company is parsed by pyx12 and compared with the
portal's own CSV file, figure by figure; then Mainstay imports both and must come to the same totals.

Usage: check_edi.py [--keep DIR]. Prints how many checks passed and failed.
"""
import argparse
import collections
import csv
import decimal
import io
import json
import pathlib
import subprocess
import sys
import tempfile

import pyx12.x12file

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
MAINSTAY = ROOT / "bin/mainstay"
# Retailers whose portal file is plain CSV with names that this script knows.
COLUMNS = {
    "store": "store", "Store Nbr": "store", "Location": "store", "item": "item", "UPC": "item", "Item Number": "item",
    "units": "units", "POS Qty": "units", "Units Sold": "units", "price": "price", "Unit Retail": "price",
    "Avg Price": "price",
}


class Tally:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, name, holds, detail=""):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {name}: {detail}", flush=True)


def number(text):
    return decimal.Decimal(text.replace("$", ""))


def portal(path):
    """Units and value by store and item, from the portal's CSV."""
    lines = path.read_text(encoding="utf-8").splitlines()
    start = next((place for place, line in enumerate(lines) if line.split(",")[0] in COLUMNS), None)
    if start is None:
        return None
    found = {}
    for row in csv.DictReader(io.StringIO("\n".join(lines[start:]))):
        named = {COLUMNS[key]: value for key, value in row.items() if key in COLUMNS}
        if named["store"] == "Total":
            continue
        units = number(named["units"])
        found[named["store"], named["item"]] = (units, units * number(named["price"]))
    return found


def segments(path, tally):
    """All segments of a file as lists of text, parsed by pyx12, which also checks envelopes and counts."""
    found, errors = [], []
    with open(path, encoding="ascii") as file:
        reader = pyx12.x12file.X12Reader(file)
        for segment in reader:
            name = segment.get_seg_id()
            found.append([name] + [segment.get_value(f"{name}{place:02}") or "" for place in range(1, len(segment) + 1)])
            errors += reader.pop_errors()
        reader.Close()
        errors += reader.pop_errors()
    tally.check(f"{path.name}: pyx12 finds no fault", not errors, errors[:3])
    tally.check(f"{path.name}: it is whole", found[0][0] == "ISA" and found[-1][0] == "IEA", found[-1])
    return found


def activity(found):
    """Units and value by store and item of an 852."""
    figures = collections.defaultdict(lambda: [decimal.Decimal(0), decimal.Decimal(0)])
    item = sign = None
    for name, *elements in found:
        if name == "LIN":
            item = elements[2]
        elif name == "ZA":
            sign = {"QS": 1, "QU": -1}.get(elements[0])
        elif name == "SDQ" and sign:
            place = 1 if elements[0] == "DO" else 0
            for store, figure in zip(elements[2::2], elements[3::2]):
                figures[store, item][place] += sign * decimal.Decimal(figure)
    return {key: tuple(value) for key, value in figures.items()}


def resale(found):
    """Units and value by customer and item of an 867."""
    figures = collections.defaultdict(lambda: [decimal.Decimal(0), decimal.Decimal(0)])
    store = item = quantity = None
    for name, *elements in found:
        if name == "N1" and elements[0] == "ST":
            store = elements[3]
        elif name == "QTY":
            quantity = decimal.Decimal(elements[1]) * {"32": 1, "76": -1}[elements[0]]
        elif name == "LIN":
            item = elements[2]
            figures[store, item][0] += quantity
        elif name == "AMT":
            figures[store, item][1] += decimal.Decimal(elements[1]).copy_sign(quantity)
    return {key: tuple(value) for key, value in figures.items()}


def mainstay(*words):
    done = subprocess.run([MAINSTAY, *map(str, words)], capture_output=True, text=True, timeout=300)
    return done.returncode, done.stdout, done.stderr


def imported(path, data, tally, figures):
    """Mainstay's own import of the file: the same totals, and nothing the second time."""
    code, out, err = mainstay("import", path, "--loader", "auto", "--json", "--database", data)
    tally.check(f"{path.name}: Mainstay imports it", code == 0, err[-300:])
    if code != 0:
        return
    result = json.loads(out)
    units = sum(value[0] for value in figures.values())
    value = sum(value[1] for value in figures.values())
    tally.check(f"{path.name}: units tie", decimal.Decimal(result["totals"]["units"]) == units, result["totals"])
    tally.check(f"{path.name}: value ties", decimal.Decimal(result["totals"]["value"]) == value, result["totals"])
    tally.check(f"{path.name}: nothing is rejected", result["rejected"] == 0, result["rejected"])
    tally.check(f"{path.name}: every line came in", result["accepted"] == len(figures), result["accepted"])
    code, out, _ = mainstay("import", path, "--loader", "auto", "--json", "--database", data)
    tally.check(f"{path.name}: twice changes nothing", code == 0 and json.loads(out)["accepted"] == 0, out[-300:])


def broken(path, data, tally):
    """A file with a wrong segment count is refused by segment, and nothing of it stays."""
    text = path.read_text(encoding="ascii")
    wrong = path.with_name("wrong-" + path.name)
    before = text[text.rindex("SE*"):].split("*")[1]
    wrong.write_text(text.replace(f"SE*{before}*", f"SE*{int(before) + 1}*"), encoding="ascii")
    code, _, err = mainstay("import", wrong, "--loader", "auto", "--json", "--database", data)
    tally.check(f"{path.name}: a wrong count is refused", code == 1 and "SE01" in err and "Segment " in err, err[-300:])


def check(folder, data, tally):
    compared = 0
    for path in sorted(folder.glob("*.852")):
        csv_path = path.with_suffix(".csv")
        told = portal(csv_path)
        if told is None:
            continue
        compared += 1
        first = activity(segments(path, tally))
        tally.check(f"{path.name}: equals {csv_path.name}", first == told, difference(first, told))
        other = path.with_suffix(".867")
        second = resale(segments(other, tally))
        tally.check(f"{other.name}: equals {csv_path.name}", second == told, difference(second, told))
        if compared <= 2:
            broken(path, data, tally)
            imported(path, data, tally, told)
            imported(other, data, tally, told)
    tally.check("some files were compared", compared >= 4, compared)


def guide(folder, data, tally):
    """The file that the guide walks through does what the guide says."""
    text = (ROOT / "docs/guide/edi.md").read_text(encoding="utf-8")
    path = folder / "northgate.852"
    path.write_text(text.split("```")[1].lstrip(), encoding="ascii")
    segments(path, tally)
    code, out, err = mainstay("import", path, "--loader", "auto", "--json", "--database", data)
    tally.check("the guide's file comes in", code == 0, err[-300:])
    if code == 0:
        result = json.loads(out)
        tally.check("with the guide's figures", result["totals"] == {"units": "12", "value": "23.88"}, result["totals"])
        tally.check("as two rows", result["accepted"] == 2 and result["unknown"] == 3, result)


def difference(ours, theirs):
    keys = [key for key in sorted(set(ours) | set(theirs)) if ours.get(key) != theirs.get(key)]
    return [(key, ours.get(key), theirs.get(key)) for key in keys[:3]]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", help="write the files here and leave them")
    keep = parser.parse_args().keep
    tally = Tally()
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(keep or scratch) / "files"
        code, _, err = mainstay("demo", "--files", folder, "--scale", "10000")
        tally.check("the demo writes its files", code == 0, err[-300:])
        if code == 0:
            database = pathlib.Path(scratch) / "data/mainstay.sqlite"
            check(folder, database, tally)
            guide(pathlib.Path(scratch), database, tally)
    print(f"{tally.passed} passed, {tally.failed} failed")
    sys.exit(1 if tally.failed else 0)


if __name__ == "__main__":
    main()
