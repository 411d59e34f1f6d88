"""forecastscale: weekly series by the ten thousand: wall, CPU and peak memory of the command; twice the threads, length, series

Words: the number of series of the large run; 100000 without. Threads and length are compared on a twentieth of them.
"""
import datetime
import math
import os
import pathlib
import random
import sys
import tempfile

from sheet import Cost, publish, table

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("FORECAST_COMMAND", str(ROOT / "bin/mainstay") + " forecast").split()
HORIZON = 13


def write(path, count, length):
    """Weekly sales of products that never were: a year's wave, a level that walks, noise."""
    first, draw = datetime.date(2021, 1, 4), random.Random(1)
    days = [(first + datetime.timedelta(7 * week)).isoformat() for week in range(length)]
    turns = [week / 52.18 * 2 * math.pi for week in range(length)]
    with open(path, "w") as out:
        out.write("unique_id,ds,y\n")
        for product in range(count):
            size, level, lines = math.exp(draw.gauss(5, 1.2)), draw.gauss(0, 0.1), []
            even, odd, noise = draw.gauss(0, 0.25), draw.gauss(0, 0.25), 0.1 + 0.3 / math.sqrt(size)
            for day, turn in zip(days, turns):
                level += draw.gauss(0, 0.02)
                value = size * math.exp(even * math.cos(turn) + odd * math.sin(turn) + level + draw.gauss(0, noise))
                lines.append(f"P{product:06},{day},{round(value)}\n")
            out.write("".join(lines))


def run(folder, count, length, threads):
    path = folder / f"{count}-{length}.csv"
    if not path.exists():
        write(path, count, length)
    cost = Cost([*COMMAND, path, "--horizon", str(HORIZON), "--out", folder / "out.csv", "--threads", str(threads)])
    load = os.getloadavg()[0]
    print(f"{count} x {length}, {threads} threads: {cost.wall:.1f} s, load {load:.1f}", file=sys.stderr)
    return cost, [f"{count:,} of {length}, {threads} thread{'s' if threads > 1 else ''}", f"{cost.wall:.0f}", f"{cost.cpu:.0f}",
                  f"{1000 * cost.cpu / count:.2f}", f"{cost.peak:.0f}", f"{load:.1f}"]


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    few = max(20, count // 20)
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as name:
        folder = pathlib.Path(name)
        runs = [run(folder, few, 156, 1), run(folder, few, 156, 2), run(folder, few, 312, 1), run(folder, count // 10, 156, 2),
                run(folder, count, 156, 2)]
    costs = [cost for cost, _ in runs]
    publish("forecastscale", "\n\n".join([
        "### Many series",
        f"Made weekly series, {HORIZON} steps ahead, by the command: reading, pool, rolling origins, intervals, writing. Load is that of "
        "the machine while it ran: other work beside it makes walls longer, and two threads no use.",
        table(["series of points", "wall s", "CPU s", "CPU ms a series", "peak MB", "load"], [row for _, row in runs]),
        f"Two threads: {costs[0].wall / costs[1].wall:.2f} times as fast. Twice the points: {costs[2].cpu / costs[0].cpu:.2f} times the "
        f"CPU. Ten times the series: {costs[4].cpu / costs[3].cpu:.1f} times the CPU."]))


if __name__ == "__main__":
    main()
