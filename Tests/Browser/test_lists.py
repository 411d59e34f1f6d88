"""Lists: keys, endless rows, filters, columns, files, changes to many rows, conflicts."""
import csv
import io

import openpyxl
from conftest import follow

ROWS = "table.grid tbody tr[data-row]"


def shown(page):
    return page.locator("table.grid tbody tr[data-row] th").all_inner_texts()


def test_the_palette_finds_and_opens(demo):
    page = demo.page()
    page.goto("/")
    page.keyboard.press("Control+k")
    page.keyboard.type("Brambleway Mark")
    page.locator("a.result", has_text="Brambleway Markets").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/*")
    assert page.inner_text("h1") == "Brambleway Markets"


def test_a_letter_after_g_goes_to_each_area(demo):
    page = demo.page()
    page.goto("/jobs")
    keys = page.eval_on_selector_all(".nav a[data-key]", "all => all.map(one => [one.dataset.key, one.pathname])")
    assert len({key for key, _ in keys}) == len(keys), f"a key stands for two areas: {keys}"
    for key, path in keys:
        page.goto("/account-settings")
        page.keyboard.press("g")
        page.keyboard.press(key)
        page.wait_for_url(lambda address: address.split("?")[0].endswith(path))


def test_rows_are_walked_marked_and_opened_by_keys(demo):
    page = demo.page()
    page.goto("/accounts")
    for key in "jjjk":
        page.keyboard.press(key)
    current = page.locator("tr[data-current]")
    assert current.count() == 1 and current.locator("th").inner_text() == shown(page)[1]
    page.keyboard.press("x")
    assert current.locator("input").is_checked() and page.inner_text("[data-marked]") == "1 marked"
    name = current.locator("th").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/*-*")
    assert page.inner_text("h1") == name


def test_a_list_loads_on_to_its_end_and_once_each(demo):
    page = demo.page()
    page.goto("/accounts")
    whole = int(page.inner_text("h1 small").replace(",", ""))
    assert page.locator(ROWS).count() == 50 < whole
    for _ in range(60):
        more = page.locator(".grid__more")
        if not more.count():
            break
        more.scroll_into_view_if_needed()
        page.wait_for_timeout(120)
    names = page.eval_on_selector_all("table.grid tbody th a", "all => all.map(one => one.href)")
    assert len(names) == len(set(names)) == whole


def test_filters_make_chips_that_can_be_taken_away(demo):
    page = demo.page()
    page.goto("/accounts")
    page.click(".toolbar details:has-text('Filter') summary")
    page.select_option("#filter-kind", "kind:dc")
    follow(page, ".toolbar form.menu__sheet--wide button")
    assert page.locator(".chip").all_inner_texts() and "DC" in page.inner_text(".chips")
    kinds = set(page.locator(f"{ROWS} td:nth-of-type(2)").all_inner_texts())
    assert kinds == {"DC"}
    follow(page, ".chip a")
    assert page.locator(".chip").count() == 0 and page.inner_text("h1 small") == "614"


def test_columns_are_chosen_and_stay_so_in_the_address(demo):
    page = demo.page()
    page.goto("/accounts?filter=level:top&column=kind&column=tier")
    page.click(".toolbar details:has-text('Columns') summary")
    page.uncheck("[type=checkbox][name=column][value=tier]")
    page.check("[type=checkbox][name=column][value=city]")
    follow(page, ".toolbar details:has-text('Columns') form button")
    heads = [text.strip() for text in page.locator("table.grid thead th").all_inner_texts()]
    assert heads == ["Name", "Kind", "City"]
    assert "level" in page.url


def test_the_accounts_open_on_the_national_ones(demo):
    page = demo.page()
    page.goto("/")
    follow(page, ".nav a:has-text('Accounts')")
    assert page.inner_text(".tabs [aria-current]") == "National accounts"
    assert page.inner_text("h1 small") == str(page.locator(ROWS).count()) == "24"
    follow(page, ".tabs a:has-text('All')")
    assert page.inner_text("h1 small") == "614"


def exported(page, label):
    page.click(".toolbar details:has-text('Export') summary")
    with page.expect_download() as waiting:
        page.click(f".menu__sheet a:has-text('{label}')")
    return waiting.value.path()


def test_files_hold_what_the_list_shows(demo):
    page = demo.page()
    address = "/accounts?filter=level:top&sort=-name&column=kind&column=owner&column=sites"
    page.goto(address)
    heads = [text.strip() for text in page.locator("table.grid thead th").all_inner_texts()]
    rows = [[cell.strip() for cell in row.locator("th, td:not(.grid__mark)").all_inner_texts()]
            for row in page.locator(ROWS).all()]
    assert len(rows) == 24
    text = exported(page, "CSV").read_text(encoding="utf-8-sig")
    lines = [line for line in csv.reader(io.StringIO(text)) if line]
    start = lines.index(heads)
    assert lines[start + 1:start + 1 + len(rows)] == rows
    page.goto(address)
    with open(exported(page, "Excel"), "rb") as file:
        book = openpyxl.load_workbook(io.BytesIO(file.read()))
    cells = [["" if cell is None else str(cell) for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    start = next(place for place, row in enumerate(cells) if row[:len(heads)] == heads)
    assert [row[:len(heads)] for row in cells[start + 1:start + 1 + len(rows)]] == rows


def test_marked_rows_are_changed_together(demo):
    page = demo.page()
    page.goto("/accounts?q=Nightwren")
    names = shown(page)
    assert len(names) >= 2
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    page.select_option(".bulk select[name=status]", "prospect")
    page.click(".bulk button")
    follow(page, "dialog#confirm button[value=yes]")
    page.goto("/accounts?q=Nightwren&filter=status:prospect")
    assert shown(page) == names[:2]


def test_a_change_that_crosses_another_is_shown_and_not_overwritten(demo):
    first, second = demo.page(), demo.page()
    first.goto("/accounts?filter=level:top&q=Pikemoor")
    follow(first, "table.grid tbody th a")
    address = first.url.split("?")[0]
    for page in (first, second):
        page.goto(address + "/edit")
    first.fill("[name=city]", "Harwick")
    follow(first, ".form__foot button.button--primary")
    assert not first.url.endswith("/edit"), first.inner_text("main")
    second.fill("[name=city]", "Elmsford")
    second.click(".form__foot button.button--primary")
    second.locator("[role=alert]").first.wait_for()
    told = second.inner_text("[role=alert]")
    assert "Somebody else saved" in told and "Harwick" in told and "Elmsford" in told
    first.goto(address + "/edit")
    assert first.input_value("[name=city]") == "Harwick"


def test_a_row_is_edited_by_its_key(demo):
    page = demo.page()
    page.goto("/accounts?filter=level:top")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.wait_for_url("**/edit")
    assert page.input_value("[name=name]")
