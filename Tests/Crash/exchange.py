#!/usr/bin/env python3
"""Carries a company between the databases and back, and damages backups: exchange.py [--scale N]

An export of SQLite, loaded into PostgreSQL and exported again, must be the same files, and so must the way back. A
backup taken while an import runs must be sound. A damaged backup must be refused before anything is touched.
"""
import argparse
import filecmp
import hashlib
import pathlib
import random
import subprocess
import time

from full_disk import sales
from tools import Checks, Live, fresh_postgres, needs_release, servers

DAMAGES = 12


def same(one, other):
    names = sorted(path.name for path in one.iterdir())
    if names != sorted(path.name for path in other.iterdir()):
        return ["the names of the files"]
    return [name for name in names if not filecmp.cmp(one / name, other / name, shallow=False)]


def there_and_back(checks, scale):
    with Live() as first, Live(fresh_postgres("exchanged")) as middle, Live() as last:
        first.run("demo", "--scale", str(scale))
        folders = []
        for name, live in (("sqlite", first), ("postgres", middle), ("sqlite again", last)):
            if folders:
                started = time.monotonic()
                live.run("import", "--all", str(folders[-1]))
                print(f"loaded into {name} in {time.monotonic() - started:.1f} s", flush=True)
            folders.append(first.folder / f"export {name}")
            started = time.monotonic()
            live.run("export", str(folders[-1]))
            print(f"exported from {name} in {time.monotonic() - started:.1f} s", flush=True)
            if len(folders) > 1:
                differ = same(folders[-2], folders[-1])
                checks.that(not differ, f"the exports of {folders[-2].name} and {folders[-1].name} differ: {differ}")
        again = middle.run("import", "--all", str(folders[0]), check=False)
        checks.that(again.returncode == 1, f"loading into a database that is not empty ends {again.returncode}")
        damaged_export(checks, folders[0])


def damaged_export(checks, folder):
    target = max((path for path in folder.iterdir() if path.suffix == ".csv"), key=lambda path: path.stat().st_size)
    data = bytearray(target.read_bytes())
    data[len(data) // 2] ^= 1
    target.write_bytes(data)
    with Live() as live:
        refused = live.run("import", "--all", str(folder), check=False)
        checks.that(refused.returncode == 1, f"a damaged export is loaded: {refused.returncode}: {refused.stderr}")
        live.run("migrate")
        live.add_admin()  # It is as empty as before: the first user can be added.


def print_of(live):
    """What a database says, as one short text: an export's checksums."""
    folder = live.folder / "print"
    live.run("export", str(folder))
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.name.encode() + path.read_bytes())
        path.unlink()
    folder.rmdir()
    return digest.hexdigest()


def backups(kind, checks, chance):
    with Live(fresh_postgres("backed_up") if kind == "postgres" else None) as live:
        live.token("write")
        path, copy = live.folder / "sales.csv", live.folder / "copy.backup"
        sales(path, 1_500_000)
        running = subprocess.Popen([live.binary, "import", str(path), "--database", live.database],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        taken = during = 0
        while running.poll() is None:
            time.sleep(chance.uniform(0, 0.3))
            copy.unlink(missing_ok=True)
            live.run("backup", str(copy))
            taken += 1
            during += running.poll() is None
            restored(kind, checks, live, copy)
        checks.that(running.returncode == 0, f"{kind}: the import under a backup: {running.communicate()[1]}")
        checks.that(during > 0, f"{kind}: no backup was taken while the import ran")
        print(f"{kind}: {taken} backups, {during} of them within the import", flush=True)
        before = print_of(live)
        for number in range(DAMAGES):
            damaged(kind, checks, live, copy, chance, number)
        checks.that(print_of(live) == before, f"{kind}: a refused backup changed the database")


def restored(kind, checks, live, copy):
    with Live(fresh_postgres("restored") if kind == "postgres" else None) as other:
        done = other.run("restore", str(copy), check=False)
        if checks.that(done.returncode == 0, f"{kind}: a backup is not taken back: {done.stderr.strip()}"):
            sound = other.run("verify", check=False)
            checks.that(sound.returncode == 0, f"{kind}: a restored backup: {sound.stderr.strip()}")


def damaged(kind, checks, live, copy, chance, number):
    data = bytearray(copy.read_bytes())
    if number % 3 == 0:
        data, what = data[:chance.randrange(len(data))], "cut short"
    elif number % 3 == 1:
        place = chance.randrange(len(data))
        data[place] ^= 1 << chance.randrange(8)
        what = f"with one bit changed at {place}"
    else:
        for _ in range(20):
            data[chance.randrange(len(data))] = chance.randrange(256)
        what = "with 20 bytes changed"
    broken = live.folder / "broken.backup"
    broken.write_bytes(data)
    refused = live.run("restore", str(broken), check=False)
    checks.that(refused.returncode == 1, f"{kind}: a backup {what} ends {refused.returncode}: {refused.stderr.strip()[-200:]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--scale", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    needs_release()
    kinds, checks, chance = servers("both"), Checks(), random.Random(options.seed)
    there_and_back(checks, options.scale)
    for kind in kinds:
        backups(kind, checks, chance)
    checks.end()


if __name__ == "__main__":
    main()
