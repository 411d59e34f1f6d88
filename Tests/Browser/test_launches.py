"""Launches and the bridge: tell one, see how it will grow, forecast it, change it, take it back; what lies in the pipeline."""
from conftest import follow
from test_forecasts import number, run


def answer(page):
    """The page's answer; its figures hold together by spaces that do not break."""
    return page.inner_text(".answer").replace("\u00a0", " ")


def test_a_launch_from_its_entry_to_its_forecast(demo):
    page = demo.page()
    page.goto("/forecasts/launches")
    assert "still to come" in page.inner_text(".answer")
    assert "In the place of" in page.inner_text("#launches") and "at 40 %" in page.inner_text("#launches")

    # Without a like item nothing is kept, and the field says what is missing.
    follow(page, ".head a:has-text('New launch')")
    page.select_option("#field-product", index=1)
    page.fill("#field-from", page.evaluate("new Date(Date.now() + 28 * 864e5).toISOString().slice(0, 10)"))
    page.fill("#field-reason", "Agreed with the buyer")
    page.click("form .button--primary")
    page.wait_for_load_state()
    assert "Neither a like item nor an item replaced" in page.content()

    page.goto("/forecasts/launches")
    follow(page, "#launches tbody tr:has-text('Winter Edition') th a")
    assert "at 40 %" in answer(page)
    how = page.inner_text("#how").lower()
    assert "of its settled rate" in how or "no launches to learn from" in how
    account = page.inner_text(".head").split("\n")
    account = next(line for line in account if ", from " in line).split(", from ")[0]
    run(page, account, "item")
    follow(page, "text=By product")
    page.goto("/forecasts/launches")
    follow(page, "#launches tbody tr:has-text('Winter Edition') th a")
    follow(page, ".head a:has-text('Its forecast')")
    assert "Like " in page.inner_text("#why") or "Launches" in page.inner_text("#why")

    page.goto("/forecasts/launches")
    follow(page, "#launches tbody tr:has-text('Winter Edition') th a")
    follow(page, ".head a:has-text('Change')")
    page.fill("#field-level", "55")
    follow(page, "form .button--primary")
    assert "at 55 %" in answer(page)
    follow(page, ".head a:has-text('Take back')")
    follow(page, "form .button--primary")
    assert "Winter Edition" not in page.inner_text("main")


def test_what_goes_in_and_what_is_sold_tie(demo):
    page = demo.page()
    page.goto("/forecasts/bridge")
    parts = page.locator("#parts tbody tr")
    assert parts.count() > 5
    cells = [[cell for cell in row.locator("td").all_inner_texts()] for row in parts.all()]
    for at in (1, 2):
        assert sum(number(row[at]) for row in cells[:-1]) == number(cells[-1][at])
    follow(page, "#parts tbody tr:first-child th a")
    for row in page.locator("#weeks tbody tr").all():
        opening, sell_in, sell_out, _, closing = [number(text) for text in row.locator("td").all_inner_texts()[:5]]
        assert opening + sell_in - sell_out == closing
    follow(page, ".head a:has-text('Count and cover')")
    page.fill("#field-units", "many")
    page.click("form .button--primary")
    page.wait_for_load_state()
    assert "no number of units" in page.content()
    page.fill("#field-units", "1000000")
    follow(page, "form .button--primary")
    assert "weeks of cover" in page.inner_text(".answer")
