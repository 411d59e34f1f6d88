"""Tryton, an open business platform, as a peer: installed from its packages, filled and served on loopback."""
import base64
import json
import os
import pathlib
import secrets
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
HOME = ROOT / ".bench/tryton"
PACKAGES = ["trytond==8.2.0", "trytond-party==8.2.0"]


class Tryton:
    path = "/tryton/rpc/"

    def __enter__(self):
        self.install()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="mainstay-peer-"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address, self.password = f"http://127.0.0.1:{port}", secrets.token_urlsafe(12)
        config, secret = self.folder / "tryton.conf", self.folder / "password"
        config.write_text(f"[database]\nuri = sqlite://\npath = {self.folder}\n[web]\nlisten = 127.0.0.1:{port}\n")
        secret.write_text(self.password + "\n")
        environment = {**os.environ, "TRYTONPASSFILE": str(secret)}
        (self.folder / "tryton.sqlite").touch()
        subprocess.run(
            [str(HOME / "bin/trytond-admin"), "-c", str(config), "-d", "tryton", "--all", "--email", "a@example.com"],
            env=environment, check=True, stdin=subprocess.DEVNULL, capture_output=True)
        subprocess.run(
            [str(HOME / "bin/trytond-admin"), "-c", str(config), "-d", "tryton", "-u", "party", "--activate-dependencies"],
            env=environment, check=True, stdin=subprocess.DEVNULL, capture_output=True)
        self.server = subprocess.Popen(
            [str(HOME / "bin/trytond"), "-c", str(config)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=open(self.folder / "log", "wb"))
        try:
            self.sign_in()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.server.send_signal(signal.SIGTERM)
        try:
            self.server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.server.wait()

    @staticmethod
    def install():
        if (HOME / "bin/trytond").exists():
            return
        subprocess.run(["python3", "-m", "venv", str(HOME)], check=True)
        subprocess.run(
            [str(HOME / "bin/pip"), "install", "--quiet", "--disable-pip-version-check", *PACKAGES], check=True)

    def sign_in(self):
        for _ in range(100):
            try:
                answer = self.call("common.db.login", "admin", {"password": self.password}, "en", session=False)
                break
            except OSError:
                time.sleep(0.2)
        else:
            raise SystemExit(f"Tryton did not start: {(self.folder / 'log').read_text()[-2000:]}")
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

    def fill(self, count):
        return self.call("model.party.party.create", [{"name": f"Account {number:04}"} for number in range(count)], {})

    def memory(self, field="VmRSS"):
        for line in pathlib.Path(f"/proc/{self.server.pid}/status").read_text().split("\n"):
            if line.startswith(field + ":"):
                return int(line.split()[1]) / 1024
        return 0.0

    def cpu(self):
        parts = pathlib.Path(f"/proc/{self.server.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")
