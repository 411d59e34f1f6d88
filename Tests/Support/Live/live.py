"""The product as a process of its own: a fresh database, its commands, its server.

    with Live() as live:
        token = live.token("admin")
        live.serve()
        live.get("/api/v1/openapi.json", token)
"""
import os
import pathlib
import re
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[3]
BINARY = ROOT / ".build/release/mainstay"


class Live:
    def __init__(self, database=None, binary=BINARY):
        """`database` is a path or a postgres:// URL; without it, a file that is gone at the end."""
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="mainstay-"))
        self.database = str(database or self.folder / "mainstay.sqlite")
        self.binary = str(binary)
        self.server = None
        self.address = None
        self.email = "ada@example.com"
        self.password = "harbour lantern " + secrets.token_hex(4)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *words, stdin="", check=True):
        """Runs a command of the product; answers the finished process."""
        done = subprocess.run(
            [self.binary, *words, "--database", self.database], input=stdin, capture_output=True, text=True)
        if check and done.returncode != 0:
            raise RuntimeError(f"mainstay {' '.join(words)}: exit {done.returncode}: {done.stderr.strip()}")
        return done

    def add_admin(self):
        self.run("user", "add", "--name", "Ada Lindqvist", "--email", self.email, "--role", "admin",
                 "--password-stdin", stdin=self.password + "\n")

    def token(self, scope="read"):
        """A fresh API token of the administrator, who is added where there is nobody yet."""
        made = self.run("token", "create", "--user", self.email, "--scope", scope, check=False)
        if made.returncode != 0:
            self.add_admin()
            made = self.run("token", "create", "--user", self.email, "--scope", scope)
        return made.stdout.strip().split("\n")[-1].strip()

    def serve(self, *words):
        """Starts the server on a free port; answers the seconds until it said that it listens."""
        self.log = open(self.folder / "serve.log", "ab")
        started = time.monotonic()
        self.server = subprocess.Popen(
            [self.binary, "serve", "--quiet", "--database", self.database, "--host", "127.0.0.1", "--port", "0", *words],
            stdout=subprocess.PIPE, stderr=self.log, text=True)
        for line in self.server.stdout:
            found = re.search(r"https?://\S+", line)
            if found:
                self.address = found.group(0).rstrip("/.")
                return time.monotonic() - started
        raise RuntimeError(f"the server did not start: {(self.folder / 'serve.log').read_text()}")

    def stop(self, how=signal.SIGTERM):
        if self.server and self.server.poll() is None:
            self.server.send_signal(how)
            try:
                self.server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()
        self.server = None

    def get(self, path, token=None):
        """Status, headers and bytes of an answer; refusals are answers too."""
        asked = urllib.request.Request(self.address + path)
        if token:
            asked.add_header("Authorization", f"Bearer {token}")
        try:
            with urllib.request.urlopen(asked) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.headers, refusal.read()

    def memory(self, field="VmRSS"):
        """Resident memory of the server in MB; `VmHWM` is its peak."""
        for line in pathlib.Path(f"/proc/{self.server.pid}/status").read_text().split("\n"):
            if line.startswith(field + ":"):
                return int(line.split()[1]) / 1024
        return 0.0

    def cpu(self):
        """CPU seconds of the server so far."""
        parts = pathlib.Path(f"/proc/{self.server.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")
