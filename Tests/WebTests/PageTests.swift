import Blueprint
import Foundation
import Storage
import Testing

@testable import Web

@Suite struct PageTests {
  @Test func `a reader without a session is sent to sign in and back`() async throws {
    try await TestSite.with { web in
      let response = await web.get("/notes?q=a", signedIn: false)
      #expect(response.status == 303)
      #expect(response.header("location") == "/sign-in?next=%2Fnotes%3Fq%3Da")
      let page = await web.get("/sign-in?next=%2Fnotes%3Fq%3Da", signedIn: false)
      #expect(page.text.contains(#"name="next" value="/notes?q=a""#))
    }
  }

  @Test func `an empty installation is set up first`() async throws {
    try await TestSite.with(signedUp: false) { web in
      #expect(await web.get("/notes", signedIn: false).header("location") == "/set-up")
      #expect(await web.get("/sign-in", signedIn: false).header("location") == "/set-up")
      #expect(await web.get("/set-up", signedIn: false).text.contains("administrator"))
    }
    try await TestSite.with { web in
      #expect(await web.get("/set-up", signedIn: false).header("location") == "/sign-in")
    }
  }

  @Test func `signing in needs the form's own token and gives a cookie that scripts can't read`() async throws
  {
    try await TestSite.with { web in
      let page = await web.get("/sign-in", signedIn: false)
      let cookie = try #require(page.header("set-cookie"))
      let token = try #require(cookie.split(separator: ";").first?.split(separator: "=").last).description
      let form = "login=ada%40example.com&password=correct+horse&next=%2Fnotes"
      let forged = await web.post(
        "/sign-in", form: form + "&csrf=guess", signedIn: false, ["cookie": "mainstay_form=\(token)"])
      #expect(forged.status == 403)
      let done = await web.post(
        "/sign-in", form: form + "&csrf=\(token)", signedIn: false, ["cookie": "mainstay_form=\(token)"])
      #expect(done.status == 303)
      #expect(done.header("location") == "/notes")
      let session = try #require(done.header("set-cookie"))
      for word in ["HttpOnly", "SameSite=Lax", "Path=/"] { #expect(session.contains(word)) }
    }
  }

  @Test func `a sign-in does not lead to another site`() async throws {
    for address in [
      "https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb",
    ] {
      #expect(Site.ownAddress(address) == nil, "\(address)")
    }
    #expect(Site.ownAddress("/accounts?q=a") == "/accounts?q=a")
  }

  @Test func `a form without its token, or from another site, changes nothing`() async throws {
    try await TestSite.with { web in
      #expect(await web.post("/notes", form: "text=a").status == 403)
      #expect(await web.post("/notes", form: "text=a&csrf=wrong").status == 403)
      let token = "text=a&csrf=\(TestSite.formToken)"
      #expect(await web.post("/notes", form: token, ["origin": "https://evil.example"]).status == 403)
      #expect(await web.post("/notes", form: token, ["sec-fetch-site": "cross-site"]).status == 403)
      let count = try await web.notes()
      #expect(count == 0)
      #expect(await web.post("/notes", form: token, ["origin": "http://here"]).status == 303)
    }
  }

  @Test func `a form's token looks different each time and is taken each time`() async throws {
    let token = TestSite.formToken
    let first = FormToken.masked(token), second = FormToken.masked(token)
    #expect(first != second)
    #expect(
      FormToken.matches(first, token) && FormToken.matches(second, token) && FormToken.matches(token, token))
    for wrong in ["", "~", "~AAAA", String(first.dropLast(2)), FormToken.masked(token + "x")] {
      #expect(!FormToken.matches(wrong, token), "\(wrong)")
    }
    #expect(!FormToken.matches(nil, token))
  }

  @Test func `a refused form comes back with what was typed and the reason by its field`() async throws {
    try await TestSite.with { web in
      let response = await web.post("/notes", form: "csrf=\(TestSite.formToken)&text=")
      #expect(response.status == 422)
      #expect(response.text.contains("“text” is missing"))
      #expect(response.text.contains("aria-invalid=\"true\""))
    }
  }

