#!/usr/bin/env python3
"""Kills the product at random moments and looks what is left: kill.py [--runs N] [--database sqlite|postgres|both]

In every run records are saved through the API while a file is imported by the server and another by the command line.
At random moments both get SIGKILL. After the restart every record that was acknowledged must be there, every import
must count in full or not at all, in the roll-ups as in the facts, and an import that the server took on must finish:
one that was under way waits or runs again right after the restart, counts nothing until it is done, and then counts
once. How many kills hit a running job is part of the table, and too few are a failure of the trial itself.
"""
import argparse
import datetime
import os
import random
import signal
import subprocess
import threading
import time
from http.client import HTTPException

from tools import Caller, Checks, needs_release, product, servers

STORES, WEEKS, LONG_WEEKS, ITEMS = 300, 20, 80, 20
FIRST = datetime.date(2023, 10, 7)
RANGE = f"from={FIRST - datetime.timedelta(days=7)}&to={FIRST + datetime.timedelta(days=7 * LONG_WEEKS + 7)}"


class File:
    """A file of a run: items of its own, in the stores and weeks of all runs."""

    def __init__(self, folder, name, weeks, chance):
        self.name, self.path = name, folder / f"{name}.csv"
        self.items = {f"{name}-{number}": 0 for number in range(ITEMS)}
        self.job = None
        block = []
        for store in range(STORES):
            for item in self.items:
                units = chance.randrange(1, 9)
                self.items[item] += units * 1_000 * weeks
                block.append(f"S{store:04},{item},@,{units},1.25,0\n")
        week = "".join(block)
        days = ((FIRST + datetime.timedelta(days=7 * number)).isoformat() for number in range(weeks))
        self.path.write_text("store,item,week_ending,units,price,flag\n" + "".join(week.replace("@", day) for day in days))

    @property
    def total(self):
        return sum(self.items.values())


