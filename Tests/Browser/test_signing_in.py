"""Setting up, signing in and out, and who may see what."""
import re

from conftest import PASSWORD, follow, sign_in


def set_up(page):
    page.goto("/")
    for name, value in {"name": "Ada Lindqvist", "email": "ada@example.com", "password": PASSWORD,
                        "company": "Harbour Foods", "currency": "EUR"}.items():
        page.fill(f"[name={name}]", value)
    follow(page, "form button")


def test_the_first_visitor_becomes_the_administrator(nobody):
    page = nobody.page(who=None)
    page.goto("/")
    assert page.url.endswith("/set-up")
    set_up(page)
    assert page.locator("h1").inner_text() == "Today"
    assert "Harbour Foods" in page.inner_text("nav")
    assert page.goto("/users").status == 200
    page.goto("/set-up")
    assert not page.url.endswith("/set-up"), "the product can be set up twice"


def test_signing_out_ends_the_session(own):
    page = own.page(who=None)
    sign_in(page, own.email, own.password)
    assert page.locator("h1").inner_text() == "Today"
    page.click(".top details summary")
    follow(page, "form[action='/sign-out'] button")
    assert page.url.endswith("/sign-in")
    page.goto("/accounts")
    assert "/sign-in" in page.url


def test_a_wrong_password_and_an_unknown_name_are_refused_alike(own):
    page = own.page(who=None)
    sign_in(page, own.email, "not the password at all")
    wrong = page.inner_text("[role=alert]")
    sign_in(page, "nobody@example.com", own.password)
    unknown = page.inner_text("[role=alert]")
    assert wrong == unknown
    assert page.input_value("#login") == "nobody@example.com" and page.input_value("#password") == ""


def test_a_session_that_is_ended_elsewhere_is_signed_out(own):
    first, second = own.page(who=None), own.page(who=None)
    sign_in(first, own.email, own.password)
    sign_in(second, own.email, own.password)
    first.goto("/sessions")
    others = first.locator("main td a[href$='/revocation']")
    assert others.count() == 2, "the list of sessions offers no way to end one"
    with first.expect_navigation():
        others.last.click()
    if first.url.endswith("/revocation"):
        first.fill("[name=password]", own.password)
        follow(first, ".form__foot button")
    second.goto("/accounts")
    first.goto("/accounts")
    assert sorted("/sign-in" in page.url for page in (first, second)) == [False, True]


def invited(demo, email):
    """Lets a user of the demo choose a password by an invitation; answers the sign-in."""
    admin = demo.page()
    admin.goto("/users?q=" + email.split("@")[0].split(".")[0])
    follow(admin, "table.grid tbody th a")
    admin.goto(admin.url.split("?")[0] + "/invitation")
    follow(admin, "main form button.button--primary")
    path = re.search(r"/invitations/[\w-]+", admin.content()).group(0)
    page = demo.page(who=None)
    page.goto(path)
    page.fill("[name=password]", PASSWORD)
    for again in page.locator("[name=repeated], [name=again]").all():
        again.fill(PASSWORD)
    follow(page, "form button.button--primary")
    return email, PASSWORD


def names(page, address):
    page.goto(address)
    return set(page.locator("table.grid tbody th a").all_inner_texts())


def test_a_manager_sees_their_own_accounts_and_nothing_tells_of_others(demo):
    seen = {}
    for email in ("callum.brightwater@thistlewick.example", "yuki.thorne@thistlewick.example"):
        page = demo.page(who=invited(demo, email))
        seen[email] = names(page, "/accounts?filter=level:top")
    first, second = seen.values()
    every = names(demo.page(), "/accounts?filter=level:top")
    assert first and second and not first & second and first | second < every
    admin = demo.page()
    admin.goto("/accounts?filter=level:top")
    link = admin.locator("table.grid tbody th a", has_text=re.compile("^" + re.escape(sorted(first)[0]) + "$"))
    theirs = link.get_attribute("href")
    nowhere = "/accounts/01890a5d-0000-7000-8000-000000000000"
    for part in ("", "/performance", "/history", "/tree", "/explain?metric=value", "/edit"):
        answers = []
        for address in (theirs, nowhere):
            answer = page.goto(address + part)
            identity = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9A-Za-z_-]{16,}")
            answers.append((answer.status, identity.sub("", page.inner_text("main"))))
        assert answers[0] == answers[1] and answers[0][0] == 404, (part, answers)
