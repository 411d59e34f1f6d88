#!/usr/bin/env python3
"""Gives the product files that are wrong in every way we know: bad_input.py

Each goes through the command line and through the upload of the API. What must come back: an exit code or a status,
and a message that names the row or the field and says what to do. Nothing may answer with a fault of ours.
"""
import argparse
import gzip
import io
import os
import pathlib
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Workbooks"))
from raw import TYPES, ole, pack, parts  # noqa: E402
from tools import Caller, Checks, needs_release, product, servers

HEAD = "store,item,week_ending,units,price\n"
ROW = "S1,I1,2024-01-06,3,1.25\n"


def plain(*rows):
    return (HEAD + "".join(rows)).encode()


def workbook(*rows, before="", **changed):
    """A workbook of the head and these rows; a cell is its XML without the reference, or a text."""
    def cell(value):
        return value if value.startswith("<") else f'<c t="inlineStr"><is><t>{value}</t></is></c>'

    lines = [HEAD.strip().split(","), *rows]
    made = parts("<sheetData>" + "".join(f"<row>{''.join(map(cell, line))}</row>" for line in lines) + "</sheetData>",
                 styles='<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>')
    made["xl/worksheets/sheet1.xml"] = before + made["xl/worksheets/sheet1.xml"]
    return packed({**made, **changed})


def packed(made):
    out = io.BytesIO()
    pack(out, made)
    return out.getvalue()


# The day is 2024-01-06 as a workbook counts it.
CELLS = ["S1", "I1", '<c s="1"><v>45297</v></c>', "<c><v>3</v></c>", "<c><v>1.25</v></c>"]
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def but(place, cell):
    return [*CELLS[:place], cell, *CELLS[place + 1:]]


# Name, bytes, how it ends, words that the message or the rejects must hold.
REFUSED = [
    ("empty.csv", b"", ["empty", "header line"]),
    ("header-only.csv", HEAD.encode(), ["no rows", "Export it again"]),
    ("no-line.csv", b"\n\n\n", ["empty"]),
    ("utf16.csv", plain(ROW).decode().encode("utf-16"), ["UTF-16", "CSV UTF-8"]),
    ("workbook.csv", b"PK\x03\x04" + bytes(200), ["damaged or was cut short", "Send it again"]),
    ("cut.xlsx", workbook(*[CELLS] * 900)[:-500], ["damaged or was cut short", "Send it again"]),
    ("password.xlsx", ole("EncryptedPackage"), ["password", "remove the password"]),
    ("old.xls", ole("Workbook"), [".xls", "save it as"]),
    ("binary.xlsb", packed({"[Content_Types].xml": TYPES, "xl/workbook.bin": "x"}), [".xlsb", "Save it as"]),
    ("entities.xlsx", workbook(CELLS, before=ENTITIES), ["XML entities", "save it"]),
    ("bomb.xlsx", workbook(CELLS, before="<!--" + "-+" * 100_000_000 + "-->"), ["times its size", "send it as CSV"]),
    ("empty.xlsx", packed(parts("<sheetData/>")), ["no sheet has a filled cell", "Export it again"]),
    ("header-only.xlsx", workbook(), ["no rows", "Export it again"]),
    ("packed.xlsx.gz", gzip.compress(workbook(CELLS)), ["not delimited text"]),
    ("array.json", b'[{"store":"S1"},{"store":"S2"}]', ["JSON object", "on each line"]),
    ("cut.csv.gz", gzip.compress(plain(*[f"S{n},I{n},2024-01-06,{n % 7 + 1},1.25\n" for n in range(9_000)]))[:-900],
     ["breaks off", "send the file again"]),
    ("broken.csv.gz", b"\x1f\x8b\x08\x00" + bytes(range(256)) * 8, ["damaged", "Compress it again"]),
    ("bomb.csv.gz", gzip.compress(plain(ROW) + b"\n" * 400_000_000, 9), ["times its size", "uncompressed"]),
    ("long-bomb.csv.gz", gzip.compress(plain(ROW) + b"0" * 400_000_000, 9), ["ine 3", "field of more than"]),
    ("other.csv", b"name,colour\nAnna,red\n", ["name", "colour"]),
    ("ragged-all.csv", plain("S1,I1\n", "S2\n"), ["line 2", "None of the 2 rows"]),
    ("pictures.csv", bytes(range(256)) * 40, ["Nothing in the file says"]),
]