class Trial:
    def __init__(self, live, seed, checks, label):
        self.live, self.checks, self.label = live, checks, label
        self.chance = random.Random(f"{seed} {label}")
        self.token = live.token("write")
        self.files, self.saved, self.restarts, self.run_number = [], {}, [], 0
        self.cut = {"command": 0, "running": 0, "waiting": 0}

    # What runs while the moment of the end draws near.

    def save_until_the_end(self, thread):
        try:
            caller, number = Caller(self.live, self.token), 0
            while True:
                name = f"Run {self.run_number} writer {thread} record {number}"
                status, made = caller.call("POST", "/accounts", {"name": name})
                if status == 201:
                    self.saved[made["account"]["id"]] = name
                else:
                    self.checks.that(False, f"{self.label}: a save was answered {status}: {made}")
                number += 1
        except (OSError, ValueError, HTTPException):
            return  # The server is gone, as it should be; what was not answered may be saved or not.

    def send(self, file):
        try:
            status, made = Caller(self.live, self.token).upload(file.path)
            if self.checks.that(status == 201, f"{self.label}: an upload was answered {status}: {made}"):
                file.job = made["job"]
        except (OSError, ValueError, HTTPException):
            return

    def run(self):
        self.run_number += 1
        sent = File(self.live.folder, f"U{self.run_number:03}", LONG_WEEKS, self.chance)
        read = File(self.live.folder, f"C{self.run_number:03}", WEEKS, self.chance)
        self.files += [sent, read]
        command = subprocess.Popen(
            [self.live.binary, "import", str(read.path), "--database", self.live.database],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        threads = [threading.Thread(target=self.save_until_the_end, args=(number,)) for number in range(3)]
        threads.append(threading.Thread(target=self.send, args=(sent,)))
        for thread in threads:
            thread.start()
        if self.chance.random() < 0.7:
            threads[-1].join()  # The file is taken on: the end comes within its job, or shortly before.
        moments = sorted([(self.chance.uniform(0, 0.9), "server"), (self.chance.uniform(0, 0.5), "command")])
        started = time.monotonic()
        for moment, who in moments:
            time.sleep(max(0, started + moment - time.monotonic()))
            if who == "server":
                self.live.stop(signal.SIGKILL)
            elif command.poll() is None:
                command.kill()
                self.cut["command"] += 1
        words = command.communicate()[1]
        self.checks.that(command.returncode in (0, -9), f"{self.label}: the import ended {command.returncode}: {words}")
        for thread in threads:
            thread.join()
        self.restart()
        self.look(sent, read)

    def restart(self):
        took = self.live.serve()
        self.restarts.append(took)
        used = self.live.cpu()
        self.checks.that(used < 1, f"{self.label}: the restart took {used:.2f} s of CPU time")
        if os.getloadavg()[0] < 2 * os.cpu_count():  # A machine that others keep busy says nothing of seconds.
            self.checks.that(took < 2, f"{self.label}: the restart took {took:.2f} s")
        self.caller = Caller(self.live, self.token)

    # What must hold afterwards.

    def look(self, sent, read):
        run, checks = f"{self.label}, run {self.run_number}", self.checks
        mine = [(id, name) for id, name in self.saved.items() if name.startswith(f"Run {self.run_number} ")]
        lost = [name for id, name in mine if self.there(id) != name]
        checks.that(not lost, f"{run}: {len(lost)} acknowledged records are lost, such as {lost[:1]}")
        first = self.caller.get(f"/jobs/{sent.job}") if sent.job else None
        visible = self.figures(run + ", at once", [sent, read])
        if first:
            self.follow(run, first, sent.path.name in visible)
        done = self.live.run("import", str(read.path), check=False)
        checks.that(done.returncode == 0, f"{run}: importing again ended {done.returncode}: {done.stderr.strip()}")
        visible = self.figures(run + ", at the end", [sent, read])
        checks.that(read.path.name in visible, f"{run}: the file is in twice said to be, and is not")
        if sent.job:
            checks.that(sent.path.name in visible, f"{run}: the job is done and its import is not there")
        sound = self.live.run("verify", check=False)
        checks.that(sound.returncode == 0, f"{run}: {sound.stderr.strip()}")

    def there(self, id):
        status, found = self.caller.call("GET", f"/accounts/{id}")
        return found["account"]["name"] if status == 200 else None

    def follow(self, run, first, was_visible):
        """A job that the kill cut short: it waits or runs again at once, and comes to its end."""
        state, checks = first["state"], self.checks
        checks.that(state in ("queued", "running", "done"), f"{run}: after the restart the job is {state}")
        last = self.finished(first["id"])
        checks.that(last["state"] == "done", f"{run}: the job ended {last['state']}: {last.get('problem')}")
        if last["attempts"] > 1:
            self.cut["running"] += 1
            checks.that(last["attempts"] == 2, f"{run}: one kill, and the job was begun {last['attempts']} times")
        elif state != "done":
            self.cut["waiting"] += 1

    def finished(self, job):
        until = time.monotonic() + 30
        while True:
            state = self.caller.get(f"/jobs/{job}")
            if state["state"] not in ("queued", "running") or time.monotonic() > until:
                return state
            time.sleep(0.05)

    def visible(self):
        return sorted(one["fileName"] for one in self.caller.every("/sales/imports") if one["state"] == "visible")

    def figures(self, run, files):
        """Roll-ups and facts against the files that count; read again where an import finished meanwhile."""
        for _ in range(20):
            before = self.visible()
            total, items = self.sums(files)
            if self.visible() == before:
                break
        self.checks.that(len(set(before)) == len(before), f"{run}: a file counts twice")
        wanted = sum(file.total for file in self.files if file.path.name in before)
        self.checks.that(total == wanted, f"{run}: the roll-ups say {total}, the files {wanted}")
        for file in files:
            full = file.path.name in before
            wrong = {item for item, units in file.items.items() if items.get(item, 0) != (units if full else 0)}
            self.checks.that(not wrong, f"{run}: half an import: {len(wrong)} items of {file.name} (full: {full})")
        return before

    def sums(self, files):
        found = [one for one in self.caller.every("/accounts?q=Weekly%20files") if one["name"] == "Weekly files"]
        total = 0
        if found:
            total = self.caller.get(f"/accounts/{found[0]['id']}/performance?{RANGE}")["current"]["units"]
        items = {}
        for file in files:
            for one in self.caller.every(f"/products?q={file.name}"):
                items[one["name"]] = self.caller.get(f"/products/{one['id']}/performance?{RANGE}")["current"]["units"]
        return total, items

    def close(self):
        lost = [name for id, name in self.saved.items() if self.there(id) != name]
        self.checks.that(not lost, f"{self.label}: {len(lost)} acknowledged records are lost in the end")
        twice = len(self.saved.values()) - len(set(self.saved.values()))
        self.checks.that(twice == 0, f"{self.label}: {twice} records are there twice")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    needs_release()
    checks, rows = Checks(), []
    for kind in servers(options.database):
        with product(kind, "killed") as live:
            trial = Trial(live, options.seed, checks, kind)
            trial.restart()
            for _ in range(options.runs):
                trial.run()
            trial.close()
            slowest = sorted(trial.restarts)
            cut = trial.cut
            checks.that(options.runs < 20 or cut["running"] >= options.runs // 10, f"{kind}: too few jobs were hit: {cut}")
            rows.append([kind, options.runs, len(trial.saved), len(trial.visible()), cut["running"], cut["waiting"],
                         cut["command"], f"{slowest[len(slowest) // 2]:.2f}", f"{slowest[-1]:.2f}"])
    heads = ["database", "kills", "records kept", "imports kept", "jobs begun again", "jobs still waiting", "commands cut short",
             "restart s (median)", "(longest)"]
    for row in [heads, *rows]:
        print("  ".join(str(cell).ljust(len(head)) for head, cell in zip(heads, row)))
    checks.end()


if __name__ == "__main__":
    main()
