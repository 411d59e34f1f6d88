"""The day's desk: the queue is ranked with its arithmetic, and a step that is done is away."""
import re

import pytest


def number(text):
    return int(re.sub(r"[^\d]", "", text))


@pytest.fixture
def page(demo):
    """Today's page, once the searches for gaps and changes have ended."""
    page = demo.page()
    for _ in range(240):
        page.goto("/next-steps")
        if page.locator(".step").count() and "job" not in page.inner_text(".top"):
            return page
        page.wait_for_timeout(500)
    raise AssertionError("no next step was found in the demo company")


def test_the_queue_is_ranked_by_what_it_is_worth(page):
    page.goto("/next-steps")
    worth = [number(text) for text in page.locator(".step__worth strong").all_inner_texts()]
    assert len(worth) > 8 and worth == sorted(worth, reverse=True)
    for step in page.locator(".step").all()[:8]:
        stake, chance, urgency = step.locator(".step__sum dd:not(.step__why)").all_inner_texts()
        product = number(stake.split(".")[0]) * number(chance) / 100 * number(urgency) / 100
        shown = number(step.locator(".step__worth strong").inner_text())
        assert abs(product - shown) <= max(2, shown * .06), (stake, chance, urgency, shown)


def test_the_first_step_is_done_by_keyboard_and_is_away(page):
    page.goto("/")
    first = page.locator(".step__title").first.inner_text()
    done = page.locator(".step button:has-text('Done')").first
    done.focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    page.locator("h1:text-is('Today')").wait_for()
    assert page.locator(".step__title").first.inner_text() != first
    assert "One step is done" in page.inner_text("main")


def test_a_step_opens_its_evidence_and_its_account(page):
    page.goto("/")
    for selector in (".step__title a", ".step__where a"):
        page.goto(page.locator(selector).first.get_attribute("href"))
        assert page.locator("h1").count() == 1
        page.go_back()


def test_the_portfolio_adds_up_and_places_accounts(page):
    page.goto("/portfolio")
    table = page.locator("section[aria-labelledby=accounts-heading] table")
    values = [number(text) for text in table.locator("tbody td:nth-child(2)").all_inner_texts()]
    total = number(table.locator("tfoot tr").locator("th, td").nth(1).inner_text())
    assert len(values) >= 20 and abs(sum(values) - total) <= len(values)
    assert page.locator(".matrix li").count() > 5


def test_the_queue_changes_right_after_the_edit_that_changes_it(page):
    page.goto("/next-steps?limit=1000")
    titles = page.locator(".step__title").all_inner_texts()
    task = page.locator(".step__title a[href^='/tasks/']").first
    name, address = task.inner_text(), task.get_attribute("href").split("#")[0]
    page.goto(address)
    with page.expect_navigation():
        page.locator("main form[action$='/closing'] button").first.click()
    page.goto("/next-steps?limit=1000")
    after = page.locator(".step__title").all_inner_texts()
    assert len(after) == len(titles) - 1 and after.count(name) == titles.count(name) - 1
