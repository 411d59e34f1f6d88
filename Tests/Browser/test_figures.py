"""Every figure is a door, and what stands behind it adds up."""
import re
from decimal import Decimal

import pytest
from conftest import follow
from test_first_journey import number, tiles


def cells(page, heading):
    table = page.locator("section", has=page.locator(f"h2:text-is('{heading}')")).locator("table")
    heads = [head.strip() for head in table.locator("thead th").all_inner_texts()]
    body = [dict(zip(heads, row.locator("th, td").all_inner_texts())) for row in table.locator("tbody tr").all()]
    foot = table.locator("tfoot tr").locator("th, td").all_inner_texts()
    return body, dict(zip(heads, foot))


@pytest.mark.parametrize("name", ["Brambleway Markets", "Basketwing"])
def test_the_parts_of_every_tile_add_up_to_it(demo, name):
    page = demo.page()
    page.goto("/accounts?filter=level:top&q=" + name.split()[0])
    follow(page, f"table.grid tbody th a:text-is('{name}')")
    shown = tiles(page)
    sold = {"Value", "Units", "Average price", "Stores selling", "Items selling"}
    assert sold <= set(shown)
    for label, (title, href) in shown.items():
        if label not in sold:
            continue
        answer = page.goto(href)
        assert answer.status == 200
        exact = number(page.inner_text(".explain__value"))
        assert exact == number(title), label
        assert page.locator(".note--watch").count() == 0, page.inner_text(".note--watch")
        files, together = cells(page, "Files it was read from")
        units = sum(number(row["Units"]) for row in files)
        value = sum(number(row["Value"]) for row in files)
        assert files and number(together["Units"]) == units and number(together["Value"]) == value
        if label == "Value":
            assert value == exact
        if label == "Units":
            assert units == exact
        if label == "Average price":
            assert (value / units).quantize(Decimal("0.0001")) == exact


def test_the_parts_of_an_account_add_up_to_it(demo):
    page = demo.page()
    page.goto("/accounts?filter=level:top&q=Brambleway")
    follow(page, "table.grid tbody th a:text-is('Brambleway Markets')")
    table = page.locator("h3:text-is('By part of the account') + * table, h3:text-is('By part of the account') ~ table").first
    heads = [re.sub(r"\s.*", "", head) for head in table.locator("thead th").all_inner_texts()]
    place = heads.index("Value")
    parts = [number(row.locator("th, td").nth(place).inner_text()) for row in table.locator("tbody tr").all()]
    assert len(parts) == 3 and sum(parts) == number(tiles(page)["Value"][0])


def test_an_import_that_runs_is_seen_on_every_page_and_in_its_job(own, tmp_path):
    lines = ["store,item,week_ending,units,value"]
    for week in range(1, 25):
        day = f"2024-{(week - 1) // 4 + 1:02}-{(week - 1) % 4 * 7 + 1:02}"
        lines += [f"S{store},I{item},{day},{store + item},{(store + item) * 2}.50"
                  for store in range(200) for item in range(40)]
    file = tmp_path / "large.csv"
    file.write_text("\n".join(lines))
    page = own.page()
    page.goto("/sales/imports/new")
    page.set_input_files("#import-file", str(file))
    page.click("form.form button.button--primary")
    page.wait_for_url(re.compile(r"/drafts/[\w-]+/(columns|codes|check)$"), timeout=60_000)
    while not page.url.endswith("/check"):
        follow(page, ".form__foot button")
    page.click("form.form__foot button")
    page.wait_for_url(re.compile(r"/result$"))
    page.goto("/jobs")
    assert "large.csv" in page.inner_text("main")
    running = page.locator(".top__jobs")
    if running.count():
        assert "running" in running.inner_text()
        running.wait_for(state="detached", timeout=60_000)
    page.reload()
    assert re.search(r"[Dd]one|[Ff]inished", page.inner_text("main"))
