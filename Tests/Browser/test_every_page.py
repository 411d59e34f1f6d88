"""Every page that a link of the demo company leads to."""
import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

MOST = 120
PER_KIND = 3
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FORMS = ["/accounts/new", "/products/new", "/users/new", "/teams/new", "/tokens/new", "/accounts/merges/new",
         "/accounts/imports/new", "/products/imports/new", "/settings/edit", "/account-settings/edit",
         "/account-settings/password", "/sales/imports/new", "/search?q=market"]
IDENTITY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}")


def kind(address):
    parts = urlsplit(address)
    return IDENTITY.sub("{id}", parts.path) + "?" + ",".join(sorted({key for key, _ in parse_qsl(parts.query)}))


def links(page, base):
    found = page.eval_on_selector_all("a[href]:not([download])", "all => all.map(one => new URL(one.getAttribute('href'), location).href)")
    for address in found:
        address = address.split("#")[0]
        if address.startswith(base) and "format=" not in address and not re.search(r"/(api|assets)/|rejects", address):
            yield address.removeprefix(base) or "/"


@pytest.fixture(scope="module")
def site(demo_server):
    """Addresses by kind, found by following links from the start."""
    page = demo_server.page()
    waiting, seen, taken, broken = ["/", *FORMS], set(), {}, []
    while waiting and sum(map(len, taken.values())) < MOST:
        address = waiting.pop(0)
        if address in seen or len(taken.get(kind(address), [])) >= PER_KIND:
            continue
        seen.add(address)
        answer = page.goto(address)
        if answer.status != 200:
            broken.append((address, answer.status))
            continue
        taken.setdefault(kind(address), []).append(address)
        waiting.extend(dict.fromkeys(links(page, demo_server.address)))
    demo_server.close()
    return taken, broken


def breaches(page):
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    return [f"{one['id']}: " + "; ".join(node["html"][:140] for node in one["nodes"][:2]) for one in found]


def one_of_each(site):
    return [addresses[0] for addresses in site[0].values()]


def test_every_link_leads_to_a_page(demo, site):
    taken, broken = site
    assert not broken
    assert sum(map(len, taken.values())) > 60, sorted(taken)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_kind_of_page_is_accessible(demo, site, theme):
    page = demo.page(color_scheme=theme)
    told = []
    for address in one_of_each(site):
        page.goto(address)
        assert page.locator("h1").count() == 1, address
        told += [f"{address} {breach}" for breach in breaches(page)]
    assert not told, "\n".join(told)


def test_pages_are_accessible_on_a_phone(demo, site):
    page = demo.page(viewport={"width": 390, "height": 844})
    account = next(address[0] for name, address in site[0].items() if name == "/accounts/{id}?")
    told = []
    for address in ("/", "/accounts", account, "/sales/imports/new", "/accounts/new"):
        page.goto(address)
        told += [f"{address} {breach}" for breach in breaches(page)]
    assert not told, "\n".join(told)


def test_no_page_is_wider_than_a_small_phone(demo, site):
    page = demo.page(viewport={"width": 320, "height": 640})
    wide = []
    for address in one_of_each(site):
        page.goto(address)
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            wide.append((address, over))
    assert not wide


def test_every_kind_of_page_reads_without_scripts(demo, site):
    page = demo.page(java_script_enabled=False)
    for address in one_of_each(site):
        page.goto(address)
        text = page.inner_text("main")
        assert page.locator("h1").first.is_visible() and len(text) > 40, address
        assert "{{" not in text, address