# Name, bytes, rows accepted, and for each rejected line its field and words of the reason.
PARTLY = [
    # What is not UTF-8 throughout is read as Windows-1252, and the import says so.
    ("not-utf8.csv", plain(ROW, "S2,I1,2024-01-06,2,1.25\n").replace(b"S2", b"S\xe9\xe8"), 2, []),
    ("bom.csv", b"\xef\xbb\xbf" + plain(ROW), 1, []),
    ("semicolons.csv", plain(ROW).replace(b",", b";"), 1, []),
    ("tabs.tsv", plain(ROW).replace(b",", b"\t"), 1, []),
    ("ragged.csv", plain(ROW, "S2,I1,2024-01-06\n", "S3,I1,2024-01-06,1,1.00,9,9\n"), 1,
     [(3, "", ["field"]), (4, "", ["field"])]),
    # How numbers are written is told from the rows.
    ("thousands.csv", plain(ROW, 'S2,I1,2024-01-06,"1,234.50",1.25\n'), 2, []),
    ("dollars.csv", plain(ROW, "S2,I1,2024-01-06,4,$1.25\n"), 2, []),
    ("brackets.csv", plain(ROW, "S2,I1,2024-01-06,(12),1.25\n"), 2, []),
    ("words.csv", plain(ROW, "S2,I1,2024-01-06,many,1.25\n"), 1, [(3, "units", ["many"])]),
    ("days.csv", plain(ROW, "S2,I1,2024-02-30,4,1.25\n", "S3,I1,soon,4,1.25\n"), 1,
     [(3, "week", ["2024-02-30"]), (4, "week", ["soon"])]),
    ("twice.csv", plain(ROW, "S2,I1,2024-01-06,4,1.25\n", "S1,I1,2024-01-06,9,1.25\n"), 2,
     [(4, "row", ["line 2", "Take one of them out"])]),
    ("no-item.csv", plain(ROW, "S2,,2024-01-06,4,1.25\n"), 1, [(3, "item", ["missing", "Fill it in"])]),
    ("huge-number.csv", plain(ROW, f"S2,I1,2024-01-06,{'9' * 40},1.25\n"), 1, [(3, "units", ["9"])]),
    ("script.csv", plain(ROW, '"<script>alert(1)</script>","\'); DROP TABLE accounts;--",2024-01-06,4,1.25\n'), 2, []),
    ("formula.csv", plain(ROW, '"=HYPERLINK(""x"")",I1,2024-01-06,4,1.25\n'), 2, []),
    ("right.xlsx", workbook(CELLS), 1, []),
    ("cells.xlsx", workbook(CELLS, but(3, "many"), but(2, "<c><v>45297</v></c>"), but(3, "<c><f>A1</f></c>"),
                            but(3, '<c t="e"><v>#N/A</v></c>'), but(1, "<c/>")), 1,
     [(3, "units", ["many"]), (4, "week", ["45297", "yyyy-MM-dd"]), (5, "", ["Cell D5", "formula", "save it"]),
      (6, "units", ["#N/A"]), (7, "item", ["missing", "Fill it in"])]),
    ("lines.jsonl", b'{"store":"S1","item":"I1","week_ending":"2024-01-06","units":3,"price":1.25}\n{"store":\n', 1,
     [(2, "", ["JSON object", "each line"])]),
    ("nul.csv", plain(ROW, "S\x002,I1,2024-01-06,4,1.25\n"), 1, [(3, "", [])]),
]


