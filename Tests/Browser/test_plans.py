"""Targets and plans: a plan is begun, bound to its account's sales, signed, printed; the customer's copy holds nothing internal."""
import re

from conftest import follow


def test_targets_tie_and_open_down_to_an_account(demo):
    page = demo.page()
    page.goto("/targets")
    rows = page.locator("#tree tbody tr")
    assert rows.count() > 20
    whole = int(rows.first.locator("td").first.inner_text().replace(",", ""))
    exact = float(page.locator(".tile__value").first.get_attribute("title").split(" USD")[0].replace(",", ""))
    assert abs(whole - exact) <= 0.5, "the tree's first line is the tile"
    follow(page, "#tree tbody tr:nth-child(2) th a")
    assert "target" in page.inner_text("h1")
    assert "Pace for the season =" in page.inner_text("#arithmetic")


def test_a_plan_is_begun_and_bound(demo):
    page = demo.page()
    page.goto("/plans/new")
    page.select_option("#field-account", index=1)
    page.fill("#field-name", "Shelf by shelf")
    follow(page, "form .button--primary")
    plan = re.search(r"/plans/([0-9a-f-]{36})", page.url).group(0)
    follow(page, "#objectives .panel__head a")
    page.fill("#field-title", "Grow faster")
    follow(page, "form .button--primary")
    follow(page, "#objectives td a")
    page.fill("#field-title", "Value of a year")
    page.select_option("#field-mark", "sales-value")
    page.fill("#field-aim", "99000000")
    page.fill("#field-due", "2028-01-01")
    follow(page, "form .button--primary")
    row = page.locator("#objectives tbody tr").nth(1)
    assert "52 weeks to" in row.inner_text() and "99,000,000 USD" in row.inner_text()
    assert re.search(r"[1-9][\d,]+ USD", row.locator("td").nth(2).inner_text()), "its number is read from sales"
    # Nothing typed is lost where somebody else was quicker.
    page.goto(plan)
    follow(page, "#objectives tbody tr:nth-child(1) th a")
    other = demo.page()
    other.goto(page.url)
    other.fill("#field-title", "Grow twice as fast")
    follow(other, "form .button--primary")
    page.fill("#field-title", "Grow three times as fast")
    page.click("form .button--primary")
    page.wait_for_load_state()
    assert "Grow twice as fast" in page.content() and "Grow three times as fast" in page.content()
    page.goto(plan)
    with page.expect_navigation():
        page.click("text=Sign this edition")
    assert "Signed by" in page.inner_text(".head")


def test_a_plan_prints_on_a_page(demo):
    page = demo.page()
    page.goto("/plans")
    follow(page, "#plans tbody tr:first-child th a")
    follow(page, "text=On a page")
    assert page.locator(".sheet__block").count() >= 5
    paper = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) <= 2


def test_the_customers_copy_holds_nothing_internal(demo):
    page = demo.page()
    page.goto("/plans")
    follow(page, "#plans tbody tr:has-text('joint') th a")
    whole = page.inner_text("main")
    assert "Our contribution after all terms" in whole and "Seen in the store checks" in whole
    text = page.request.get(page.url.split("#")[0] + "/customer-copy").text()
    assert "Display in every store" in text
    assert "Our contribution" not in text and "trade terms" not in text and "Seen in the store checks" not in text
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-7", text), "no id of ours is in it"
