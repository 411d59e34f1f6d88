"""forecastjuice: orange juice by store and brand, 8 weeks ahead, with and without price, feature and deal known ahead

The command forecasts a plain file twice: as it is, and with driver columns whose rows run into the future. Words: first weeks of
the horizon; 153 without, as in the peers' measurement.
"""
import collections
import csv
import gzip
import math
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

from sheet import publish, table

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = pathlib.Path(os.environ.get("MAINSTAY_DATA", ROOT.parent / "shared/data"))
COMMAND = os.environ.get("FORECAST_COMMAND", str(ROOT / "bin/mainstay") + " forecast").split()
HORIZON = 8


def rows():
    file = DATA / "orange_juice/orange_juice_store_week.csv.gz"
    return list(csv.DictReader(gzip.open(file, "rt")))


def holidays():
    weeks = csv.DictReader(open(DATA / "dominicks_calendar/weeks.csv"))
    return {int(row["week"]) for row in weeks if row["special_event"]}


def write(path, juice, first, drivers):
    """The history up to `first`, and with drivers the weeks behind it without y."""
    special, last = holidays(), first + HORIZON - 1
    prices, series = {}, collections.defaultdict(dict)
    for row in juice:
        week, store = int(row["week"]), int(row["store"])
        for brand in range(1, 12):
            prices[store, brand, week] = row[f"price{brand}"]
        if week <= last:
            series[store, int(row["brand"])][week] = row
    with open(path, "w") as out:
        print("unique_id,ds,y" + (",price,feature,deal,holiday" if drivers else ""), file=out)
        for (store, brand), known in sorted(series.items()):
            price, end = None, max((week for week in known if week < first), default=0)
            for week in range(min(known), last + 1):
                row = known.get(week)
                # A week without a row has its shelf price in the rows of the store's other brands.
                price = prices.get((store, brand, week), price)
                if week < end and row is None:
                    continue
                y = repr(math.exp(float(row["logmove"]))) if week <= end else ""
                if not drivers and not y:
                    continue
                more = f",{price},{row['feat'] if row else 0},{row['deal'] if row else 0},{int(week in special)}"
                print(f"{store}/{brand},{week},{y}" + (more if drivers else ""), file=out)


def score(path, juice, first):
    truth = {(f"{r['store']}/{r['brand']}", int(r["week"])): math.exp(float(r["logmove"])) for r in juice}
    miss = bias = sold = count = in80 = in95 = 0
    for row in csv.DictReader(open(path)):
        actual = truth.get((row["unique_id"], int(row["ds"])))
        if actual is None or not first <= int(row["ds"]) < first + HORIZON:
            continue
        forecast = float(row["forecast"])
        miss, bias, sold, count = miss + abs(forecast - actual), bias + forecast - actual, sold + actual, count + 1
        in80 += float(row["lo-80"]) <= actual <= float(row["hi-80"])
        in95 += float(row["lo-95"]) <= actual <= float(row["hi-95"])
    return [100 * miss / sold, 100 * bias / sold, 100 * in80 / count, 100 * in95 / count]


def measure(juice, first, drivers, folder):
    file, out = folder / "in.csv", folder / "out.csv"
    write(file, juice, first, drivers)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        COMMAND + [str(file), "--horizon", str(HORIZON), "--season", "52", "--out", str(out)],
        check=True, capture_output=True, text=True)
    print(done.stdout.strip(), done.stderr.strip(), sep="\n", file=sys.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return score(out, juice, first) + [spent]


def main(words):
    juice, lines = rows(), []
    for first in [int(word) for word in words] or [153]:
        for drivers in (False, True):
            with tempfile.TemporaryDirectory() as folder:
                found = measure(juice, first, drivers, pathlib.Path(folder))
            name = f"weeks {first}-{first + HORIZON - 1}, " + ("price, feature, deal known" if drivers else "plain")
            lines.append([name] + [f"{value:.1f}" for value in found])
            print(lines[-1], flush=True)
    publish(
        "forecastjuice",
        "### Orange juice with drivers known ahead\n\n913 series of store and brand, 113 weeks of history, 8 weeks ahead, by the command. Percent; CPU seconds of the whole run.\n\n"
        + table(["run", "WMAPE", "bias", "80 % holds", "95 % holds", "CPU s"], lines))


main(sys.argv[1:])
