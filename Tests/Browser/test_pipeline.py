"""The board of deals: a deal is moved by keys alone, and what it weighs is moved with it."""
import re

from conftest import follow


def columns(page):
    """By stage, in order: the names of its cards."""
    found = []
    for column in page.locator(".board__column").all():
        found.append((column.get_attribute("data-stage"), column.locator(".card").evaluate_all("all => all.map(one => one.id)")))
    return found


def count(page, stage):
    return int(page.locator(f"[data-stage='{stage}'] h2 small").inner_text().replace(",", ""))


def test_a_deal_is_moved_by_keyboard(demo):
    page = demo.page()
    page.goto("/pipeline")
    board = columns(page)
    at = next(place for place, (_, cards) in enumerate(board[:-3]) if cards)
    here, there = board[at][0], board[at + 1][0]
    before = count(page, here), count(page, there)
    # The board is reached and walked by Tab and arrows; the first card with the focus is moved.
    page.locator("[data-board]").focus()
    page.keyboard.press("Tab")
    for _ in range(40):
        card = page.evaluate("document.activeElement.id")
        if card.startswith("deal-"):
            break
        page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.closest('[data-stage]').dataset.stage") != here:
        page.keyboard.press("ArrowRight")
    card = page.evaluate("document.activeElement.id")
    with page.expect_navigation():
        page.keyboard.press("Shift+ArrowRight")
    page.wait_for_load_state()
    assert (count(page, here), count(page, there)) == (before[0] - 1, before[1] + 1)
    follow(page, f"#{card} .card__name") if page.locator(f"#{card}").count() else page.goto("/deals/" + card.removeprefix("deal-"))
    history = page.inner_text("main")
    assert page.locator("h1").count() == 1 and re.search(r"(?i)stage", history)
    # And back, so that it stands where it stood.
    page.goto("/pipeline")
    page.locator(f"#{card}").focus()
    assert page.evaluate("document.activeElement.id") == card
    with page.expect_navigation():
        page.keyboard.press("Shift+ArrowLeft")
    assert (count(page, here), count(page, there)) == before


def test_a_deal_is_moved_without_scripts(demo):
    page = demo.page(java_script_enabled=False)
    page.goto("/pipeline")
    board = page.locator(".board__column")
    at = next(place for place in range(board.count() - 3) if board.nth(place).locator(".card").count())
    here, there = (board.nth(place).get_attribute("data-stage") for place in (at, at + 1))
    before = count(page, here), count(page, there)
    card = board.nth(at).locator(".card").first
    card.locator("summary").click()
    card.locator("select").select_option(value=there)
    follow(page, f"#{card.get_attribute('id')} form button")
    assert (count(page, here), count(page, there)) == (before[0] - 1, before[1] + 1)
