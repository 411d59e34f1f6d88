import Kernel

/// What the web itself refuses, before any business is asked.
enum WebRefusal: Refusal, Equatable {
  case notFound
  case methodNotAllowed([String])
  case signInNeeded
  case notAllowed(needed: String)
  case readOnlyToken
  case forged
  case tooLarge(limit: Int)
  case wrongType(expected: String)
  case badEncoding
  case cutShort
  case uploadMissing
  case keyReused
  case unfinished

  var status: Int {
    switch self {
    case .notFound: 404
    case .methodNotAllowed: 405
    case .signInNeeded: 401
    case .notAllowed, .readOnlyToken, .forged: 403
    case .tooLarge: 413
    case .wrongType: 415
    case .badEncoding, .cutShort: 400
    case .uploadMissing, .keyReused: 422
    case .unfinished: 409
    }
  }

  var code: String {
    switch self {
    case .notFound: "not-found"
    case .methodNotAllowed: "method-not-allowed"
    case .signInNeeded: "sign-in-needed"
    case .notAllowed: "not-allowed"
    case .readOnlyToken: "read-only-token"
    case .forged: "forged-request"
    case .tooLarge: "too-large"
    case .wrongType: "wrong-content-type"
    case .badEncoding: "bad-encoding"
    case .cutShort: "body-cut-short"
    case .uploadMissing: "upload-missing"
    case .keyReused: "idempotency-key-reused"
    case .unfinished: "idempotent-call-unfinished"
    }
  }

  var message: String {
    switch self {
    case .notFound: "There is nothing here, or nothing that you may see."
    case .methodNotAllowed(let methods): "This address takes \(methods.joined(separator: ", "))."
    case .signInNeeded: "Sign in, or send a token: Authorization: Bearer mst_…"
    case .notAllowed(let needed): "This needs the role “\(needed)” or above. Ask an administrator."
    case .readOnlyToken: "This token may only read. Create one with the scope “write”."
    case .forged:
      "The request did not come from a page of this site, or the page is too old. Load it again and repeat."
    case .tooLarge(let limit):
      "The body is too large: at most \(limit) bytes are taken here. Nothing was kept."
    case .wrongType(let expected): "Send the body as \(expected)."
    case .badEncoding: "The address or the body is not valid UTF-8 text."
    case .cutShort: "The body broke off before its end. Nothing was kept; send it again."
    case .uploadMissing: "No file came with the request. Choose one and send it again."
    case .keyReused: "This Idempotency-Key was used for another request. Use a fresh one."
    case .unfinished:
      "A call with this Idempotency-Key was begun and its answer is not known. Look whether it took effect."
    }
  }

  var field: String? { self == .uploadMissing ? "file" : nil }
}
