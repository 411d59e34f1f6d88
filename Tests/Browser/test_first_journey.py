"""The first journey: a real file through the wizard, to the unit and the cent, and back."""
import csv
import gzip
import math
import re
from decimal import Decimal, ROUND_HALF_EVEN

import pytest
from conftest import data_file


def juice(path):
    """Units and value of the juice file by its own arithmetic: all of it, and its last 52 weeks."""
    weeks = {}
    with gzip.open(path, "rt", newline="") as file:
        for row in csv.DictReader(file):
            units = round(math.exp(float(row["logmove"])))
            value = (units * Decimal(row["price" + row["brand"]])).quantize(Decimal("0.0001"), ROUND_HALF_EVEN)
            was = weeks.get(int(row["week"]), (0, Decimal(0)))
            weeks[int(row["week"])] = (was[0] + units, was[1] + value)
    late = sorted(week for week in weeks if week > max(weeks) - 52)
    return [(sum(weeks[w][0] for w in those), sum(weeks[w][1] for w in those)) for those in (weeks, late)]


def rows(path):
    with gzip.open(path, "rt", newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1


FILES = {
    "analgesics": ("analgesics/analgesics.csv.gz", "Dominick's", 364_692, Decimal("1554862.88"), "USD"),
    "orange-juice": ("orange_juice/orange_juice_store_week.csv.gz", "Dominick's", None, None, "USD"),
    "online-retail": (
        "online_retail/online_retail_to_2011_06.csv.gz", "Online gift customers", None, Decimal("4397950.761"), "GBP"),
}


def counts(page):
    pairs = zip(page.locator(".counts dt").all_inner_texts(), page.locator(".counts dd").all_inner_texts())
    return {label: int(value.replace(",", "")) for label, value in pairs}


def number(text):
    return Decimal(re.search(r"[−-]?[\d,]+(\.\d+)?", text).group(0).replace(",", "").replace("−", "-"))


def total(page, measure):
    row = page.locator("section", has=page.locator("#totals-heading")).locator("tbody tr", has_text=measure)
    return number(row.locator("td").first.inner_text())


def upload(page, path):
    """From the file to the check; answers the check's counts."""
    page.goto("/sales/imports/new")
    page.set_input_files("#import-file", str(path))
    page.click("form.form button.button--primary")
    page.wait_for_url(re.compile(r"/drafts/[\w-]+/(codes|check)$"), timeout=60_000)
    if page.url.endswith("/codes"):
        page.click(".form__foot button")
        page.wait_for_url(re.compile(r"/check$"), timeout=60_000)
    return counts(page)


def finish(page):
    """Imports what was checked and waits for the result."""
    page.click("form.form__foot button")
    page.wait_for_url(re.compile(r"/result$"))
    for _ in range(120):
        if page.locator(".counts dt").count():
            return counts(page)
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError("the import did not end: " + page.inner_text("main"))


def tiles(page):
    found = {}
    for tile in page.locator(".tile").all():
        link = tile.locator("a.tile__value")
        found[tile.locator(".tile__label").inner_text()] = (link.get_attribute("title"), link.get_attribute("href"))
    return found


def account(page, name):
    page.goto("/accounts?filter=level:top")
    page.locator("table.grid tbody th a", has_text=name).first.click()
    page.wait_for_load_state()
    return tiles(page)


@pytest.mark.parametrize("loader", FILES)
def test_a_real_file_is_imported_to_the_cent_and_undone(own, loader):
    name, holder, units, value, currency = FILES[loader]
    path = data_file(name)
    late_units, late_value = units, value
    if loader == "orange-juice":
        (units, value), (late_units, late_value) = juice(path)
    page = own.page()
    page.goto("/sales/overview")
    before = page.inner_text("main")
    checked = upload(page, path)
    assert loader in page.inner_text("main"), "the page does not say which loader read the file"
    assert checked["Rows taken"] == rows(path) and checked["Rejected"] == 0
    assert total(page, "Value") == value and (units is None or total(page, "Units") == units)
    assert finish(page)["Rows taken"] == checked["Rows taken"]
    result = page.url
    assert total(page, "Value") == value and (units is None or total(page, "Units") == units)

    shown = account(page, holder)
    assert number(shown["Value"][0]) == late_value and currency in shown["Value"][0]
    assert late_units is None or number(shown["Units"][0]) == late_units
    page.goto(shown["Value"][1])
    assert number(page.inner_text(".explain__value")) == late_value

    again = upload(page, path)
    assert again["Known already"] == checked["Rows taken"] and again["Restated"] == 0, again
    finish(page)
    assert account(page, holder) == shown, "a file that came twice changed the figures"
    for address in (page.url, result):
        take_back(page, address if address == result else newest(page))
    page.goto("/sales/overview")
    assert page.inner_text("main") == before


def newest(page):
    page.goto("/sales/imports")
    page.locator("table tbody th a").first.click()
    page.wait_for_load_state()
    return page.url


def take_back(page, address):
    page.goto(address)
    undo = page.locator("form[action$='/undo'] button")
    if undo.count():
        undo.click()
        page.click("dialog#confirm button[value=yes]")
        page.wait_for_load_state()
        page.locator("text=Taken back").first.wait_for()


def test_the_wizard_works_without_scripts(own):
    name, holder, units, value, _ = FILES["analgesics"]
    page = own.page(java_script_enabled=False)
    checked = upload(page, data_file(name))
    assert checked["Rows taken"] == 38_544
    finish(page)
    assert total(page, "Value") == value and total(page, "Units") == units
    assert number(account(page, holder)["Value"][0]) == value