  @Test func `the second of two editors sees what the first saved and loses nothing`() async throws {
    try await TestSite.with { web in
      let made = await web.post("/notes", form: "csrf=\(TestSite.formToken)&text=first")
      let path = try #require(made.header("location"))
      let form = await web.get(path + "/edit")
      #expect(form.text.contains(#"name="version" value="1""#))
      let edit = "csrf=\(TestSite.formToken)&_method=PATCH&version=1"
      #expect(await web.post(path, form: edit + "&text=hers").status == 303)
      let conflict = await web.post(path, form: edit + "&text=his")
      #expect(conflict.status == 409)
      #expect(conflict.text.contains("hers"))
      #expect(conflict.text.contains("his"))
      #expect(conflict.text.contains(#"name="version" value="2""#))
      #expect(await web.get(path).text.contains("hers"))
    }
  }

  @Test func `names with script in them are shown, not run`() async throws {
    try await TestSite.with { web in
      let script = "%3Cscript%3Ealert(1)%3C%2Fscript%3E"
      _ = await web.post("/notes", form: "csrf=\(TestSite.formToken)&text=\(script)")
      let page = await web.get("/notes?q=\(script)")
      #expect(!page.text.contains("<script>alert"))
      #expect(page.text.contains("&lt;script&gt;alert(1)"))
    }
  }

  @Test func `a list goes out as CSV with formulas made harmless, and as a workbook`() async throws {
    try await TestSite.with { web in
      _ = await web.post("/notes", form: "csrf=\(TestSite.formToken)&text=%3DSUM(A1)")
      let csv = await web.get("/notes?format=csv")
      #expect(csv.text.contains("'=SUM(A1)"))
      #expect(csv.header("content-disposition")?.contains("notes.csv") == true)
      let book = await web.get("/notes?format=xlsx")
      guard case .bytes(let bytes) = book.body else { Issue.record("no bytes"); return }
      #expect(bytes.prefix(2).elementsEqual([0x50, 0x4B]))
    }
  }

  @Test func `a change of the marked rows leads back to the list as it was filtered`() async throws {
    try await TestSite.with { site async throws in
      _ = await site.post("/notes", form: "csrf=\(TestSite.formToken)&text=One")
      let page = await site.get("/notes?filter=state:first&sort=-name").text
      #expect(page.contains(#"name="back" value="/notes?filter=state:first&amp;sort=-name""#))
      let back = Words.percent("/notes?filter=state:first&sort=-name")
      let form = "csrf=\(TestSite.formToken)&back="
      #expect(
        await site.post("/notes/changes", form: form + back).header("location")
          == "/notes?filter=state:first&sort=-name")
      // Not to another site, whatever the form says.
      #expect(await site.post("/notes/changes", form: form + "https://x.example").header("location") == "/")
    }
  }

  @Test func `a column that a filter empties stands back unless it is asked for`() async throws {
    try await TestSite.with { site async throws in
      _ = await site.post("/notes", form: "csrf=\(TestSite.formToken)&text=One")
      let head = ">Version<svg"
      #expect(await site.get("/notes").text.contains(head))
      #expect(await !site.get("/notes?filter=state:first").text.contains(head))
      #expect(await site.get("/notes?filter=state:first&column=version").text.contains(head))
    }
  }

  @Test func `an error page keeps its status and its number`() async throws {
    try await TestSite.with { web in
      let missing = await web.get("/nowhere")
      #expect(missing.status == 404)
      let id = try #require(missing.header("x-request-id"))
      #expect(missing.text.contains(id))
      let fault = await web.get("/faults")
      #expect(fault.status == 404)
    }
  }

  @Test func `assets are kept for a year by their own address and not sent twice`() async throws {
    try await TestSite.with { web in
      let css = await web.get(web.site.assets.css, ["accept-encoding": "gzip"])
      #expect(css.status == 200)
      #expect(css.header("content-encoding") == "gzip")
      #expect(css.header("cache-control")?.contains("immutable") == true)
      let tag = try #require(css.header("etag"))
      #expect(await web.get(web.site.assets.css, ["if-none-match": tag]).status == 304)
      #expect(await web.get("/assets/../Package.swift").status == 404)
    }
  }
}
