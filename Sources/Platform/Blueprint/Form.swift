/// How an endpoint that writes looks as a form. Without one, it has no form in the browser.
package struct Form: Sendable {
  package struct Option: Sendable, Hashable {
    package let value: String
    package let label: String
    package init(_ value: String, _ label: String) {
      self.value = value
      self.label = label
    }
  }

  package enum Kind: Sendable {
    case text, email, password, number, day, money, area, flag, file, hidden
    case choice(@Sendable (Context) async throws -> [Option])
    case choices(@Sendable (Context) async throws -> [Option])
    /// Boxes to tick, several at once; what they hold at first stands on a line each.
    case several(@Sendable (Context) async throws -> [Option])
  }

  package struct Field: Sendable {
    package let name: String
    package let label: String
    package let kind: Kind
    package let hint: String?
    package let isRequired: Bool
    package let autocomplete: String?

    package init(
      _ name: String, _ label: String, _ kind: Kind = .text, hint: String? = nil, required: Bool = false,
      autocomplete: String? = nil
    ) {
      self.name = name
      self.label = label
      self.kind = kind
      self.hint = hint
      isRequired = required
      self.autocomplete = autocomplete
    }
  }

  /// Where a GET draws it; the form itself goes to the endpoint's path.
  package let path: String
  package let title: String
  /// Says what happens: "Add account".
  package let submit: String
  package let section: String
  package let fields: [Field]
  /// What the fields hold at first, from the path and the query.
  package let initial: @Sendable (Fields, Context) async throws -> [String: String]
  /// Where the reader goes once it is done: the made record unless said otherwise.
  package let done: (@Sendable (Answer, Fields) -> String)?
  package let isPlain: Bool
  /// Fields that are known only when the form is drawn.
  package private(set) var addition: (@Sendable (Fields, Context) async throws -> Addition)?

  /// Fields that stand behind the form's own, and what they hold at first.
  package struct Addition: Sendable {
    package let fields: [Field]
    package let values: [String: String]

    package init(fields: [Field] = [], values: [String: String] = [:]) {
      self.fields = fields
      self.values = values
    }
  }

  package func adding(_ addition: @escaping @Sendable (Fields, Context) async throws -> Addition) -> Form {
    var copy = self
    copy.addition = addition
    return copy
  }

  package init(
    at path: String, _ title: String, submit: String, section: String = "", plain: Bool = false,
    fields: [Field],
    done: (@Sendable (Answer, Fields) -> String)? = nil,
    initial: @escaping @Sendable (Fields, Context) async throws -> [String: String] = { _, _ in [:] }
  ) {
    self.path = path
    self.title = title
    self.submit = submit
    self.section = section
    self.fields = fields
    self.initial = initial
    self.done = done
    isPlain = plain
  }
}

extension Form.Field {
  /// A choice among the words of a closed set.
  package static func choice<C: Choice>(
    _ name: String, _ label: String, _ type: C.Type, hint: String? = nil, required: Bool = false
  ) -> Form.Field {
    .init(
      name, label,
      .choice { _ in C.allCases.map { Form.Option($0.rawValue, Words.title($0.rawValue)) } },
      hint: hint, required: required)
  }
}

/// Turns programs' words into readers' words.
package enum Words {
  /// `salesOffice` reads "Sales office".
  package static func title(_ word: String) -> String {
    // Short forms of the trade keep their capitals.
    if ["dc", "pos"].contains(word) { return word.uppercased() }
    guard let first = word.first else { return "" }
    // Letter by letter as bytes: a list titles a hundred words a page.
    var bytes = Array(first.uppercased().utf8)
    for byte in word.utf8.dropFirst(first.utf8.count) {
      switch byte {
      case 65...90: bytes += [32, byte + 32]
      case UInt8(ascii: "_"), UInt8(ascii: "-"): bytes.append(32)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A title as a name within an address: “What to do next” is `what-to-do-next`.
  package static func slug(_ title: String) -> String {
    title.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
  }

  /// A text as part of an address.
  package static func percent(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case 48...57, 65...90, 97...122, 45, 46, 95, 126: result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let hex = String(byte, radix: 16, uppercase: true)
        result += hex.utf8.count == 1 ? "%0\(hex)" : "%\(hex)"
      }
    }
    return result
  }
}
