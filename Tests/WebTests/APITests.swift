import Blueprint
import Foundation
import Kernel
import Storage
import Testing

@testable import Web

@Suite struct APITests {
  @Test func `every answer carries the security headers`() async throws {
    try await TestSite.with { web in
      for target in ["/", "/sign-in", "/api/v1/notes", "/nowhere", "/healthz", "/assets/app.css"] {
        let response = await web.get(target)
        #expect(response.header("content-security-policy") == Headers.policy, "\(target)")
        #expect(response.header("x-content-type-options") == "nosniff")
        #expect(response.header("x-frame-options") == "DENY")
        #expect(response.header("x-request-id")?.isEmpty == false)
      }
    }
    #expect(!Headers.policy.contains("unsafe"))
  }

  @Test func `nobody reads without a token, and a read token does not write`() async throws {
    try await TestSite.with { web in
      let closed = await web.api("GET", "/notes", token: nil)
      #expect(closed.status == 401)
      #expect(closed.header("www-authenticate") == "Bearer realm=\"mainstay\"")
      #expect(await web.api("GET", "/notes", token: "mst_stolen").status == 401)
      #expect(await web.api("GET", "/notes", token: "mst_read").status == 200)
      let refused = await web.api("POST", "/notes", #"{"text":"a"}"#, token: "mst_read")
      #expect(refused.status == 403)
      #expect(refused.text.contains("read-only-token"))
    }
  }

  @Test func `a role below the endpoint's is refused`() async throws {
    try await TestSite.with(role: .viewer) { web in
      #expect(await web.api("POST", "/notes", #"{"text":"a"}"#).status == 403)
      #expect(await web.api("GET", "/notes").status == 200)
    }
  }

  @Test func `a browser's session writes to the API only with its form token`() async throws {
    try await TestSite.with { web in
      let cookie = ["cookie": "\(Site.cookieName)=\(TestSite.session)"]
      #expect(await web.api("POST", "/notes", #"{"text":"a"}"#, token: nil, cookie).status == 403)
      let headers = cookie.merging(["x-csrf-token": TestSite.formToken]) { $1 }
      #expect(await web.api("POST", "/notes", #"{"text":"a"}"#, token: nil, headers).status == 201)
    }
  }

  @Test func `what was made is located, versioned and read back`() async throws {
    try await TestSite.with { web in
      let made = await web.api("POST", "/notes", #"{"text":"Grüße & <b>"}"#)
      #expect(made.status == 201)
      let location = try #require(made.header("location"))
      #expect(location.hasPrefix("/api/v1/notes/"))
      let read = await web.api("GET", String(location.dropFirst("/api/v1".count)))
      #expect(read.text == made.text)
      #expect(read.header("etag") == "\"v1\"")
      let again = await web.api(
        "GET", String(location.dropFirst("/api/v1".count)), nil, ["if-none-match": "\"v1\""])
      #expect(again.status == 304)
      #expect(again.text.isEmpty)
    }
  }

  @Test func `input that does not fit is refused by field`() async throws {
    let cases: [(body: String, status: Int, word: String)] = [
      ("{}", 422, "“text” is missing"), (#"{"text":1}"#, 422, "“text” must be text"),
      (#"{"text":"a","color":"red"}"#, 422, "“color” is not a field"), ("[1]", 400, "must be a JSON object"),
      ("{", 400, "not valid JSON"), (#"{"text":"a\u0000b"}"#, 422, "NUL"),
      (String(repeating: "[", count: 5000), 400, "not valid JSON"),
    ]
    try await TestSite.with { web in
      for (body, status, word) in cases {
        let response = await web.api("POST", "/notes", body)
        #expect(response.status == status, "\(body.prefix(40))")
        #expect(response.text.contains(word), "\(response.text)")
        #expect(response.header("content-type") == "application/problem+json")
      }
      let form = await web.api(
        "POST", "/notes", "text=a", ["content-type": "application/x-www-form-urlencoded"])
      #expect(form.status == 415)
      let large = await web.api("POST", "/notes", #"{"text":"\#(String(repeating: "a", count: 1_100_000))"}"#)
      #expect(large.status == 413)
      let count = try await web.notes()
      #expect(count == 0)
    }
  }

  @Test func `an unknown address is 404 and a wrong method 405 with the right ones named`() async throws {
    try await TestSite.with { web in
      #expect(await web.api("GET", "/nothing").status == 404)
      #expect(await web.api("GET", "/notes/not-an-id").status == 422)
      #expect(await web.api("GET", "/notes/%FF").status == 404)
      let wrong = await web.api("DELETE", "/notes")
      #expect(wrong.status == 405)
      #expect(wrong.header("allow") == "GET, POST")
    }
  }

  @Test func `the same idempotency key writes once and repeats the answer`() async throws {
    try await TestSite.with { web in
      let key = ["idempotency-key": "order-1"]
      let first = await web.api("POST", "/notes", #"{"text":"once"}"#, key)
      let second = await web.api("POST", "/notes", #"{"text":"once"}"#, key)
      #expect(first.status == 201)
      #expect(second.text == first.text)
      #expect(second.header("idempotent-replay") == "true")
      #expect(await web.api("POST", "/notes", #"{"text":"other"}"#, key).status == 422)
      let count = try await web.notes()
      #expect(count == 1)
    }
  }

  @Test func `a fault says nothing of the inside`() async throws {
    try await TestSite.with { web in
      let response = await web.api("GET", "/faults")
      #expect(response.status == 500)
      #expect(!response.text.contains("secret"))
      let id = try #require(response.header("x-request-id"))
      #expect(response.text.contains(id))
    }
  }

  @Test func `a list is read to its end by its cursors, and bad questions are refused`() async throws {
    try await TestSite.with { web in
      for number in 100..<123 { _ = await web.api("POST", "/notes", #"{"text":"note \#(number)"}"#) }
      var texts: [String] = [], next: String? = ""
      while let after = next {
        let query =
          after.isEmpty ? "" : "&after=" + after.addingPercentEncoding(withAllowedCharacters: .alphanumerics)!
        let page = await web.api("GET", "/notes?limit=10&sort=-name\(query)")
        let reply = try JSONDecoder().decode(Reply.self, from: Data(page.text.utf8))
        #expect(reply.total == 23)
        texts += reply.items.map(\.text)
        next = reply.next
      }
      #expect(texts == (100..<123).reversed().map { "note \($0)" })
      for query in ["limit=0", "limit=501", "sort=age", "after=abc", "filter=tier:A"] {
        #expect(await web.api("GET", "/notes?\(query)").status == 422, "\(query)")
      }
    }
  }

  private struct Reply: Decodable {
    let items: [Note]
    let next: String?
    let total: Int
  }

  @Test func `the metrics count what was answered`() async throws {
    try await TestSite.with { web in
      _ = await web.get("/healthz")
      let text = await web.get("/metrics").text
      #expect(text.contains("mainstay_requests_total{method=\"GET\",status=\"200\"} 1"))
      #expect(text.contains("mainstay_jobs_open 0"))
      #expect(await web.get("/readyz").status == 200)
    }
  }
}
