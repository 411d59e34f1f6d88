"""forecastpeers: weekly retail series, slow movers, ARIMA and a tree, beside statsforecast and hierarchicalforecast

The peers run where the Python that MAINSTAY_PEERS names has them. Words: retail, slow, arima, tree; all without.
"""
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

from sheet import publish, table

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = pathlib.Path(os.environ.get("MAINSTAY_DATA", ROOT.parent / "shared/data"))
BUILT = pathlib.Path(os.environ.get("FORECAST_TOOLS", ROOT / ".build/release"))
PEERS = os.environ.get("MAINSTAY_PEERS")
SINGLES = {"DOT": "DynamicOptimizedTheta", "AutoTheta": "AutoTheta", "AutoCES": "AutoCES", "AutoETS": "AutoETS"}
COMBINED = {"median(ETS, DOT, CES)": ["AutoETS", "DOT", "AutoCES"],
            "median(ETS, AutoTheta, CES)": ["AutoETS", "AutoTheta", "AutoCES"]}
SLOW = {"Croston": "CrostonClassic", "SBA": "CrostonSBA", "TSB": "TSB", "ADIDA": "ADIDA", "IMAPA": "IMAPA"}
MOST = 120  # series of a set that the peer forecasts, evenly taken
ORIGINS, STRIDE = 3, 4


def grouped(rows):
    series = {}
    for name, value in rows:
        series.setdefault(name, []).append(float(value))
    return series


def summed(rows):
    """Sums by name and week of rows (name, week, units), weeks in order."""
    sums = {}
    for name, week, units in rows:
        sums.setdefault(name, {})
        sums[name][week] = sums[name].get(week, 0.0) + units
    return {name: [weeks.get(week, 0.0) for week in range(min(weeks), max(weeks) + 1)] for name, weeks in sums.items()}


def retail():
    """Sets of weekly series with their horizon."""
    demo = subprocess.run([BUILT / "forecast-demo", "rows", "laptop", "7"], capture_output=True, text=True, check=True)
    cells = grouped(line.split(",") for line in demo.stdout.split()[1:])
    yield "demo company: item at retailer", {k: v for k, v in cells.items() if len(v) >= 150}, 13
    pills = list(csv.DictReader(gzip.open(DATA / "analgesics/analgesics.csv.gz", "rt")))
    for name, keys in [("store", ["store"]), ("brand", ["brand"]), ("store x brand", ["store", "brand"])]:
        yield f"analgesics: {name}", summed(
            ("/".join(r[k] for k in keys), int(r["week"]), float(r["units"])) for r in pills), 8
    juice = list(csv.DictReader(gzip.open(DATA / "orange_juice/orange_juice_store_week.csv.gz", "rt")))
    for name, keys in [("store", ["store"]), ("brand", ["brand"])]:
        sums = summed(("/".join(r[k] for k in keys), int(r["week"]), math.exp(float(r["logmove"]))) for r in juice)
        yield f"orange_juice: {name}", {k: v for k, v in sums.items() if len(v) >= 100}, 8


def write(path, series):
    path.write_text("id,y\n" + "".join(f"{key},{value}\n" for key, values in series.items() for value in values))


def ours(folder, series, season, horizon, methods):
    path = folder / "series.csv"
    write(path, series)
    done = subprocess.run([BUILT / "forecast-methods", path, str(season), str(horizon), methods], capture_output=True,
                          text=True, check=True)
    found = {}
    for row in csv.reader(done.stdout.splitlines()):
        found.setdefault(row[0], {}).setdefault(row[1], []).append(float(row[3]))
    return found, {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in done.stderr.splitlines()}


def theirs(series, season, horizon, methods):
    asked = {"train": series, "season": season, "horizon": horizon, "methods": methods}
    done = subprocess.run([PEERS, ROOT / "Benchmarks/forecast/peer.py"], input=json.dumps(asked), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr[-800:])
    said = json.loads(done.stdout)
    return said["forecasts"], said["cpu"]


