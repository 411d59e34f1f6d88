"""Runs in the peer's own Python: series as JSON in, forecasts and CPU milliseconds a series as JSON out."""
import inspect
import json
import sys
import time

import numpy
from statsforecast import models


def main():
    asked = json.load(sys.stdin)
    season, horizon = asked["season"], asked["horizon"]
    series = {name: numpy.array(values, dtype=float) for name, values in asked["train"].items()}
    forecasts, cpu = {}, {}
    for ours, theirs in asked["methods"].items():
        words = {"season_length": season, "alpha_d": 0.2, "alpha_p": 0.2}
        taken = inspect.signature(getattr(models, theirs)).parameters
        method = getattr(models, theirs)(**{word: value for word, value in words.items() if word in taken})
        method.forecast(y=next(iter(series.values())), h=horizon)  # Loads what it loads once.
        began, forecasts[ours] = time.process_time(), {}
        for name, values in series.items():
            try:
                path = numpy.nan_to_num(method.forecast(y=values, h=horizon)["mean"])
            except Exception:  # What it refuses is forecast by the last value.
                path = numpy.repeat(values[-1], horizon)
            forecasts[ours][name] = [float(value) for value in path]
        cpu[ours] = 1000 * (time.process_time() - began) / len(series)
    json.dump({"forecasts": forecasts, "cpu": cpu}, sys.stdout)


if __name__ == "__main__":
    main()