class Trial:
    def __init__(self, live, checks, kind):
        self.live, self.checks, self.kind = live, checks, kind
        self.caller = Caller(live, live.token("write"))
        self.folder = live.folder / "bad"
        self.folder.mkdir(exist_ok=True)

    def file(self, name, data):
        path = self.folder / name
        path.write_bytes(data)
        return path

    def that(self, holds, words):
        return self.checks.that(holds, f"{self.kind}: {words}")

    def words_of_upload(self, path, name=None, **fields):
        """Status, and what the problem or the job says."""
        status, made = self.caller.upload(path, name, **fields)
        if status != 201:
            return status, made.get("detail", "") if isinstance(made, dict) else str(made)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            job = self.caller.get(f"/jobs/{made['job']}")
            if job["state"] not in ("queued", "running"):
                return status, job.get("problem") or "done"
            time.sleep(0.05)
        return status, "the job did not end"

    def refused(self, name, data, words):
        path = self.file(name, data)
        done = self.live.run("import", str(path), check=False)
        self.that(done.returncode == 1, f"{name} ends {done.returncode}: {done.stderr.strip()[-300:]}")
        missing = [word for word in words if word not in done.stderr]
        self.that(not missing, f"{name}: the command does not say {missing}: {done.stderr.strip()[-300:]}")
        status, said = self.words_of_upload(path)
        self.that(status in (201, 404, 413, 422), f"{name}: the upload is answered {status}: {said}")
        missing = [word for word in words if word not in said]
        self.that(not missing, f"{name}: the upload does not say {missing}: {said}")

    def partly(self, name, data, accepted, rejects):
        """By the command line first; it is taken back, and sent again."""
        path = self.file(name, data)
        done = self.live.run("import", str(path), check=False)
        if not self.that(done.returncode == 0, f"{name} ends {done.returncode}: {done.stderr.strip()[-300:]}"):
            return
        for _ in range(2):
            batch = self.latest(name)
            if not self.that(batch is not None, f"{name}: no import is listed"):
                return
            self.look(name, batch["result"], accepted, rejects)
            status, answer = self.caller.call("POST", f"/sales/imports/{batch['id']}/undo", {})
            self.that(status == 200, f"{name}: taking it back is answered {status}: {answer}")
            status, said = self.words_of_upload(path)
            self.that(status == 201 and said == "done", f"{name}: the upload is answered {status}: {said}")
        self.caller.call("POST", f"/sales/imports/{self.latest(name)['id']}/undo", {})

    def latest(self, name):
        found = [one for one in self.caller.every("/sales/imports") if one["fileName"] == name]
        return max(found, key=lambda one: one["number"], default=None)

    def look(self, name, result, accepted, rejects):
        self.that(result["accepted"] == accepted, f"{name}: {result['accepted']} rows accepted, not {accepted}: "
                  f"{result['first_rejects']}")
        by_line = {one["line"]: one for one in result["first_rejects"]}
        self.that(sorted(by_line) == sorted(line for line, _, _ in rejects), f"{name}: rejects {result['first_rejects']}")
        for line, field, words in rejects:
            one = by_line.get(line, {"field": "", "reason": ""})
            self.that(field in one["field"] and all(word in one["reason"] + one.get("text", "") for word in words),
                      f"{name}, line {line}: {one}")

    # Files that are not files, and names that are not names.

    def long_field(self):
        path = self.folder / "long.csv"
        with open(path, "wb") as out:
            out.write(HEAD.encode() + ROW.encode() + b'"')
            for _ in range(200):
                out.write(b"x" * 1_000_000)
            out.write(b'",I1,2024-01-06,1,1.25\n')
        before = self.live.memory("VmHWM")
        done = self.live.run("import", str(path), check=False)
        self.that(done.returncode == 1 and "ine 3" in done.stderr and "quotation mark" in done.stderr,
                  f"a field of 200 MB ends {done.returncode}: {done.stderr.strip()[-300:]}")
        status, said = self.words_of_upload(path)
        self.that("ine 3" in said, f"a field of 200 MB: the upload is answered {status}: {said}")
        self.that(self.live.memory("VmHWM") < max(before, 150), f"the server took {self.live.memory('VmHWM'):.0f} MB")
        path.unlink()

    def no_files(self):
        odd = self.file("readable.csv", plain(ROW))
        cases = [(str(self.folder), "a folder"), (str(self.folder / "gone.csv"), "a missing file"), ("/dev/null", "a device")]
        if os.geteuid() != 0:
            odd.chmod(0)
            cases.append((str(odd), "a file without permission"))
        for path, what in cases:
            done = self.live.run("import", path, check=False)
            self.that(done.returncode == 1 and len(done.stderr.strip()) > 20, f"{what} ends {done.returncode}: {done.stderr}")
        if os.geteuid() == 0 and pathlib.Path("/usr/sbin/runuser").exists():
            self.without_permission()

    def without_permission(self):
        """Root may read everything, so somebody else tries."""
        path = self.file("secret.csv", plain(ROW))
        path.chmod(0o600)
        for folder in (self.live.folder, self.folder):
            folder.chmod(0o755)
        place = pathlib.Path(subprocess.run(["mktemp", "-d"], capture_output=True, text=True, check=True).stdout.strip())
        place.chmod(0o777)
        copy = place / "mainstay"
        subprocess.run(["cp", self.live.binary, str(copy)], check=True)
        done = subprocess.run(["runuser", "-u", "nobody", "--", str(copy), "import", str(path), "--database",
                               str(place / "mine.sqlite")], capture_output=True, text=True, cwd="/")
        self.that(done.returncode == 1 and "ermission" in done.stderr,
                  f"a file without permission ends {done.returncode}: {done.stderr}")
        subprocess.run(["rm", "-rf", str(place)], check=True)

    def names(self):
        path = self.file("plain.csv", plain(ROW))
        for name, kept in [("../../../etc/cron.d/evil.csv", "evil.csv"), ("..\\..\\evil.csv", "evil.csv"),
                           ("<img src=x>.csv", None), ("a" * 3_000 + ".csv", None), ("'; DROP TABLE jobs;--.csv", None)]:
            status, said = self.words_of_upload(path, name)
            self.that(status == 201 and (said == "done" or "in already" in said), f"{name[:40]!r} is answered {status}: {said}")
            listed = self.latest(kept) if kept else True
            self.that(listed is not None, f"{name[:40]!r} is not listed as {kept}")
            for one in self.caller.every("/sales/imports"):
                if one["state"] == "visible":
                    self.caller.call("POST", f"/sales/imports/{one['id']}/undo", {})
        stray = [str(one) for one in pathlib.Path("/etc/cron.d").glob("evil*")]
        self.that(not stray, f"an upload wrote {stray}")

    def vanishing(self):
        """The file is taken away, and another is cut, while they are read."""
        many = plain(*[f"S{n % 997},I{n // 997},2024-01-06,{n % 7 + 1},1.25\n" for n in range(900_000)])
        for what in ("vanishes", "is cut"):
            path = self.file("going.csv", many)
            running = subprocess.Popen([self.live.binary, "import", str(path), "--database", self.live.database],
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            time.sleep(0.15)
            path.unlink() if what == "vanishes" else os.truncate(path, 2_000_017)
            words = running.communicate()[1]
            self.that(running.returncode in (0, 1), f"a file that {what} ends {running.returncode}: {words[-300:]}")
        self.file("going.csv", b"")

    def usage(self):
        run = lambda *words: subprocess.run([self.live.binary, *words], capture_output=True, text=True)
        path = str(self.file("usage.csv", plain(ROW)))
        for words in [("import",), ("import", path, "--nonsense"), ("nonsense",), ("serve", "--port", "many"),
                      ("import", path, "--set", "nonsense", "--database", self.live.database), ("backup",)]:
            done = run(*words)
            self.that(done.returncode == 2 and done.stderr, f"{' '.join(words[:2])} ends {done.returncode}: {done.stderr[:200]}")
        done = self.live.run("import", path, "--loader", "nonsense", check=False)
        self.that(done.returncode == 1 and "nonsense" in done.stderr, f"an unknown loader ends {done.returncode}: {done.stderr}")
        status, said = self.words_of_upload(path, loader="nonsense")
        self.that(status in (404, 422) and "nonsense" in said, f"an unknown loader is answered {status}: {said}")

    def half_an_upload(self):
        """A caller that hangs up within a body, and one that sends no HTTP."""
        import http.client
        import socket
        host, port = self.live.address.split("//")[1].split(":")
        for tail in (b"5\r\nhello\r\n", b"nonsense\r\nmore nonsense"):
            with socket.create_connection((host, int(port))) as caller:
                caller.sendall(b"POST /api/v1/sales/imports HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                               + self.caller.token.encode() + b"\r\nContent-Type: multipart/form-data; boundary=b\r\n"
                               b"Transfer-Encoding: chunked\r\n\r\n" + tail)
                caller.shutdown(socket.SHUT_WR)
                answer = caller.recv(100)
            self.that(b" 500 " not in answer, f"half a body is answered {answer!r}")
        with self.quiet(http.client.HTTPException):
            self.that(self.caller.call("GET", "/jobs")[0] == 200, "the server does not answer after half an upload")
        kept = list((pathlib.Path(self.live.database + ".files") / "uploads").glob("*")) if self.kind == "sqlite" else []
        self.half = len(kept)

    @staticmethod
    def quiet(*errors):
        import contextlib
        return contextlib.suppress(*errors)

    def alive(self):
        log = (self.live.folder / "serve.log").read_text()
        faults = [line for line in log.split("\n") if '"level":"error"' in line or "panic" in line]
        self.that(not faults, f"the server's log holds faults: {faults[:5]}")
        self.that(self.live.server.poll() is None, "the server is gone")
        self.live.stop(signal.SIGTERM)
        done = self.live.run("verify", check=False)
        self.that(done.returncode == 0, done.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    options = parser.parse_args()
    needs_release()
    checks = Checks()
    for kind in servers(options.database):
        with product(kind, "bad_input") as live:
            live.token("write")
            live.serve()
            trial = Trial(live, checks, kind)
            for name, data, words in REFUSED:
                trial.refused(name, data, words)
            trial.that(trial.caller.every("/sales/imports") == [], "a refused file is listed as an import")
            for one in PARTLY:
                trial.partly(*one)
            for step in (trial.long_field, trial.no_files, trial.names, trial.vanishing, trial.usage,
                         trial.half_an_upload, trial.alive):
                step()
    checks.end()


if __name__ == "__main__":
    main()
