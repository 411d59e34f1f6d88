"""forecastseasons: days with a week and a year, hours with a day and a week: error, coverage, CPU, beside statsforecast's MSTL

The peer is MSTL over both seasons with AutoETS below it, where the Python that MAINSTAY_PEERS names has statsforecast; it runs on the
same series as the command. Words: names of sets; all without.
"""
import collections
import csv
import datetime
import json
import math
import os
import pathlib
import random
import subprocess
import sys
import tempfile

from accuracy import errors, intervals
from sheet import Cost, publish, table

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("FORECAST_COMMAND", str(ROOT / "bin/mainstay") + " forecast").split()
PEERS = os.environ.get("MAINSTAY_PEERS")
COUNT = 100
# Steps of history at least and at most, steps ahead, both seasons, whether there is a year at all.
SETS = {"years": (1095, 2190, 28, (7, 365), True), "quarter": (1095, 2190, 91, (7, 365), True),
        "two": (730, 910, 28, (7, 365), True), "walks": (1095, 1825, 28, (7, 365), False),
        "hours": (1344, 2688, 48, (24, 168), False)}
WORDS = {"years": "3 to 6 years, 28 days ahead", "quarter": "3 to 6 years, 91 days ahead",
         "two": "2 to 2 1/2 years, 28 days ahead", "walks": "no year, levels that walk, 28 days ahead",
         "hours": "8 to 16 weeks of hours, 48 hours ahead"}


def product(draw, days, has_year):
    """What was expected of each day and what was sold: a week, a year with two holidays, a level that walks, noise."""
    size, level, trend = math.exp(draw.gauss(4.5, 1.2)), 0.0, draw.gauss(0, 0.0002)
    week, start = [draw.gauss(0, 0.25) for _ in range(7)], draw.randrange(365)
    waves = [(draw.gauss(0, 0.25 / k), draw.gauss(0, 0.2 / k)) for k in (1, 2, 3)] if has_year else []
    peaks = [(draw.gauss(0.4, 0.3), 352, 9), (draw.gauss(0.2, 0.2), 100, 6)] if has_year else []
    walk = abs(draw.gauss(0, 0.008)) if has_year else draw.choice([0.01, 0.02, 0.04])
    truth, sold = [], []
    for day in range(days):
        level += draw.gauss(0, walk)
        at = (day + start) % 365.25
        turn = at / 365.25 * 2 * math.pi
        season = week[day % 7] + sum(a * math.cos((k + 1) * turn) + b * math.sin((k + 1) * turn) for k, (a, b) in enumerate(waves))
        season += sum(high * math.exp(-0.5 * ((at - when) / wide) ** 2) for high, when, wide in peaks)
        truth.append(size * math.exp(season + level + trend * day))
        sold.append(max(0, round(truth[-1] * math.exp(draw.gauss(0, 0.1 + 0.5 / math.sqrt(size))))))
    return truth, sold


def hours(draw, steps, has_weekend):
    """What was expected of each hour and what was sold: working days alike, Saturday and Sunday their own."""
    size, level, truth, sold = math.exp(draw.gauss(4.5, 1)), 0.0, [], []
    usual = [0.5 * math.sin((hour - 8) / 24 * 2 * math.pi) + draw.gauss(0, 0.15) for hour in range(24)]
    days = [usual] * 5 + [[high + draw.gauss(shift, 0.3) for high in usual] if has_weekend else usual for shift in (0.1, -0.3)]
    for step in range(steps):
        level += draw.gauss(0, 0.01)
        truth.append(size * math.exp(days[step // 24 % 7][step % 24] + level))
        sold.append(max(0, round(truth[-1] * math.exp(draw.gauss(0, 0.1 + 0.5 / math.sqrt(size))))))
    return truth, sold


def made(name):
    least, most, horizon, seasons, has_year = SETS[name]
    draw, train, test, truths = random.Random(name), {}, {}, {}
    for place in range(COUNT):
        # A fifth has no longer season.
        steps = draw.randrange(least, most) + horizon
        truth, sold = product(draw, steps, has_year and place % 5 > 0) if seasons[0] == 7 else hours(draw, steps, place % 5 > 0)
        key = f"D{place:03}"
        train[key], test[key], truths[key] = sold[:-horizon], sold[-horizon:], truth[-horizon:]
    return train, test, truths


def ours(path, horizon, words):
    out = path.with_suffix(".out.csv")
    cost = Cost([*COMMAND, path, "--horizon", str(horizon), "--out", out, "--threads", "1", *words])
    found = collections.defaultdict(list)
    for row in csv.DictReader(open(out)):
        found[row["unique_id"]].append([float(row[name]) for name in ("forecast", "lo-80", "hi-80", "lo-95", "hi-95")])
    return found, 1000 * cost.cpu / COUNT


def peer(train, horizon, seasons):
    asked = json.dumps({"train": train, "horizon": horizon, "seasons": seasons})
    done = subprocess.run([PEERS, pathlib.Path(__file__).with_name("peer.py")], input=asked, capture_output=True, text=True,
                          check=True)
    said = json.loads(done.stdout)
    return said["found"], said["cpu"]


def row(label, train, test, truths, season, found, cpu):
    off = sum(abs(t - point[0]) for key, truth in truths.items() for t, point in zip(truth, found[key]))
    covered = intervals(train, test, season, found)
    return [label, f"{errors(train, test, season, found)[1]:.3f}", f"{100 * off / sum(map(sum, truths.values())):.1f}",
            f"{covered[0]:.1f}", f"{covered[1]:.1f}", f"{covered[2]:.2f}", f"{cpu:.0f}"]


def measure(name, folder):
    train, test, truths = made(name)
    (horizon, seasons), path = SETS[name][2:4], folder / f"{name}.csv"
    with open(path, "w") as out:
        print("unique_id,ds,y", file=out)
        for key, values in train.items():
            first = datetime.date(2019, 1, 7)
            for day, value in enumerate(values):
                print(f"{key},{first + datetime.timedelta(day) if seasons[0] == 7 else day},{value}", file=out)
    both = [] if seasons[0] == 7 else ["--season", ",".join(map(str, seasons))]
    runs = [(f"**{WORDS[name]}: ours**", ours(path, horizon, both)),
            ("ours, one season", ours(path, horizon, ["--season", str(seasons[0])]))]
    if PEERS:
        runs.append(("MSTL, AutoETS", peer(train, horizon, seasons)))
    return [row(label, train, test, truths, seasons[0], *run) for label, run in runs]


def main():
    with tempfile.TemporaryDirectory() as folder:
        rows = [line for name in sys.argv[1:] or SETS for line in measure(name, pathlib.Path(folder))]
    head = ["made series", "MASE", "off the truth %", "80 % cover", "95 % cover", "MSIS at 95 %", "CPU ms a series"]
    publish("forecastseasons", "\n\n".join([
        "### A week and a year at once",
        f"{COUNT} made series a set, with a week, a year, two holidays, a level that walks and noise, or with a day and a week of hours; a "
        "fifth without the longer season. The command finds both seasons of days by itself and is given 24,168 for hours; its CPU holds "
        "reading, rolling origins and intervals. The peer is statsforecast's MSTL over both seasons with AutoETS, on the same series in the "
        "same run. MASE is against the shorter season repeated; off the truth: against what would have been sold without noise.",
        table(head, rows)]))


if __name__ == "__main__":
    main()
