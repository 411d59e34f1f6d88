"""Forecasts: run one, look into it, override an account, see its items move and the tree tie, lock, export, read value added."""
import io
import re
import zipfile

from conftest import follow


def number(text):
    return int(re.sub(r"[^\d]", "", text) or 0)


def run(page, account, level, known_on=None):
    """Makes a forecast of one account and opens it."""
    page.goto("/forecasts/new" + (f"?knownOn={known_on}" if known_on else ""))
    page.select_option("#field-account", label=account)
    page.select_option("#field-level", level)
    page.fill("#field-horizon", "16")
    follow(page, "form .button--primary")
    for _ in range(900):
        page.goto("/forecasts/versions")
        if "is being made" not in page.inner_text(".answer, .empty"):
            break
        page.wait_for_timeout(500)
    follow(page, "#versions tbody tr:first-child th a")


def table(page):
    rows = page.locator("#parts tbody tr")
    body = [[number(cell) for cell in row.locator("td").all_inner_texts()] for row in rows.all()]
    return body, [number(cell) for cell in page.locator("#parts tfoot tr").locator("th, td").all_inner_texts()[1:]]


def test_a_forecast_from_run_to_lock(demo):
    page = demo.page()
    run(page, "Alderquay Food Halls", "item")
    assert "units in the 16 weeks" in page.inner_text(".answer")
    assert "repeating last year" in page.inner_text(".answer")
    assert "Level" in page.inner_text("#why") and "= " in page.inner_text("#why")
    assert "Method: Pool" in page.inner_text("#method")
    body, foot = table(page)
    columns = len(foot) - 1  # Worth is rounded for reading.
    assert columns > 3 and all(sum(row[at] for row in body) == foot[at] for at in range(columns))

    # Without a reason nothing is kept; with one the parts move in proportion and still tie.
    follow(page, ".head a:has-text('Override')")
    page.fill("#field-amount", "20")
    page.fill("#field-reason", " ")
    page.click("form .button--primary")
    page.wait_for_load_state()
    assert "needs its reason" in page.content()
    page.fill("#field-reason", "A second shelf from next month")
    follow(page, "form .button--primary")
    assert "A second shelf" in page.inner_text("#overrides") and "+20.0 %" in page.inner_text("#why")
    after, total = table(page)
    assert all(sum(row[at] for row in after) == total[at] for at in range(columns))
    assert total[columns - 2] > foot[columns - 2] and total[columns - 1] == foot[columns - 1]
    follow(page, "text=By product")
    items, again = table(page)
    assert again[:columns] == total[:columns]
    assert all(sum(row[at] for row in items) == again[at] for at in range(columns))
    assert sum(row[columns - 2] > row[columns - 1] for row in items) > len(items) / 2, "most products moved"

    with page.expect_download() as wait:
        page.locator(".head a:has-text('XLSX')").click()
    book = zipfile.ZipFile(io.BytesIO(open(wait.value.path(), "rb").read()))
    assert any(name.startswith("xl/worksheets/") for name in book.namelist())
    follow(page, ".head a:has-text('Demand plan')")
    assert "cases over 13 weeks" in page.inner_text(".answer")
    schedule = page.request.get(page.locator("a:has-text('X12 830')").get_attribute("href")).text()
    assert schedule.startswith("ISA*") and "~\nST*830*" in schedule and "FST*" in schedule
    page.go_back()
    follow(page, ".head a:has-text('Lock')")
    page.fill("#field-name", "November cycle")
    follow(page, "form .button--primary")
    assert "Locked as “November cycle”" in page.inner_text(".head")
    assert page.locator(".head a:has-text('Override')").count() == 0


def test_a_forecast_is_held_against_what_came(demo):
    page = demo.page()
    page.goto("/forecasts/versions")
    known = page.evaluate("new Date(Date.now() - 5 * 7 * 864e5).toISOString().slice(0, 10)")
    run(page, "Remedrake Drug", "brand", known)
    assert "Looked back" in page.inner_text(".head")
    follow(page, ".head a:has-text('Accuracy')")
    follow(page, "text=Lag 1")
    text = page.inner_text("main")
    assert "repeating last year" in page.inner_text(".answer")
    assert "Statistical" in text and "Value added" in text.replace("VALUE ADDED", "Value added")
    assert page.locator("#weeks tbody tr").count() >= 1


def test_who_may_not_see_an_account_does_not_see_its_forecast(demo):
    page = demo.page()
    answer = page.request.get("/forecasts?account=00000000-0000-7000-8000-00000000dead")
    assert answer.status == 404
