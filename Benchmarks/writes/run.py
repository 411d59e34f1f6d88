"""writes: [ROWS] a single save, again and again, while a POS file is imported by the server

ROWS is 5000000 where nothing else is said. Each save is one POST /accounts through HTTP, acknowledged when it is on the
disk; one caller saves, waits 10 ms and saves again, from before the import to its end. PostgreSQL runs beside us with
fsync on, where it is installed.
"""
import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/Crash"))

from sheet import publish, table  # noqa: E402
from tools import Caller, product  # noqa: E402


def importer():
    """The benchmark of imports, for its file: a folder named like a word of the language can't be imported by name."""
    spec = importlib.util.spec_from_file_location("imports", ROOT / "Benchmarks/import/run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def saves(caller, number):
    """One save; its milliseconds."""
    began = time.perf_counter()
    status, answer = caller.call("POST", "/accounts", {"name": f"Save {number}"})
    took = (time.perf_counter() - began) * 1_000
    if status != 201:
        raise RuntimeError(f"a save was answered {status}: {answer}")
    return took


def measured(kind, path):
    with product(kind, "writes") as live:
        token = live.token("write")
        live.serve()
        caller, watcher = Caller(live, token), Caller(live, token)
        before = [saves(caller, number) for number in range(100)]
        status, made = Caller(live, token).upload(path)
        if status != 201:
            raise RuntimeError(f"the upload was answered {status}: {made}")
        times, words, began = [], {}, time.monotonic()
        job = {"state": "queued"}
        while job["state"] in ("queued", "running"):
            took = saves(caller, len(times))
            times.append(took)
            job = watcher.get(f"/jobs/{made['job']}")
            word = job["word"].rsplit(" ", 1)[0] or "Starting"
            words.setdefault(word, []).append(took)
            time.sleep(0.01)
        if job["state"] != "done":
            raise RuntimeError(f"the import ended {job['state']}: {job.get('problem')}")
        return before, times, time.monotonic() - began, words, live.memory("VmHWM")


def line(what, times, seconds="", memory=""):
    times = sorted(times)
    def at(share):
        return f"{times[min(len(times) - 1, int(len(times) * share))]:.1f}"
    return [what, len(times), at(0.5), at(0.95), at(0.99), at(1), seconds, memory]


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000
    kinds = ["sqlite"]
    if "MAINSTAY_TEST_POSTGRES" in os.environ:
        kinds.append("postgres")
    elif shutil.which("psql") and "MAINSTAY_BENCH_NO_POSTGRES" not in os.environ:
        os.environ["MAINSTAY_BENCH_NO_POSTGRES"] = "1"
        os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
        os.execv(ROOT / "bin/with-postgres", ["with-postgres", sys.executable, __file__, *sys.argv[1:]])
    with tempfile.TemporaryDirectory(prefix="mainstay-bench-") as name:
        path = pathlib.Path(name) / "pos.csv"
        importer().write(path, rows)
        lines = []
        for kind in kinds:
            if kind == "postgres":
                subprocess.run(["psql", "-q", os.environ["MAINSTAY_TEST_POSTGRES"], "-c", "ALTER SYSTEM SET fsync = on",
                                "-c", "SELECT pg_reload_conf()"], check=True, stdout=subprocess.DEVNULL)
            before, times, seconds, words, memory = measured(kind, path)
            lines.append(line(f"{kind}, nothing else running", before))
            lines.append(line(f"{kind}, while {rows:,} rows are imported", times, f"{seconds:.1f}", f"{memory:.0f}"))
            for word, part in words.items():
                print(*line(f"{kind}: {word}", part), flush=True)
    publish("writes", table(
        ["", "saves", "ms median", "95 %", "99 %", "longest", "import s", "server's peak MB"], lines))


if __name__ == "__main__":
    main()
