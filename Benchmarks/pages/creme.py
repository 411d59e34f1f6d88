"""creme, an open CRM that draws its pages on the server, as a peer: its organisations are our accounts."""
import http.cookiejar
import os
import re
import secrets
import subprocess
import time
import urllib.parse
import urllib.request

from peer import Peer

SETTINGS = """
from .settings import *  # NOQA
from .local_settings import *  # NOQA
SECRET_KEY = {secret!r}
JOBMANAGER_BROKER = 'unix_socket://{folder}/'
"""

FILL = """
from creme.creme_core.models import CremeUser
from creme.persons import get_organisation_model
from django.db import transaction
user = CremeUser.objects.get_admin()
user.set_password({password!r})
user.save()
with transaction.atomic():
    made = [get_organisation_model().objects.create(user=user, name=f"Account {{number:04}}") for number in range({count})]
print("made", user.username, user.id, made[-1].id)
"""


class Creme(Peer):
    name, packages = "creme", ["creme-crm==2.8.6", "gunicorn==27.0.1"]
    seconds = 60
    # Its sessions are rows of the same SQLite file, which now and then is locked for longer than it waits. Of creates by
    # eight at once half are refused, so they are left out.
    refusals = 0.1

    def start(self):
        self.environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "peer.bench_settings"}
        self.creme("creme_start_project", "peer", cwd=self.folder, settings=False)
        self.project = self.folder / "peer"
        self.environment["PYTHONPATH"] = str(self.project)
        (self.project / "peer/bench_settings.py").write_text(
            SETTINGS.format(secret=secrets.token_urlsafe(40), folder=self.folder))
        for words in (["migrate"], ["creme_populate"], ["generatemedia"]):
            self.creme(*words, cwd=self.project)

    def creme(self, *words, cwd, settings=True, stdin=None):
        environment = self.environment if settings else os.environ
        done = subprocess.run(
            [self.tool("creme"), *words], cwd=cwd, env=environment, input=stdin, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"creme {' '.join(words)}: {done.stderr[-2000:]}")
        return done.stdout

    def fill(self, count):
        said = self.creme("shell", cwd=self.project, stdin=FILL.format(password=self.password, count=count))
        found = re.search(r"made (\S+) (\d+) (\d+)", said)
        if not found:
            raise SystemExit(f"creme took no records: {said[-2000:]}")
        self.login, _, self.record = found.groups()
        self.serve(
            self.tool("gunicorn"), "--workers", "2", "--timeout", "120", "--bind", f"127.0.0.1:{self.port}", "peer.wsgi",
            environment=self.environment, cwd=self.project)

    def sign_in(self):
        jar = http.cookiejar.CookieJar()
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        for _ in range(100):
            try:
                page = browser.open(self.address + "/creme_login", timeout=60).read().decode()
                break
            except OSError:
                time.sleep(0.5)
        else:
            raise SystemExit(f"creme did not start: {self.said()}")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
        form = urllib.parse.urlencode(
            {"csrfmiddlewaretoken": token, "username": self.login, "password": self.password})
        browser.open(self.address + "/creme_login", form.encode(), timeout=120).read()
        held = {cookie.name: cookie.value for cookie in jar}
        if "sessionid" not in held:
            raise SystemExit("creme refused the sign-in")
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in held.items()), "Accept-Encoding": "gzip"}

    def measure(self, count, load):
        self.fill(count)
        heads = self.sign_in()
        return {
            "list of 50, page": load(self, "/persons/organisations?rows=50", heads),
            "record, page": load(self, f"/persons/organisation/{self.record}", heads),
            "memory": self.memory("VmHWM"),
        }
