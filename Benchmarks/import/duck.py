"""DuckDB as a peer, on one thread: `duck.py load CSV DATABASE` and `duck.py ask DATABASE`, the latter prints JSON."""
import json
import statistics
import sys
import time

import duckdb

SUMS = "SUM(units), SUM(value)"
STORES = ", ".join(f"'S{number:04}'" for number in range(20, 401, 20))
QUESTIONS = {
    "totals by week": f"SELECT week_ending, {SUMS} FROM facts GROUP BY 1",
    "store x week": f"SELECT store, week_ending, {SUMS} FROM facts GROUP BY 1, 2",
    "promoted share by item": "SELECT item, SUM(value), SUM(value) FILTER (WHERE flag = 1) FROM facts GROUP BY 1",
    "20 stores x 52 weeks":
        f"SELECT store, week_ending, {SUMS} FROM facts WHERE store IN ({STORES})"
        " AND week_ending > (SELECT MAX(week_ending) - 364 FROM facts) GROUP BY 1, 2",
    "one series":
        "SELECT week_ending, units, value FROM facts WHERE store = 'S0077' AND item = 4000500 ORDER BY 1",
}


def main():
    mode, *words = sys.argv[1:]
    base = duckdb.connect(words[-1])
    base.execute("SET threads = 1")
    if mode == "load":
        base.execute(f"CREATE TABLE facts AS SELECT *, units * price AS value FROM read_csv('{words[0]}')")
        base.close()
        return
    answer = {}
    for name, text in QUESTIONS.items():
        times = []
        for _ in range(7):
            start = time.process_time()
            # A table of the answer: rows in Python would cost more than the question.
            base.execute(f"CREATE OR REPLACE TEMP TABLE answer AS {text}")
            times.append((time.process_time() - start) * 1_000)
        answer[name] = statistics.median(times)
    print(json.dumps(answer))


main()
