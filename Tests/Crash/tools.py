"""What the trials of this folder share: the API as a caller meets it, databases of both kinds, and a count of checks."""
import contextlib
import http.client
import json
import os
import pathlib
import shutil
import subprocess
import sys
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent / "Support/Live"))
from live import BINARY, Live  # noqa: E402,F401

BOUNDARY = "mainstay-trial-boundary"


class Checks:
    """Counts what holds; tells what does not, once each."""

    def __init__(self):
        self.passed = self.failed = 0

    def that(self, holds, words):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {words}", flush=True)
        return bool(holds)

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed")
        sys.exit(1 if self.failed or not self.passed else 0)


class Caller:
    """One connection to the API. Errors of the connection are raised, refusals answered."""

    def __init__(self, live, token):
        self.token = token
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(live.address).netloc, timeout=300)

    def call(self, method, path, body=None, headers=None):
        sent = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        if body is not None and not headers:
            body, sent["Content-Type"] = json.dumps(body).encode(), "application/json"
        self.connection.request(method, "/api/v1" + path, body, sent)
        answer = self.connection.getresponse()
        text = answer.read()
        return answer.status, json.loads(text) if text[:1] in (b"{", b"[") else text

    def get(self, path):
        status, found = self.call("GET", path)
        if status != 200:
            raise RuntimeError(f"GET {path} answers {status}: {found}")
        return found

    def every(self, path):
        """All items of a list, page by page."""
        items, after = [], ""
        while True:
            join = "&" if "?" in path else "?"
            page = self.get(f"{path}{join}limit=200" + (f"&after={after}" if after else ""))
            items += page["items"]
            after = page.get("next")
            if not after:
                return items

    def upload(self, path, name=None, to="/sales/imports", **fields):
        """Sends a file in pieces, so that its size does not matter here."""
        def pieces():
            for field, text in fields.items():
                yield (f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{text}\r\n').encode()
            yield (f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; '
                   f'filename="{name or pathlib.Path(path).name}"\r\nContent-Type: text/csv\r\n\r\n').encode()
            with open(path, "rb") as file:
                while piece := file.read(1 << 20):
                    yield piece
            yield f"\r\n--{BOUNDARY}--\r\n".encode()
        return self.call("POST", to, pieces(), {
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})


def servers(wanted):
    """The kinds of database to try; starts this program again beside a PostgreSQL where one is needed."""
    kinds = ["sqlite", "postgres"] if wanted == "both" else [wanted]
    if "postgres" in kinds and "MAINSTAY_TEST_POSTGRES" not in os.environ:
        os.execv(ROOT / "bin/with-postgres", ["with-postgres", sys.executable, *sys.argv])
    return kinds


def fresh_postgres(name):
    """The URL of a new, empty database of the server that runs beside us."""
    base = os.environ["MAINSTAY_TEST_POSTGRES"]
    subprocess.run(["psql", "-q", base, "-c", f"DROP DATABASE IF EXISTS {name}", "-c", f"CREATE DATABASE {name}"],
                   check=True, stderr=subprocess.DEVNULL)
    return base.rsplit("/", 1)[0] + "/" + name


@contextlib.contextmanager
def product(kind, name="trial"):
    """The product on an empty database of a kind, with a data folder of its own."""
    with Live(fresh_postgres(name) if kind == "postgres" else None) as live:
        os.environ["XDG_DATA_HOME"] = str(live.folder / "data")
        yield live


def needs_release():
    if not BINARY.exists():
        sys.exit("the release executable is missing: swift build -c release")


def is_there(tool):
    return shutil.which(tool) is not None
