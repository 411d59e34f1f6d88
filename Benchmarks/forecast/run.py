"""forecast: the M3 competition and made weekly series: error, coverage, CPU a series, beside statsforecast where it is

The peer runs where the Python that MAINSTAY_PEERS names has statsforecast, on every fifteenth series; both sides of a ratio come
from this one run. Words: names of sets (monthly, quarterly, yearly, other, weekly); all without.
"""
import collections
import csv
import gzip
import json
import math
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

from accuracy import errors, intervals
from sheet import publish, table

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = pathlib.Path(os.environ.get("MAINSTAY_DATA", ROOT.parent / "shared/data"))
METHODS = pathlib.Path(os.environ.get("FORECAST_METHODS", ROOT / ".build/release/forecast-methods"))
PEERS = os.environ.get("MAINSTAY_PEERS")
SETS = {"monthly": (12, 18), "quarterly": (4, 8), "yearly": (1, 6), "other": (1, 8), "weekly": (52, 13)}
OURS = ["DOTM", "AutoETS", "WeightedETS", "AutoCES"]
PEER_OF = {"DOTM": "DynamicOptimizedTheta", "AutoETS": "AutoETS", "AutoCES": "AutoCES"}
EVERY = 15


def competition(name):
    meta = {row["series_id"]: row["period"].lower() for row in csv.DictReader(open(DATA / "m3/m3_series.csv"))}
    train, test = collections.defaultdict(list), collections.defaultdict(list)
    for row in csv.DictReader(gzip.open(DATA / "m3/m3_long.csv.gz", "rt")):
        if meta[row["series_id"]] == name:
            (train if row["set"] == "train" else test)[row["series_id"]].append(float(row["value"]))
    return train, test


def made(count=200, length=169, horizon=13):
    """Weekly sales of products that never were: season, holidays, drifting level, promotions."""
    draw, train, test = random.Random(1), {}, {}
    for product in range(count):
        size, drift = math.exp(draw.gauss(5, 1.2)), 0.0
        waves = [(draw.gauss(0, 0.25 / k), draw.gauss(0, 0.12 / k)) for k in (1, 2, 3)]
        peaks = [(draw.gauss(0.3, 0.3), 50, 1.5), (draw.gauss(0.2, 0.2), 15, 1.0)]
        values, trend = [], draw.gauss(0, 0.0015)
        for week in range(length):
            drift += draw.gauss(0, 0.02)
            at, turn = week % 52.18, week / 52.18 * 2 * math.pi
            season = sum(a * math.cos((k + 1) * turn) + b * math.sin((k + 1) * turn) for k, (a, b) in enumerate(waves))
            season += sum(high * math.exp(-0.5 * ((at - when) / wide) ** 2) for high, when, wide in peaks)
            lift = draw.gauss(0.5, 0.2) if draw.random() < 0.06 else 0
            noise = draw.gauss(0, 0.1 + 0.3 / math.sqrt(size))
            values.append(max(0, round(size * math.exp(season + drift + trend * week + lift + noise))))
        train[f"P{product:03}"], test[f"P{product:03}"] = values[:-horizon], values[-horizon:]
    return train, test


def ours(path, season, horizon, methods):
    done = subprocess.run([METHODS, path, str(season), str(horizon), methods], capture_output=True, text=True, check=True)
    found, cpu = collections.defaultdict(lambda: collections.defaultdict(list)), {}
    for line in done.stderr.splitlines():
        name, spent = line.rsplit(" ", 1)
        cpu[name] = float(spent)
    for row in csv.reader(done.stdout.splitlines()):
        found[row[0]][row[1]].append([float(cell) for cell in row[3:]])
    return found, cpu


def peers(train, season, horizon):
    """Forecasts and CPU of the peer, by our names, in a process of its own."""
    if not PEERS:
        return {}, {}
    asked = {"train": train, "season": season, "horizon": horizon, "methods": PEER_OF}
    done = subprocess.run([PEERS, pathlib.Path(__file__).with_name("peer.py")], input=json.dumps(asked), capture_output=True,
                          text=True)
    if done.returncode:
        print(done.stderr[-500:], file=sys.stderr)
        return {}, {}
    said = json.loads(done.stdout)
    return said["forecasts"], said["cpu"]


def owa(train, test, season, forecasts, naive):
    names = set(forecasts)
    inside = {name: values for name, values in test.items() if name in names}
    mine, base = errors(train, inside, season, forecasts), errors(train, inside, season, naive)
    return (mine[0] / base[0] + mine[1] / base[1]) / 2


def measure(name, folder):
    season, horizon = SETS[name]
    train, test = made() if name == "weekly" else competition(name)
    path = folder / f"{name}.csv"
    path.write_text("id,y\n" + "".join(f"{key},{value}\n" for key, values in train.items() for value in values))
    found, cpu = ours(path, season, horizon, "+".join(["Naive2", *OURS]))
    default, spent = ours(path, season, horizon, "default")
    some = dict(list(train.items())[::EVERY])
    theirs, their_cpu = peers(some, season, horizon)
    naive = found["Naive2"]
    rows = []
    for method in OURS:
        row = [f"{name}: {method}", f"{owa(train, test, season, found[method], naive):.4f}", f"{cpu[method]:.3f}", "", "", ""]
        if method in theirs:
            few = {key: found[method][key] for key in some}
            row[3:] = [f"{owa(train, test, season, theirs[method], naive):.4f} ({owa(train, test, season, few, naive):.4f})",
                       f"{their_cpu[method]:.2f}", f"{their_cpu[method] / cpu[method]:.0f}"]
        rows.append(row)
    ratio = f"{their_cpu['AutoETS'] / spent['default']:.1f}" if "AutoETS" in their_cpu else ""
    rows.append([f"**{name}: default**", f"**{owa(train, test, season, default['default'], naive):.4f}**",
                 f"{spent['default']:.2f}", "", "", ratio])
    covered = intervals(train, test, season, default["default"])
    return rows, [name, *(f"{value:.1f}" for value in covered[:2]), f"{covered[2]:.2f}"]


def main():
    chosen = sys.argv[1:] or list(SETS)
    rows, covers, began = [], [], time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for name in chosen:
            more, cover = measure(name, pathlib.Path(folder))
            rows += more
            covers.append(cover)
    head = ["set: method", "OWA", "CPU ms a series", "peer's OWA (ours there)", "peer's CPU ms", "times faster"]
    publish("forecast", "\n\n".join([
        "M3 (Makridakis and Hibon 2000) and 200 made weekly series of three years. OWA is against Naive2 on the same series; "
        f"the peer is statsforecast on every {EVERY}th series, beside ours on these; the default's ratio is against its AutoETS. "
        "The default forecasts a whole set as one file: pool, rolling origins, weights and intervals.",
        table(head, rows),
        table(["the default's intervals", "80 % cover", "95 % cover", "MSIS at 95 %"], covers)]))
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
