import Files
import Foundation
import Secrets

/// Style, behaviour and pictures, served from the program itself; addresses carry the content's hash, so a browser
/// keeps them for a year and still never shows an old one.
struct Assets: Sendable {
  struct File: Sendable {
    let bytes: [UInt8]
    let gzipped: [UInt8]?
    let type: String
    let tag: String
  }

  private let files: [String: File]
  let css: String
  let early: String
  let htmx: String
  let js: String
  let charts: String

  init(files all: [(path: String, text: String)]) {
    func joined(_ folder: String, _ keep: (String) -> Bool) -> String {
      all.filter { $0.path.hasPrefix(folder) && keep($0.path) }.sorted { $0.path < $1.path }
        .map(\.text).joined(separator: "\n")
    }
    var found: [String: File] = [:]
    func add(_ name: String, _ text: String) -> String {
      let file = File(text: text, type: Assets.type(of: name))
      found[name] = file
      return "/assets/\(name)?\(file.tag)"
    }
    func one(_ name: String) -> String { all.first { $0.path == name }?.text ?? "" }
    css = add("app.css", joined("css/") { $0.hasSuffix(".css") })
    early = add("early.js", joined("early/") { $0.hasSuffix(".js") })
    js = add("app.js", joined("js/") { $0.hasSuffix(".js") })
    htmx = add("htmx.js", one("vendor/htmx-2.min.js"))
    charts = add("echarts.js", one("vendor/echarts.min.js"))
    for file in all where file.path.hasSuffix(".svg") { _ = add(file.path, file.text) }
    files = found
  }

  func response(to request: WebRequest) -> WebResponse {
    guard request.method == "GET" || request.method == "HEAD" else {
      return WebResponse(405, headers: [("allow", "GET, HEAD")])
    }
    let name = String(request.path.dropFirst("/assets/".count))
    guard let file = files[name] else { return WebResponse(404, "not found\n", type: "text/plain") }
    var headers: [(name: String, value: String)] = [
      ("content-type", file.type), ("etag", "\"\(file.tag)\""), ("vary", "accept-encoding"),
      (
        "cache-control",
        request.query == file.tag ? "public, max-age=31536000, immutable" : "public, max-age=600"
      ),
    ]
    if request.headers["if-none-match"] == "\"\(file.tag)\"" { return WebResponse(304, headers: headers) }
    guard let gzipped = file.gzipped, request.headers["accept-encoding"]?.contains("gzip") == true else {
      return WebResponse(200, headers: headers, body: .bytes(file.bytes))
    }
    headers.append(("content-encoding", "gzip"))
    return WebResponse(200, headers: headers, body: .bytes(gzipped))
  }

  private static func type(of name: String) -> String {
    if name.hasSuffix(".css") { return "text/css; charset=utf-8" }
    if name.hasSuffix(".js") { return "text/javascript; charset=utf-8" }
    if name.hasSuffix(".svg") { return "image/svg+xml" }
    return "application/octet-stream"
  }
}

extension Assets.File {
  init(text: String, type: String) {
    bytes = Array(text.utf8)
    gzipped = bytes.count > 500 ? Gzip.compressed(bytes) : nil
    self.type = type
    tag = String(SHA256.hex(bytes).prefix(12))
  }
}