def loss(past, actual, points, season):
    """sMAPE and MASE of one series; the scale is that of last year's week, or of last week where no year is known."""
    pairs = list(zip(actual, points))
    symmetric = sum(200 * abs(a - f) / (abs(a) + abs(f) + 1e-12) for a, f in pairs) / len(pairs)
    lag = season if len(past) > 2 * season else 1
    steps = [abs(b - a) for a, b in zip(past, past[lag:])]
    scale = sum(steps) / max(1, len(steps))
    return symmetric, sum(abs(a - f) for a, f in pairs) / len(pairs) / scale if scale else 0.0


def middle(values):
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def compare(folder, series, horizon, season=52):
    """OWA against Naive2 over all origins, by method: ours and theirs on the same series."""
    sums, spent, took, counted = {}, 0.0, 0.0, 0
    for origin in range(ORIGINS):
        end = -(horizon + STRIDE * origin)
        past = {name: values[:end] for name, values in series.items()}
        future = {name: values[end:][:horizon] for name, values in series.items()}
        names = list(series)[::max(1, math.ceil(len(series) / MOST))]
        default, cpu = ours(folder, past, season, horizon, "default")
        naive, _ = ours(folder, past, season, horizon, "Naive2")
        peers, their_cpu = theirs({name: past[name] for name in names}, season, horizon, SINGLES)
        spent, took, counted = spent + cpu["default"], took + their_cpu["AutoETS"], counted + 1
        found = {"**default**": default["default"], "naive": naive["Naive2"], **peers}
        for label, parts in COMBINED.items():
            found[label] = {name: [middle(step) for step in zip(*(peers[part][name] for part in parts))] for name in names}
        for method, forecasts in found.items():
            for name in names:
                both = loss(past[name], future[name], forecasts[name], season)
                old = sums.get(method, (0.0, 0.0))
                sums[method] = (old[0] + both[0], old[1] + both[1])
    base = sums.pop("naive")
    return {method: (both[0] / base[0] + both[1] / base[1]) / 2 for method, both in sums.items()}, spent / counted, took / counted


def report_retail(folder):
    columns, rows = ["**default**", *SINGLES, *COMBINED], []
    for name, series, horizon in retail():
        scores, spent, took = compare(folder, series, horizon)
        best = min(scores, key=scores.get)
        rows.append([f"{name} ({len(series)} series)",
                     *(f"**{scores[c]:.3f}**" if c == best else f"{scores[c]:.3f}" for c in columns), f"{took / spent:.0f}"])
        print(rows[-1], flush=True)
    return ("Weekly retail series: OWA against Naive2 over three origins four weeks apart, season 52, by every method "
            f"on the same series (at most {MOST} a set). The last column is the CPU of the peer's AutoETS over that of our whole default.\n\n"
            + table(["set", *columns, "times faster"], rows))


def slow_series(count=1500, length=104):
    """Demands that come now and then: chance, size and spread differ by product, and one in three fades or grows."""
    draw, series = random.Random(3), {}
    for product in range(count):
        chance, size, spread = draw.uniform(0.05, 0.5), math.exp(draw.gauss(1, 1)), draw.uniform(0.2, 1.0)
        drift = draw.choice([0, 0, draw.uniform(-1.2, 0.8)])
        values = []
        for week in range(length):
            now = min(0.95, chance * math.exp(drift * week / length))
            values.append(max(1, round(size * math.exp(draw.gauss(0, spread)))) if draw.random() < now else 0)
        series[f"S{product:04}"] = values
    return series


