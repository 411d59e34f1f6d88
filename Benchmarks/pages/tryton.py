"""Tryton, an open business platform, as a peer: its parties are our accounts. Its pages are drawn by its client."""
import base64
import json
import os
import subprocess
import time
import urllib.request

from peer import Peer


class Tryton(Peer):
    name, packages = "tryton", ["trytond==8.2.0", "trytond-party==8.2.0"]
    path = "/tryton/rpc/"
    fields = ["name", "code", "lang", "active", "rec_name"]

    def start(self):
        config, secret = self.folder / "tryton.conf", self.folder / "password"
        config.write_text(
            f"[database]\nuri = sqlite://\npath = {self.folder}\n[web]\nlisten = 127.0.0.1:{self.port}\n")
        secret.write_text(self.password + "\n")
        (self.folder / "tryton.sqlite").touch()
        for words in (["--all", "--email", "a@example.com"], ["-u", "party", "--activate-dependencies"]):
            subprocess.run(
                [self.tool("trytond-admin"), "-c", str(config), "-d", "tryton", *words], check=True,
                env={**os.environ, "TRYTONPASSFILE": str(secret)}, stdin=subprocess.DEVNULL, capture_output=True)
        self.serve(self.tool("trytond"), "-c", str(config))
        self.sign_in()

    def sign_in(self):
        for _ in range(100):
            try:
                answer = self.call("common.db.login", "admin", {"password": self.password}, "en", session=False)
                break
            except OSError:
                time.sleep(0.2)
        else:
            raise SystemExit(f"Tryton did not start: {self.said()}")
        user, session = answer[0], answer[1]
        self.session = base64.b64encode(f"admin:{user}:{session}".encode()).decode()

    def headers(self):
        return {"Authorization": f"Session {self.session}", "Content-Type": "application/json"}

    def call(self, method, *words, session=True):
        asked = urllib.request.Request(
            self.address + self.path, json.dumps({"id": 1, "method": method, "params": words}).encode(),
            self.headers() if session else {"Content-Type": "application/json"})
        with urllib.request.urlopen(asked, timeout=60) as answer:
            said = json.loads(answer.read())
        if isinstance(said, dict) and said.get("error"):
            raise SystemExit(f"Tryton refused {method}: {said['error']}")
        return said["result"] if isinstance(said, dict) else said

    def measure(self, count, load):
        ids = self.call("model.party.party.create", [{"name": f"Account {number:04}"} for number in range(count)], {})

        def call(method, *words):
            body = json.dumps({"id": 1, "method": method, "params": [*words, {}]})
            return load(self, self.path, self.headers(), "POST", body)
        return {
            "list of 50, JSON": call("model.party.party.search_read", [], 0, 50, [["name", "ASC"]], self.fields),
            "record, JSON": call("model.party.party.read", [ids[0]], self.fields),
            "durable create": call("model.party.party.create", [{"name": "Made @"}]),
            "memory": self.memory("VmHWM"),
        }
