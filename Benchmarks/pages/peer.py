"""What the peers of the pages benchmark share: a folder of their own, a server on loopback, what it used."""
import os
import pathlib
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile

HOMES = pathlib.Path(__file__).resolve().parents[2] / ".bench"


class Peer:
    """`name` of its environment below .bench and the exact `packages` in it; `start` brings its server up."""
    name, packages = "", []
    # How long it is measured: who needs half a second for an answer is measured for longer.
    seconds = 6

    def __enter__(self):
        self.home = HOMES / self.name
        self.install()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="mainstay-peer-"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address, self.password = f"http://127.0.0.1:{self.port}", secrets.token_urlsafe(12)
        self.server = None
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.server:
            self.server.send_signal(signal.SIGTERM)
            try:
                self.server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def install(self):
        """Once: an environment with the packages. Another version of them gets a new one."""
        stamp, wanted = self.home / "packages", " ".join(self.packages)
        if stamp.exists() and stamp.read_text() == wanted:
            return
        shutil.rmtree(self.home, ignore_errors=True)
        subprocess.run(["python3", "-m", "venv", str(self.home)], check=True)
        subprocess.run(
            [self.tool("pip"), "install", "--quiet", "--disable-pip-version-check", *self.packages], check=True)
        stamp.write_text(wanted)

    def tool(self, name):
        return str(self.home / "bin" / name)

    def serve(self, *command, environment=None, cwd=None):
        self.server = subprocess.Popen(
            command, env=environment, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=open(self.folder / "log", "wb"))

    def said(self):
        """The end of what its server had to say."""
        return (self.folder / "log").read_text()[-2000:]

    def processes(self):
        """The server's own process and those that it started."""
        own = str(self.server.pid)
        for status in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                parent = status.read_text().rsplit(")", 1)[1].split()[1]
            except OSError:
                continue
            if status.parent.name == own or parent == own:
                yield status.parent

    def memory(self, field="VmRSS"):
        total = 0.0
        for process in self.processes():
            for line in (process / "status").read_text().split("\n"):
                if line.startswith(field + ":"):
                    total += int(line.split()[1]) / 1024
        return total

    def cpu(self):
        ticks = 0
        for process in self.processes():
            parts = (process / "stat").read_text().rsplit(")", 1)[1].split()
            ticks += int(parts[11]) + int(parts[12])
        return ticks / os.sysconf("SC_CLK_TCK")
