#!/usr/bin/env python3
"""Databases that are not what they should be: places.py

Two servers on one file, a newer database, a file of text, a server that is not there or goes away: each gives one
clear line and its exit code, or is waited for.
"""
import os
import re
import signal
import sqlite3
import subprocess
import time

from tools import Caller, Checks, Live, fresh_postgres, needs_release, product, servers


def line(checks, what, done, code, *words):
    said = done.stderr.strip()
    holds = done.returncode == code and all(word in said for word in words) and said.count("\n") <= 1
    checks.that(holds, f"{what} ends {done.returncode}: {said[-400:]!r}")


def serve(live, *words):
    return subprocess.run([live.binary, "serve", "--database", live.database, "--port", "0", *words],
                          capture_output=True, text=True, timeout=20)


def files(checks):
    with Live() as live:
        live.token("write")
        live.serve()
        line(checks, "a second server on one file", serve(live), 1, "another server")
        port = live.address.rsplit(":", 1)[1]
        with Live() as other:
            line(checks, "a port that is taken", serve(other, "--port", port), 1, "cannot listen", "--port")
        live.stop(signal.SIGKILL)
        checks.that(live.serve() < 2, "a server after a killed one")
        live.stop()
        with sqlite3.connect(live.database) as database:
            database.execute("INSERT INTO migrations VALUES ('2999-01-01.1 later: create', 'x', '2999-01-01')")
        for words in (("verify",), ("migrate",), ("import", __file__)):
            done = live.run(*words, check=False)
            if words != ("verify",):
                line(checks, f"{words[0]} of a newer database", done, 1, "newer than this program", "install")
        line(checks, "a server of a newer database", serve(live), 1, "newer than this program")
    with Live() as live:
        (live.folder / "mainstay.sqlite").write_text("This is a letter and no database.\n" * 100)
        for words in (("migrate",), ("verify",), ("export", str(live.folder / "out")), ("demo",)):
            line(checks, f"{words[0]} of a text file", live.run(*words, check=False), 1, "database")
        line(checks, "a server of a text file", serve(live), 1, "not a database")
        checks.that("letter" in (live.folder / "mainstay.sqlite").read_text(), "a text file was overwritten")
    with Live("/proc/nowhere/mainstay.sqlite") as live:
        line(checks, "a folder that can't be made", serve(live), 1)
    with Live() as live:
        line(checks, "an export of nothing", live.run("export", str(live.folder / "out"), check=False), 1, "no database")
        (live.folder / "mainstay.sqlite").mkdir()
        line(checks, "a folder as a database", live.run("migrate", check=False), 1)


def missing_server(checks):
    with Live("postgres://nobody:secret@127.0.0.1:1/nothing") as live:
        done = serve(live)
        line(checks, "a PostgreSQL that is not there", done, 1, "refused")
        checks.that("secret" not in done.stderr, "the password of a database is printed")
    wrong = re.sub(r"//(\w+):[^@]+@", r"//\1:wrong@", os.environ["MAINSTAY_TEST_POSTGRES"])
    with Live(wrong) as live:
        line(checks, "a wrong password", live.run("migrate", check=False), 1, "password")


def going_server(checks):
    """The server of the database drops every connection, and later is away for some seconds."""
    with product("postgres", "going") as live:
        live.token("write")
        live.serve()
        caller = Caller(live, live.token("write"))
        def drop():
            subprocess.run(["psql", "-q", os.environ["MAINSTAY_TEST_POSTGRES"], "-c",
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'going'"],
                           check=True, stdout=subprocess.DEVNULL)
        kept = []
        for number in range(40):
            if number % 10 == 5:
                drop()
            status, made = caller.call("POST", "/accounts", {"name": f"Going {number}"})
            checks.that(status in (201, 503), f"a save on a dropped connection is answered {status}: {made}")
            if status == 201:
                kept.append(made["account"]["id"])
        checks.that(len(kept) >= 36, f"only {len(kept)} of 40 saves were taken")
        base = os.environ["MAINSTAY_TEST_POSTGRES"]
        run = lambda text: subprocess.run(["psql", "-q", base, "-c", text], check=True, stdout=subprocess.DEVNULL)
        run("ALTER DATABASE going ALLOW_CONNECTIONS false")
        drop()
        status, answer = caller.call("POST", "/accounts", {"name": "Away"})
        checks.that(status == 503 and "try again" in answer.get("detail", ""), f"while away: {status}: {answer}")
        checks.that(live.get("/readyz")[0] == 503, "the server says that it is ready while its database is away")
        checks.that(live.get("/healthz")[0] == 200, "the server is not alive while its database is away")
        run("ALTER DATABASE going ALLOW_CONNECTIONS true")
        started = time.monotonic()
        while caller.call("GET", "/accounts?limit=1")[0] != 200 and time.monotonic() < started + 15:
            time.sleep(0.1)
        checks.that(time.monotonic() < started + 5, "the server did not come back with its database")
        lost = [id for id in kept if caller.call("GET", f"/accounts/{id}")[0] != 200]
        checks.that(not lost, f"{len(lost)} acknowledged records are lost")


def main():
    needs_release()
    servers("both")
    checks = Checks()
    files(checks)
    missing_server(checks)
    going_server(checks)
    checks.end()


if __name__ == "__main__":
    main()
