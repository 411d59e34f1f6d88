"""Measured tables: printed, and put into their section of docs/benchmarks.md."""
import os
import pathlib
import re
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/benchmarks.md"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])


def machine():
    """The machine in a few words."""
    text = pathlib.Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*:\s*(.+)", text)
    return f"{os.cpu_count()} cores ({model.group(1).strip() if model else 'unknown'}), load {os.getloadavg()[0]:.1f}"


def publish(section, text):
    """Prints, and replaces what stands between the section's marks."""
    text = f"{text}\n\nMeasured on {time.strftime('%Y-%m-%d')}, {machine()}, with `bin/bench {section}`."
    print(text)
    page = PAGE.read_text()
    begin, end = f"<!-- {section} -->", f"<!-- end of {section} -->"
    if begin not in page:
        page += f"\n{begin}\n{end}\n"
    before, rest = page.split(begin, 1)
    PAGE.write_text(before + begin + "\n" + text + "\n" + end + rest.split(end, 1)[1])


class Cost:
    """What a command took: wall and CPU seconds, its peak of memory in MB."""

    def __init__(self, command, stdin=None, cwd=None):
        started = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=cwd)
        if stdin:
            process.stdin.write(stdin.encode())
            process.stdin.close()
        self.output = process.stdout.read().decode(errors="replace")
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.wall, self.cpu = time.monotonic() - started, used.ru_utime + used.ru_stime
        self.peak = used.ru_maxrss / 1024
        if process.returncode != 0:
            raise SystemExit(f"{' '.join(map(str, command))}: exit {process.returncode}\n{self.output[-2000:]}")
