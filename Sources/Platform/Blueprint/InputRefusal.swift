import Kernel

/// Input that does not fit its shape, said by field.
package enum InputRefusal: Refusal, Equatable {
  case missing(field: String)
  case wrong(field: String, reason: String)
  case unknown(field: String, known: [String])
  case notJSON
  case notAnObject

  package var status: Int {
    switch self {
    case .notJSON, .notAnObject: 400
    case .missing, .wrong, .unknown: 422
    }
  }

  package var code: String {
    switch self {
    case .missing: "missing-field"
    case .wrong: "wrong-field"
    case .unknown: "unknown-field"
    case .notJSON, .notAnObject: "not-json"
    }
  }

  package var message: String {
    switch self {
    case .missing(let field): "“\(field)” is missing. Nothing was changed; send it and try again."
    case .wrong(let field, let reason): "“\(field)” \(reason). Nothing was changed."
    case .unknown(let field, let known):
      "“\(field)” is not a field here. Known fields: \(known.joined(separator: ", "))."
    case .notJSON: "The body is not valid JSON (UTF-8 text is expected)."
    case .notAnObject: "The body must be a JSON object: { … }."
    }
  }

  package var field: String? {
    switch self {
    case .missing(let field), .wrong(let field, _), .unknown(let field, _): field
    case .notJSON, .notAnObject: nil
    }
  }
}
