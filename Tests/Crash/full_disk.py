#!/usr/bin/env python3
"""Lets the disk run full during an import and during saves: full_disk.py [--database sqlite|postgres|both]

The database lies on a small disk in memory, which only root may mount; without that nothing is tried, and it is said.
"""
import argparse
import contextlib
import gzip
import os
import pathlib
import subprocess
import tempfile
import time

from tools import Caller, Checks, fresh_postgres, needs_release, servers
from live import Live

MANY = 400_000


@contextlib.contextmanager
def small_disk(megabytes):
    folder = tempfile.mkdtemp(prefix="mainstay-disk-")
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0777", "mainstay", folder], check=True)
    try:
        yield pathlib.Path(folder)
    finally:
        subprocess.run(["umount", "-l", folder], check=True)
        os.rmdir(folder)


def larger(disk, megabytes):
    subprocess.run(["mount", "-o", f"remount,size={megabytes}m", str(disk)], check=True)


def sales(path, rows):
    """Rows that do not compress well, so that they need room."""
    with open(path, "w", encoding="ascii") as out:
        out.write("store,item,week_ending,units,price\n")
        for row in range(rows):
            store, item = row % 400, row // 400
            noise = row * 2_654_435_761 % 1_000_003
            out.write(f"S{store},I{item},2024-01-06,{noise % 9_973 + 1},{noise % 89 + 1}.{noise % 97:02}\n")


@contextlib.contextmanager
def on_disk(kind, disk):
    """The product with its data on the small disk; for PostgreSQL that is a tablespace of its own."""
    if kind == "sqlite":
        with Live(disk / "mainstay.sqlite") as live:
            yield live
        return
    space, base = disk / "space", os.environ["MAINSTAY_TEST_POSTGRES"]
    space.mkdir()
    subprocess.run(["chown", "postgres", str(space)], check=True)
    url = fresh_postgres("full_disk")
    def server(*statements):
        words = [word for one in statements for word in ("-c", one)]
        subprocess.run(["psql", "-q", base, *words], check=True, stderr=subprocess.DEVNULL)
    server(f"CREATE TABLESPACE small LOCATION '{space}'", "ALTER DATABASE full_disk SET TABLESPACE small")
    try:
        with Live(url) as live:
            os.environ["XDG_DATA_HOME"] = str(live.folder / "data")
            yield live
    finally:
        server("DROP DATABASE full_disk WITH (FORCE)", "DROP TABLESPACE small")


def command(kind, checks, live, disk, path):
    """An import by the command line on a disk with too little room, and again with enough."""
    refused = live.run("import", str(path), check=False)
    words = refused.stderr.strip()
    checks.that(refused.returncode == 1, f"{kind}: import on a full disk ends {refused.returncode}: {words[-300:]}")
    checks.that("full" in words or "space" in words, f"{kind}: import on a full disk does not say so: {words[-300:]}")
    (disk / "spare").unlink()  # A program needs some room even to look.
    sound = live.run("verify", check=False)
    checks.that(sound.returncode == 0, f"{kind}: after a full disk: {sound.stderr.strip()}")


def nothing_half(kind, checks, caller):
    checks.that(caller.every("/sales/imports") == [], f"{kind}: an import that ran out of room is listed")
    products = [one for one in caller.every("/products") if one["kind"] == "item"]
    for one in products[:5]:
        units = caller.get(f"/products/{one['id']}/performance?from=2024-01-01&to=2024-01-14")["current"]["units"]
        checks.that(units == 0, f"{kind}: {one['name']} has {units} units of an import that ran out of room")


def ended(caller, job, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        state = caller.get(f"/jobs/{job}")
        if state["state"] not in ("queued", "running"):
            return state
        time.sleep(0.2)
    return state


def saves(kind, checks, caller, disk):
    """Saves until there is no room; the answer is 507, and the next save after room was made is taken."""
    filler = disk / "filler"
    with contextlib.suppress(OSError), open(filler, "wb", buffering=0) as out:
        while True:
            out.write(bytes(65_536))
    saved, refusal = [], None
    for number in range(20_000):
        status, made = caller.call("POST", "/accounts", {"name": f"Save {number}", "note": "x" * 8_000})
        if status != 201:
            refusal = (status, made)
            break
        saved.append(made["account"]["id"])
    checks.that(refusal and refusal[0] == 507, f"{kind}: a save on a full disk is answered {refusal}")
    if refusal and isinstance(refusal[1], dict):
        checks.that("free some space" in refusal[1].get("detail", ""), f"{kind}: without a remedy: {refusal[1]}")
    status, found = caller.call("GET", "/accounts?limit=1")
    checks.that(status == 200, f"{kind}: reading on a full disk is answered {status}: {found}")
    filler.unlink()
    (disk / "ballast").unlink(missing_ok=True)
    status, made = caller.call("POST", "/accounts", {"name": "Save after room was made"})
    checks.that(status == 201, f"{kind}: a save after room was made is answered {status}: {made}")
    lost = [id for id in saved if caller.call("GET", f"/accounts/{id}")[0] != 200]
    checks.that(not lost, f"{kind}: {len(lost)} of {len(saved)} acknowledged saves are lost")


def upload(kind, checks, live, disk, path):
    """A file sent to a server whose disk runs full: refused at once, or its job fails with the reason."""
    caller = Caller(live, live.token("write"))
    status, made = caller.upload(path)
    if status == 201:
        state = ended(caller, made["job"], 10)
        if state["state"] in ("queued", "running"):
            # Even to note how it ended takes room, where the database has none left at all.
            (disk / "ballast").unlink(missing_ok=True)
            state = ended(caller, made["job"])
        words = state.get("problem") or ""
        checks.that(state["state"] == "failed" and ("full" in words or "space" in words),
                    f"{kind}: the job of an import on a full disk: {state['state']}: {words}")
    else:
        checks.that(status == 507, f"{kind}: an upload to a full disk is answered {status}: {made}")
    nothing_half(kind, checks, Caller(live, caller.token))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    options = parser.parse_args()
    needs_release()
    if os.geteuid() != 0:
        print("skipped: a small disk can only be mounted by root\n1 passed, 0 failed")
        return
    kinds, checks = servers(options.database), Checks()
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "sales.csv"
        sales(path, MANY)
        packed = path.with_suffix(".csv.gz")
        packed.write_bytes(gzip.compress(path.read_bytes(), 6))
        for kind in kinds:
            room = 12 if kind == "sqlite" else 24
            with small_disk(room) as disk, on_disk(kind, disk) as live:
                token = live.token("write")
                # Filled up to where an import fits no more, whatever an empty database takes.
                (disk / "spare").write_bytes(bytes(700_000))
                left = os.statvfs(disk)
                (disk / "ballast").write_bytes(bytes(max(0, left.f_bavail * left.f_frsize - 1_500_000)))
                command(kind, checks, live, disk, path)
                live.serve()
                upload(kind, checks, live, disk, path)
                upload(kind, checks, live, disk, packed)
                saves(kind, checks, Caller(live, token), disk)
                larger(disk, 400)
                status, made = Caller(live, token).upload(path)
                checks.that(status == 201, f"{kind}: an upload with room is answered {status}: {made}")
                state = ended(Caller(live, token), made.get("job")) if status == 201 else {}
                checks.that(state.get("state") == "done", f"{kind}: the import with room: {state.get('problem')}")
                live.stop()
                sound = live.run("verify", check=False)
                checks.that(sound.returncode == 0, f"{kind}: in the end: {sound.stderr.strip()}")
    checks.end()


if __name__ == "__main__":
    main()