def report_slow(folder):
    sets = {}
    with gzip.open(DATA / "vn1/vn1_phase1.csv.gz", "rt") as file, open(folder / "vn1.csv", "w") as out:
        out.write(file.read())
    made = slow_series()
    with open(folder / "made.csv", "w") as out:
        print("client,warehouse,product,week,phase,units,price", file=out)
        for name, values in made.items():
            for week, value in enumerate(values):
                print(f"0,0,{name},{week:04},1,{value},1", file=out)
    for name, path, horizon in [("vn1", "vn1.csv", 4), ("made, 104 weeks", "made.csv", 13)]:
        done = subprocess.run([BUILT / "forecast-drivers", "slow", folder / path, str(horizon)], capture_output=True, text=True, check=True)
        for line in done.stdout.splitlines()[1:]:
            method, _, rest = line.strip().partition(": RMSSE ")
            scaled, pinball = rest.split(", pinball over mean ")
            sets.setdefault(method, {})[name] = (float(scaled), float(pinball))
    few = dict(list(made.items())[:300])
    _, cpu = ours(folder, few, 1, 13, "+".join(SLOW))
    _, their_cpu = theirs(few, 1, 13, SLOW)
    rows = []
    for method, scores in sorted(sets.items(), key=lambda pair: pair[1]["made, 104 weeks"][1]):
        ratio = [f"{1000 * cpu[method]:.1f}", f"{their_cpu[method] / cpu[method]:.0f}"] if method in cpu else ["", ""]
        rows.append([f"**{method}**" if method == "together" else method,
                     *(f"{scores[name][part]:.4f}" for name in scores for part in (0, 1)), *ratio])
    return ("Slow movers: root mean scaled squared error, and pinball loss at 50, 75, 90 and 95 % over the mean; the five "
            "published methods get a normal spread of their own errors. *Together* is what the default does. "
            "CPU microseconds a series of 104 weeks, and how many times the peer's that is.\n\n"
            + table(["method", "vn1 RMSSE", "vn1 pinball", "made RMSSE", "made pinball", "CPU us", "times faster"], rows))


def report_arima(folder):
    import importlib.util
    spec = importlib.util.spec_from_file_location("competition", ROOT / "Benchmarks/forecast/run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    rows = []
    for name, every in [("monthly", 40), ("quarterly", 20)]:
        season, horizon = module.SETS[name]
        train, test = module.competition(name)
        some = dict(list(train.items())[::every])
        found, cpu = ours(folder, some, season, horizon, "Naive2+AutoARIMA")
        peers, their_cpu = theirs(some, season, horizon, {"AutoARIMA": "AutoARIMA"})
        scores = [module.owa(train, test, season, forecasts, found["Naive2"]) for forecasts in (found["AutoARIMA"], peers["AutoARIMA"])]
        rows.append([f"M3 {name} ({len(some)} series)", f"{scores[0]:.4f}", f"{scores[1]:.4f}", f"{cpu['AutoARIMA']:.1f}",
                     f"{their_cpu['AutoARIMA']:.0f}", f"{their_cpu['AutoARIMA'] / cpu['AutoARIMA']:.0f}"])
        print(rows[-1], flush=True)
    return ("Automatic ARIMA with seasonal orders.\n\n"
            + table(["set", "OWA", "peer's OWA", "CPU ms a series", "peer's", "times faster"], rows))


def report_tree(_):
    done = subprocess.run([BUILT / "forecast-drivers", "tree"], capture_output=True, text=True, check=True)
    spent = {line.split(":")[0]: float(line.split(": ")[1].split()[0]) for line in done.stdout.splitlines()}
    peer = subprocess.run([PEERS, pathlib.Path(__file__).with_name("tree.py")], capture_output=True, text=True)
    if peer.returncode:
        raise SystemExit(peer.stderr[-800:])
    said = json.loads(peer.stdout)
    names = {"minimumTrace": "mint_shrink", "variance": "wls_var", "ordinary": "ols", "bottomUp": "bottom_up"}
    rows = [[method, f"{value:.3f}", f"{said[names[method]]:.3f}" if names[method] in said else "",
             f"{said[names[method]] / value:.1f}" if value and names[method] in said else ""] for method, value in spent.items()]
    return ("Reconciliation of 2,331 nodes, 2,000 of them at the bottom, 13 steps, 143 errors each (at most 0.5 CPU seconds).\n\n"
            + table(["by", "CPU s", "hierarchicalforecast's", "times faster"], rows))


REPORTS = {"retail": report_retail, "slow": report_slow, "arima": report_arima, "tree": report_tree}


def main(words):
    if not PEERS:
        raise SystemExit("forecastpeers: name a Python that has statsforecast and hierarchicalforecast in MAINSTAY_PEERS")
    parts = []
    for word in words or REPORTS:
        with tempfile.TemporaryDirectory() as folder:
            parts.append(REPORTS[word](pathlib.Path(folder)))
            print(parts[-1], flush=True)
    if not words:
        publish("forecastpeers", "### Beside the peers' own tools\n\n" + "\n\n".join(parts))


main(sys.argv[1:])
