#!/usr/bin/env python3
"""Runs the commands of the README's “First five minutes” as they stand there: check_readme.py

Each block marked `sh` is one shell. A command that serves is left to run until its first page is read, then ended.
The home folder is a new, empty one, so that nothing of the reader's is touched.
"""
import contextlib
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
SERVES = re.compile(r"^bin/demo\b|\bmainstay serve\b")
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


def blocks():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    part = re.search(r"^## First five minutes\n(.*?)(?=^## )", text, re.M | re.S)
    return re.findall(r"^```sh\n(.*?)^```", part.group(1), re.M | re.S) if part else []


def first_page(address):
    """What is wrong with the first page; nothing, where it is one."""
    try:
        with urllib.request.urlopen(address + "/", timeout=20) as page:
            text = page.read().decode()
        return None if "<h1" in text else f"the first page has no head: {text[:200]}"
    except OSError as problem:
        return f"the first page is not there: {problem}"


def serve(command, settings, home):
    """Runs a server until it has shown a page; what it printed, or why it failed."""
    log = home / "serving.log"
    with open(log, "w", encoding="utf-8") as out:
        server = subprocess.Popen(
            ["bash", "-c", settings + "exec " + command], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out,
            stderr=subprocess.STDOUT, env={**os.environ, "HOME": str(home)}, start_new_session=True)
    try:
        deadline = time.monotonic() + 1_800
        while time.monotonic() < deadline:
            found = ADDRESS.search(log.read_text(encoding="utf-8", errors="replace"))
            if found:
                return first_page(found.group(0))
            if server.poll() is not None:
                return f"ended with {server.returncode}: {log.read_text()[-1000:]}"
            time.sleep(0.2)
        return "did not say where it listens"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


def run(command, settings, home):
    done = subprocess.run(
        ["bash", "-c", settings + command], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        env={**os.environ, "HOME": str(home)})
    return None if done.returncode == 0 else f"exit {done.returncode}: {(done.stderr or done.stdout).strip()[-1000:]}"


def main():
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="mainstay-readme-") as name:
        home = pathlib.Path(name)
        for block in blocks():
            settings = ""
            for command in filter(None, (line.strip() for line in block.split("\n"))):
                if command.startswith("export "):
                    settings += command + "\n"
                    continue
                problem = (serve if SERVES.search(command) else run)(command, settings, home)
                passed, failed = (passed + 1, failed) if problem is None else (passed, failed + 1)
                print(f"{'ok' if problem is None else 'FAILED'}  {command}" + (f"\n    {problem}" if problem else ""))
    print(f"{passed} passed, {failed} failed")
    sys.exit(0 if passed and not failed else 1)


if __name__ == "__main__":
    main()
