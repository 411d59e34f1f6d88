"""The board of deals: a deal is moved by keys alone, and what it weighs is moved with it."""
import re

from conftest import data_file, follow


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


def counted(page):
    pairs = zip(page.locator(".counts dt").all_inner_texts(), page.locator(".counts dd").all_inner_texts())
    return {label: int(value.replace(",", "")) for label, value in pairs}


def imported(page, what, path, **fields):
    """Uploads a file of records, looks at what it would do and has it done; answers what was shown before."""
    page.goto(f"/{what}/imports/new")
    page.set_input_files("input[type=file]", str(path))
    for name, value in fields.items():
        page.fill(f"[name={name}]", value)
    follow(page, "main .form__foot button")
    shown = counted(page)
    page.click("main form button.button--primary")
    for _ in range(120):
        page.wait_for_timeout(500)
        page.reload()
        if "done" in page.inner_text(".sentence"):
            return shown
    raise AssertionError(page.inner_text("main"))


def test_a_real_pipeline_comes_in_and_is_held_against_its_own_history(own):
    """8,800 deals of a seller of hardware: the published totals on the board, in calibration and then and now."""
    folder = data_file("crm_pipeline")
    page = own.page()
    assert imported(page, "products", folder / "products.csv")["New"] == 7
    assert imported(page, "accounts", folder / "accounts.csv", mapping="parent=subsidiary_of")["New"] == 85
    shown = imported(page, "deals", folder / "sales_pipeline.csv", source="CRM")
    assert (shown["New"], shown["Rejected"], shown["Without an account"]) == (8_800, 0, 1_425)
    text = page.inner_text("main")
    assert "4,238 won for 10,005,534.00 USD, 2,473 lost, 2,089 open" in text.replace("\u00a0", " ")
    assert "“GTXPro” is taken for “GTX Pro”" in text and "1,480" in text
    page.goto("/pipeline/calibration?from=2017-04-01&to=2017-06-30")
    calibration = page.inner_text("main").replace("\u00a0", " ")
    assert "3,086,111" in calibration or "3.1 M" in calibration, calibration[:900]
    assert page.locator("main table tbody tr").count() > 0
    page.goto("/pipeline/snapshot?on=2017-03-01&known=now")
    then = page.inner_text("main")
    assert re.search(r"\d[\d,]* deals", then), then[:900]
