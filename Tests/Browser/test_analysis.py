"""Any figure by rows and columns: asked, opened, saved, watched; the totals are the same at each step."""
import csv
import io
import re

from conftest import follow
from test_first_journey import number


def grid(page):
    table = page.locator("#analysis > .table-box table").first
    heads = [head.strip() for head in table.locator("thead th").all_inner_texts()]
    rows = [row.locator("th, td").all_inner_texts() for row in table.locator("tbody tr").all()]
    return heads, rows


def test_a_question_is_asked_opened_and_taken_away(demo):
    page = demo.page()
    page.goto("/analysis?rows=account&metric=value,units&compare=last-year")
    heads, rows = grid(page)
    assert rows[-1][0] == "Total" and len(rows) > 3
    total = number(rows[-1][1])
    assert sum(number(row[1]) for row in rows[:-1]) == total
    # One level down, the parts are the row together.
    name, value = rows[0][0], number(rows[0][1])
    follow(page, f"#analysis tbody th a:text-is('{name}')")
    assert page.locator(".chip").count() == 1
    _, below = grid(page)
    assert number(below[-1][1]) == value
    # The figure is explained by the same figure, and its files add up to it.
    follow(page, "#analysis tbody tr:last-child td a")
    assert number(page.inner_text(".explain__value")) == value
    assert page.locator(".note--watch").count() == 0
    # And the file holds it.
    text = page.request.get("/analysis?rows=account&metric=value,units&compare=last-year&format=csv").text()
    lines = list(csv.reader(io.StringIO(text)))
    assert lines[0][0] == "Account" and lines[-1][0] == "Total" and number(lines[-1][1]) == total


def test_a_choice_refreshes_the_answer_and_the_address(demo):
    page = demo.page()
    page.goto("/analysis?rows=account&metric=units")
    page.select_option("#ask-rows-1", "brand")
    page.wait_for_url(re.compile("rows=brand"))
    heads, rows = grid(page)
    assert heads[0] == "Brand" and rows[-1][0] == "Total"


def test_it_works_without_scripts_and_on_a_phone(demo):
    page = demo.page(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.goto("/analysis?rows=account&metric=units")
    page.select_option("#ask-rows-1", "category")
    follow(page, "form.ask button[type=submit]")
    assert "rows=category" in page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_an_analysis_is_saved_put_on_a_dashboard_and_watched(demo):
    page = demo.page()
    page.goto("/analysis?rows=account&metric=value&compare=last-year")
    follow(page, "a:text-is('Save analysis')")
    page.fill("[name=name]", "Accounts against last year")
    follow(page, "button:text-is('Save analysis')")
    assert page.inner_text("h1") == "Accounts against last year"
    follow(page, "a:text-is('Watch it')")
    page.select_option("[name=rule]", "above")
    page.fill("[name=threshold]", "0")
    follow(page, "button:text-is('Watch it')")
    page.goto("/dashboards/new")
    page.fill("[name=name]", "Monday")
    page.select_option("[name=analysis]", label="Accounts against last year")
    follow(page, "button:text-is('Add dashboard')")
    assert page.inner_text("h1") == "Monday"
    page.wait_for_selector(".panel__body > .table-box table")
    for _ in range(240):
        page.goto("/alerts")
        if page.locator("td:text-is('holds')").count():
            break
        page.wait_for_timeout(500)
    assert page.locator("td:text-is('holds')").count() > 2
    page.goto("/")
    assert page.locator(".attention a[href^='/analysis/explain']").count() > 0


def test_the_dictionary_is_searched_and_each_figure_has_its_page(demo):
    page = demo.page()
    page.goto("/metrics-dictionary?q=tdp")
    follow(page, "tbody th a:text-is('Total distribution points')")
    assert "sum of %ACV of items" in page.inner_text(".formula")
    page.goto("/search?q=sppd")
    assert page.locator("a[href='/metrics-dictionary/sppd']").count() == 1
