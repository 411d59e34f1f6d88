"""The finished program in a headless browser.

Every session has its own databases and ports. The program is MAINSTAY_BIN, or bin/mainstay; the real files are in
MAINSTAY_DATA, or ../shared/data beside the checkout.
"""
import os
import pathlib
import re
import sys

import pytest
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/Support/Live"))
from live import Live  # noqa: E402

BINARY = os.environ.get("MAINSTAY_BIN", str(ROOT / "bin/mainstay"))
DATA = pathlib.Path(os.environ.get("MAINSTAY_DATA", ROOT.parent / "shared/data"))
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PASSWORD = "harbour lantern by the gate 71"


def data_file(name):
    path = DATA / name
    if not path.exists():
        pytest.skip(f"the real file {name} is not here; set MAINSTAY_DATA to its folder")
    return path


class Company:
    """A running product and who signs in to it."""

    def __init__(self, live, browser):
        self.live, self.browser = live, browser
        self.email = self.password = None
        self.kept = {}
        self.said = []
        self.contexts = []

    @property
    def address(self):
        return self.live.address

    def context(self, who=None, **options):
        """A browser of its own, signed in as `who` (e-mail, password); what its console complains of is kept."""
        options.setdefault("viewport", {"width": 1280, "height": 860})
        options.setdefault("reduced_motion", "reduce")
        if who and who[0] in self.kept:
            options["storage_state"] = self.kept[who[0]]
        context = self.browser.new_context(base_url=self.address, **options)
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        context.on("console", lambda message: self.heard(message.type, message.text, message.page))
        context.on("weberror", lambda error: self.said.append(f"script: {error.error}"))
        if who and who[0] not in self.kept:
            page = context.new_page()
            sign_in(page, *who)
            self.kept[who[0]] = context.storage_state()
            page.close()
        return context

    def heard(self, kind, text, page):
        # A refusal that a test asks for is an answer; the browser writes it down as a failed load.
        refused = re.search(r"status of (4\d\d)", text)
        if kind in ("error", "warning") and not refused:
            self.said.append(f"{page.url if page else ''}: {text}")

    def page(self, who="admin", **options):
        return self.context((self.email, self.password) if who == "admin" else who, **options).new_page()

    def close(self):
        for context in self.contexts:
            context.close()
        self.contexts = []


def follow(page, selector):
    """Clicks what leads to another page, and waits for that page."""
    with page.expect_navigation():
        page.click(selector)


def sign_in(page, email, password):
    page.goto("/sign-in")
    page.fill("#login", email)
    page.fill("#password", password)
    follow(page, "form button")


@pytest.fixture(scope="session")
def chromium():
    if not pathlib.Path(CHROMIUM).exists():
        pytest.skip(f"there is no browser at {CHROMIUM}; set CHROMIUM to one")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo_server(chromium):
    with Live(binary=BINARY) as live:
        printed = live.run("demo").stdout
        live.serve()
        company = Company(live, chromium)
        company.email = re.search(r"e-mail\s+(\S+)", printed).group(1)
        company.password = re.search(r"password\s+(\S+)", printed).group(1)
        yield company


def quiet(company):
    """After each test: nothing was said on the console, no policy was broken."""
    said, company.said = company.said, []
    company.close()
    assert not said, "the console said:\n" + "\n".join(said)


@pytest.fixture
def demo(demo_server):
    """The invented company, signed in as its administrator."""
    yield demo_server
    quiet(demo_server)


@pytest.fixture
def nobody(chromium):
    """A product that was never set up."""
    with Live(binary=BINARY) as live:
        live.serve()
        company = Company(live, chromium)
        yield company
        quiet(company)


@pytest.fixture
def own(chromium):
    """An empty company with one administrator."""
    with Live(binary=BINARY) as live:
        live.add_admin()
        live.serve()
        company = Company(live, chromium)
        company.email, company.password = live.email, live.password
        yield company
        quiet(company)
