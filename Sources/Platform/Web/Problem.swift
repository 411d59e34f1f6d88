import Foundation
import Kernel
import Storage
import Blueprint

/// An error as RFC 9457 writes it.
struct Problem: Encodable, Sendable {
  let type: String
  let title: String
  let status: Int
  let detail: String
  let field: String?
  let request: String

  init(_ refusal: any Refusal, request: String) {
    type = "urn:mainstay:problem:\(refusal.code)"
    title = Problem.title(refusal.status)
    status = refusal.status
    detail = refusal.message
    field = refusal.field
    self.request = request
  }

  /// What a fault of ours looks like from outside: a short apology and the number to quote.
  init(fault error: any Error, request: String) {
    let isFull = error as? StorageError == .full || Self.hasNoRoom(error)
    let isAway = if case .unavailable? = error as? StorageError { true } else { false }
    status = isFull ? 507 : isAway ? 503 : 500
    type = "urn:mainstay:problem:\(isFull ? "disk-full" : isAway ? "database-away" : "fault")"
    title = Problem.title(status)
    detail =
      isFull
      ? "The disk is full. Nothing was changed; free some space and try again."
      : isAway
        ? "The database can't be reached just now. Nothing was changed; try again in a moment."
        : "Something went wrong on our side. Nothing was half written. Quote request \(request) when you report it."
    field = nil
    self.request = request
  }

  /// Files are written through Foundation, which has two ways to say that there is no room.
  private static func hasNoRoom(_ error: any Error) -> Bool {
    (error as? CocoaError)?.code == .fileWriteOutOfSpace || (error as? POSIXError)?.code == .ENOSPC
  }

  static func title(_ status: Int) -> String {
    switch status {
    case 400: "The request can't be read"
    case 401: "Sign in first"
    case 403: "Not allowed"
    case 404: "Not found"
    case 405: "Method not allowed"
    case 409: "Conflict"
    case 412: "Changed meanwhile"
    case 413: "Too large"
    case 415: "Wrong content type"
    case 422: "Not accepted"
    case 429: "Too many tries"
    case 503: "Away for a moment"
    case 507: "Disk full"
    default: "A fault on our side"
    }
  }

  var response: WebResponse {
    let body = (try? JSON.encoder().encode(self)).map { Array($0) } ?? []
    return WebResponse(status, headers: [("content-type", "application/problem+json")], body: .bytes(body))
  }
}
