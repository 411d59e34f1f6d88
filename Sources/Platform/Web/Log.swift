import Blueprint
import Foundation

/// One line of JSON a request. Queries, bodies and cookies stay out of it: they may hold what is nobody's business.
enum Log {
  private struct Line: Encodable {
    let at: Date
    let request: String
    let method: String
    let path: String
    let status: Int
    let microseconds: Int64
    let address: String
  }

  static func line(_ call: Call, _ response: WebResponse, _ elapsed: Duration) -> String {
    let (seconds, attoseconds) = elapsed.components
    let line = Line(
      at: call.now, request: call.id, method: call.request.method, path: call.request.path,
      status: response.status,
      microseconds: seconds * 1_000_000 + attoseconds / 1_000_000_000_000, address: call.request.address)
    return (try? JSON.encoder().encode(line)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  static func fault(_ call: Call, _ error: any Error) -> String {
    fault(call.id, at: call.request.path, error)
  }

  static func fault(_ request: String, at path: String, _ error: any Error) -> String {
    let text = ["level": "error", "request": request, "path": path, "fault": "\(error)"]
    return (try? JSON.encoder().encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
