"""footprint: memory at rest, time to start, to start again after kill -9, to the demo's first page"""
import signal
import statistics
import subprocess
import time

from live import BINARY, Live
from sheet import publish, table


def ready(live):
    while live.get("/readyz")[0] != 200:
        time.sleep(0.005)


def started(live, how):
    """Median seconds from the command to the first /readyz that says yes, of five starts."""
    times = []
    for _ in range(5):
        begin = time.monotonic()
        live.serve()
        ready(live)
        times.append(time.monotonic() - begin)
        live.stop(how)
    return statistics.median(times)


def demo():
    """Seconds to make the company, to its first page, and the server's memory then."""
    with Live() as live:
        begin = time.monotonic()
        subprocess.run([str(BINARY), "demo", "--database", live.database], check=True, stdout=subprocess.DEVNULL)
        made = time.monotonic() - begin
        live.serve()
        status, _, _ = live.get("/sign-in")
        assert status == 200, f"/sign-in answers {status}"
        first = time.monotonic() - begin
        return made, first, live.memory()


def main():
    with Live() as live:
        live.add_admin()
        clean, killed = started(live, signal.SIGTERM), started(live, signal.SIGKILL)
        live.serve()
        ready(live)
        time.sleep(2)
        idle = live.memory()
        live.stop()
    rows = [
        ["start to ready", f"{clean:.2f} s", "1 s"], ["start to ready after kill -9", f"{killed:.2f} s", "2 s"],
        ["memory at rest, empty database", f"{idle:.0f} MB", "60 MB"],
    ]
    try:
        made, first, resident = demo()
        rows += [
            ["demo company made", f"{made:.1f} s", ""], ["from nothing to the demo's first page", f"{first:.1f} s", "20 s"],
            ["memory at rest, demo company", f"{resident:.0f} MB", "60 MB"],
        ]
    except subprocess.CalledProcessError as refusal:
        print(f"No demo: exit {refusal.returncode}")
    publish("footprint", table(["", "measured", "at most"], rows))


if __name__ == "__main__":
    main()
