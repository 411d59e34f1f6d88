import Blueprint
import Foundation
import Kernel

@testable import Web

/// How an endpoint can be asked: as a route of the API, as a page, as a form, as a file.
enum Manner: String, CaseIterable {
  case api, page, form, csv, xlsx

  func fits(_ endpoint: Endpoint) -> Bool {
    switch self {
    case .api: endpoint.isPublished
    case .page: endpoint.draw != nil || endpoint.writes || endpoint.isDownload
    case .form: endpoint.form != nil
    case .csv, .xlsx: endpoint.export != nil
    }
  }

  var writes: Bool { self == .api || self == .page }
}

/// What an answer says to whoever compares it with another.
struct Said: Hashable, CustomStringConvertible {
  let status: Int
  let type: String
  let text: String
  var description: String {
    let start = text.range(of: "<main")?.lowerBound ?? text.startIndex
    return "\(status) \(text[start...].prefix(400))"
  }

  /// Ids that were asked for, and what differs from call to call, are taken out.
  init(_ response: WebResponse, asked: [String]) {
    status = response.status
    type = response.header("content-type") ?? ""
    var text = (response.header("location") ?? "") + "\n" + response.text
    if case .bytes(let bytes) = response.body, type.contains("spreadsheetml") { text = "\(bytes.count > 0)" }
    for id in asked where !id.isEmpty { text = text.replacing(id, with: "ID") }
    text.replace(#/~[A-Za-z0-9_-]{8,}/#, with: "TOKEN")
    if let id = response.header("x-request-id") { text = text.replacing(id, with: "REQUEST") }
    self.text = text
  }
}

extension Said {
  private init(_ status: Int, _ type: String, _ text: String) {
    (self.status, self.type, self.text) = (status, type, text)
  }

  /// Without the ids of what the call itself has made.
  func withoutNew(_ known: Set<String>) -> Said {
    let id = #/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/#
    return Said(status, type, text.replacing(id) { known.contains(String($0.output)) ? $0.output : "NEW" })
  }
}

extension House {
  /// Asks an endpoint, as it can be asked in `manner`.
  func ask(
    _ sample: Sample, _ manner: Manner, _ ids: [String: String], as who: String?, asked: [String] = []
  ) async -> Said {
    let endpoint = sample.endpoint, (path, input) = sample.call(ids)
    let query = Sample.pairs(input).map { Words.percent($0.0) + "=" + Words.percent($0.1) }
    func target(_ path: String, _ more: [String] = []) -> String {
      (query + more).isEmpty ? path : path + "?" + (query + more).joined(separator: "&")
    }
    let response: WebResponse
    switch manner {
    case .api where !endpoint.writes: response = await api("GET", target(path), as: who)
    case .api where endpoint.takesFile:
      response = await api(
        endpoint.method.word, path, sample.upload(input),
        type: "multipart/form-data; boundary=edge", as: who)
    case .api:
      let body = (try? JSON.text(of: JSON.object(input))) ?? ""
      response = await api(
        endpoint.method.word, path, .bytes(Array(body.utf8)), type: "application/json", as: who)
    case .page where endpoint.writes:
      let method = [("csrf", Self.formToken), ("_method", endpoint.method.word)]
      response = await page("POST", path, form: Sample.pairs(input) + method, as: who)
    case .page: response = await page("GET", target(path), as: who)
    case .form:
      var place = endpoint.form?.path ?? ""
      for name in endpoint.parameters { place = place.replacing("{\(name)}", with: ids[name] ?? "A") }
      response = await page("GET", target(place), as: who)
    case .csv, .xlsx: response = await page("GET", target(path, ["format=\(manner.rawValue)"]), as: who)
    }
    return Said(response, asked: asked)
  }

  /// A form with a file, its parts divided by `edge`.
  static func upload(_ fields: [(String, String)], file: String, _ csv: String) -> WebBody {
    var text = ""
    for (name, value) in fields where name != "file" {
      text += "--edge\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
    }
    text +=
      "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(file)\"\r\n\r\n\(csv)\r\n--edge--\r\n"
    return .bytes(Array(text.utf8))
  }
}
