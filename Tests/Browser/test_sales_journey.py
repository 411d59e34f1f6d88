"""A file's way from the portal to the board room: imported, trusted, analysed, opened down to its rows, taken away.

The totals are the file's at each step.
"""
import csv
import io
import re
from decimal import Decimal

import openpyxl
from conftest import data_file, follow
from test_analysis import grid
from test_first_journey import finish, number, total, upload

UNITS, VALUE = 364_692, Decimal("1554862.88")
QUESTION = "/analysis?rows=item&metric=value,units"


def table(page, address):
    return list(csv.DictReader(io.StringIO(page.request.get(address).text())))


def test_the_totals_of_a_file_stand_at_every_step(own):
    page = own.page()
    checked = upload(page, data_file("analgesics/analgesics.csv.gz"))
    assert total(page, "Units") == UNITS and total(page, "Value") == VALUE
    assert finish(page)["Rows taken"] == checked["Rows taken"] == 38_544

    # How far it can be trusted: every week, every store, nothing lost on the way.
    page.goto("/sales/sources")
    follow(page, ".table tbody th a")
    assert "48 of 48 weeks are there" in page.inner_text(".answer")
    weeks = table(page, page.url + "?format=csv")
    assert len(weeks) == 48 and {one["Sites"] for one in weeks} == {"73"}
    assert sum(Decimal(one["Units"]) for one in weeks) == UNITS
    assert sum(Decimal(one["Value"]) for one in weeks) == VALUE

    # The same figures by item; the parts are the whole.
    page.goto(QUESTION)
    heads, rows = grid(page)
    assert len(rows) == 12 and rows[-1][0] == "Total"
    assert number(rows[-1][1]) == VALUE and number(rows[-1][2]) == UNITS
    assert sum(number(row[1]) for row in rows[:-1]) == VALUE

    # One figure, opened: its formula, the file it was read from, and that file's own page.
    follow(page, "#analysis tbody tr:last-child td a")
    assert number(page.inner_text(".explain__value")) == VALUE
    files = page.locator("section", has=page.locator("#sources-heading"))
    assert files.locator("tbody tr").count() == 1
    assert number(files.locator("tfoot td").last.inner_text()) == VALUE
    follow(page, "section:has(#sources-heading) tbody th a")
    assert re.search(r"/sales/imports/[\w-]+$", page.url) and total(page, "Value") == VALUE

    # Taken away, as text and as a workbook.
    text = table(page, QUESTION + "&format=csv")
    assert Decimal(text[-1]["Value"]) == VALUE and Decimal(text[-1]["Units"]) == UNITS
    book = openpyxl.load_workbook(io.BytesIO(page.request.get(QUESTION + "&format=xlsx").body()))
    cells = [row for row in book.worksheets[0].iter_rows(values_only=True) if row[0] == "Total"]
    assert len(cells) == 1
    assert Decimal(str(cells[0][1])) == VALUE and cells[0][2] == UNITS
    about = " ".join(str(cell) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    assert "Data through" in about and "sum of value" in about
