#!/usr/bin/env python3
"""Holds central answers of the finished program to texts that were looked at: check_goldens.py [NAME ...]

JSON, pages and command lines of a small company lie in Tests/Goldens/Samples, the description of the API in
docs/openapi.json. UPDATE_GOLDENS=1 writes them anew; what changed is then looked at like any other change. Numbers of
records, moments, tokens and the day of today are replaced before anything is compared.
"""
import difflib
import http.client
import json
import os
import pathlib
import re
import sys
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent / "Support/Live"))
from live import Live  # noqa: E402

SAMPLES = HERE / "Samples"
ID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b")
MOMENT = re.compile(r"\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
TOKEN = re.compile(r'(name="csrf"[^>]*value="|csrf-token" content=")[^"]+')
DAYS = re.compile(r"\b\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) 20(2[6-9]|3\d)(, \d\d:\d\d( UTC)?)?\b")


class Texts:
    """Compares, or writes, one text after the other."""

    def __init__(self, wanted):
        self.wanted, self.ids, self.seen = wanted, {}, set()
        self.passed = self.failed = 0
        self.updates = os.environ.get("UPDATE_GOLDENS") == "1"

    def steady(self, text):
        """The same text in every run: an id becomes its place among those that were met."""
        text = ID.sub(lambda found: self.ids.setdefault(found.group(), f"id-{len(self.ids) + 1}"), text)
        text = TOKEN.sub(r"\1token", MOMENT.sub("moment", text))
        return DAYS.sub("a day", text)

    def check(self, path, text):
        self.seen.add(path)
        if self.wanted and path.stem not in self.wanted:
            return
        text = text if path.name == "openapi.json" else self.steady(text)
        if self.updates:
            path.write_text(text)
        kept = path.read_text() if path.exists() else ""
        if kept == text:
            self.passed += 1
            return
        self.failed += 1
        print(f"FAILED {path.relative_to(ROOT)} is another text now; UPDATE_GOLDENS=1 writes it anew")
        lines = difflib.unified_diff(kept.split("\n"), text.split("\n"), "kept", "now", lineterm="", n=1)
        print("\n".join("   " + line[:200] for line in list(lines)[:30]))


def pretty(text):
    return json.dumps(json.loads(text), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


class Company:
    """A few records, made through the API, and what the program says of them."""

    def __init__(self, live, texts):
        self.live, self.texts = live, texts
        self.token = live.token("admin")
        live.serve()
        self.talk = http.client.HTTPConnection(live.address.removeprefix("http://"))
        self.cookies = {}

    def call(self, method, path, body=None, **headers):
        self.talk.request(method, path, body, headers)
        answer = self.talk.getresponse()
        said = answer.read().decode()
        for line in answer.headers.get_all("set-cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer.status, said

    def api(self, name, method, path, body=None):
        """A call of the API whose answer is a golden text, with its status."""
        heads = {"Authorization": f"Bearer {self.token}", "X-Request-Id": "golden-request"}
        if body is not None:
            body, heads["Content-Type"] = json.dumps(body), "application/json"
        status, said = self.call(method, "/api/v1" + path, body, **heads)
        if name:
            self.texts.check(SAMPLES / f"{name}.json", pretty(json.dumps({"status": status, "body": json.loads(said)})))
        return json.loads(said) if said else None

    def page(self, name, path):
        """What stands between the navigation and the end of a page, one tag a line."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        status, said = self.call("GET", path, **{"Cookie": cookie, "X-Request-Id": "golden-request"})
        main = re.search(r"<main.*?</main>", said, re.S)
        text = re.sub(r">\s*<", ">\n<", main.group() if main else said)
        self.texts.check(SAMPLES / f"{name}.html", f"{status}\n{text}\n")

    def command(self, name, *words):
        done = self.live.run(*words, check=False)
        text = f"{done.returncode}\n{done.stdout}{done.stderr}".replace(str(self.live.folder), "FOLDER")
        self.texts.check(SAMPLES / f"{name}.txt", text)

    def sign_in(self):
        self.page("sign-in", "/sign-in")
        _, page = self.call("GET", "/sign-in", Cookie="; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        token = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
        form = urllib.parse.urlencode({"csrf": token, "login": self.live.email, "password": self.live.password})
        self.call("POST", "/sign-in", form, **{
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded"})

    def tell(self):
        _, said = self.call("GET", "/api/v1/openapi.json")
        self.texts.check(ROOT / "docs/openapi.json", pretty(said))
        group = self.api("account-added", "POST", "/accounts", {"name": "Northgate", "kind": "group", "tier": "A"})
        top = group["account"]["id"]
        self.api(None, "POST", "/accounts", {"name": "Harbour <Street>", "kind": "store", "parent": top, "city": "Aldmoor"})
        brand = self.api(None, "POST", "/products", {"name": "Oatfield", "kind": "brand"})
        self.api("product-added", "POST", "/products", {
            "name": "Oat biscuits 200 g", "kind": "item", "parent": brand["product"]["id"], "gtin": "5012345000015"})
        self.api("accounts", "GET", "/accounts?sort=name")
        self.api("account", "GET", f"/accounts/{top}")
        self.api("account-refused", "POST", "/accounts", {"name": " ", "kind": "group"})
        self.api("account-not-there", "GET", "/accounts/00000000-0000-7000-8000-000000000000")
        self.api("list-refused", "GET", "/accounts?sort=nothing")
        self.sign_in()
        self.page("accounts", "/accounts")
        self.page("national-accounts", "/accounts?filter=level:top")
        self.page("account", f"/accounts/{top}")
        self.page("account-form", "/accounts/new")
        self.page("not-there", "/accounts/00000000-0000-7000-8000-000000000000")
        self.live.stop()
        self.command("account-show", "accounts", "show", top)
        self.command("account-refusal", "accounts", "add", "--name", "", "--kind", "group")
        self.command("wrong-usage", "accounts", "show")
        self.command("import", "import", str(ROOT / "docs/guide/northgate.csv"))
        self.command("verify", "verify")


def main():
    texts = Texts(sys.argv[1:])
    SAMPLES.mkdir(exist_ok=True)
    with Live() as live:
        os.environ["XDG_DATA_HOME"] = str(live.folder / "data")
        Company(live, texts).tell()
    stray = sorted(set(SAMPLES.iterdir()) - texts.seen)
    for path in stray:
        print(f"FAILED {path.relative_to(ROOT)} belongs to no answer")
    print(f"{texts.passed} passed, {texts.failed + len(stray)} failed")
    sys.exit(1 if texts.failed or stray else 0)


if __name__ == "__main__":
    main()
