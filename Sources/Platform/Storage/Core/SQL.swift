/// A piece of SQL: literal text and bound values, in order.
///
/// Every `\(value)` becomes a parameter, so nothing a user typed is ever read as SQL. Text that must be read
/// as SQL is spliced as another `SQL` or, where it is built at run time, by `\(raw: text)`.
package struct SQL: ExpressibleByStringInterpolation, Sendable {
  enum Part: Sendable {
    case text(String)
    case value(Value)
    /// Where one statement for both is not to be had.
    case either(sqlite: [Part], postgres: [Part])
  }

  private(set) var parts: [Part]

  /// SQL that is this text and nothing else; the text must not come from a user.
  package init(raw text: String) { parts = [.text(text)] }

  package init(stringLiteral value: String) { parts = [.text(value)] }

  /// Different words for each database; chosen when the statement runs.
  init(sqlite: SQL, postgres: SQL) { parts = [.either(sqlite: sqlite.parts, postgres: postgres.parts)] }

  package init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

  private init(_ parts: [Part]) { self.parts = parts }

  package static func + (left: SQL, right: SQL) -> SQL { SQL(left.parts + right.parts) }

  package static func += (left: inout SQL, right: SQL) { left.parts += right.parts }

  /// The pieces one after the other, with `separator` between them.
  package static func joined(_ pieces: some Sequence<SQL>, separator: SQL = ", ") -> SQL {
    var parts: [Part] = []
    for piece in pieces {
      if !parts.isEmpty { parts += separator.parts }
      parts += piece.parts
    }
    return SQL(parts)
  }

  /// `(?, ?, ?)` for `IN`; of no values at all, a list that nothing is in.
  package static func list<Element: Bindable>(_ values: some Sequence<Element>) -> SQL {
    let parts = values.map { SQL([.value($0.value)]) }
    return parts.isEmpty ? nothing(like: Element.self) : "(" + joined(parts) + ")"
  }

  // PostgreSQL takes a bare NULL for text and then refuses to compare it with a number.
  private static func nothing(like type: any Bindable.Type) -> SQL {
    switch type {
    case is any FixedWidthInteger.Type: "(SELECT CAST(NULL AS BIGINT) WHERE 1 = 0)"
    case is Double.Type: "(SELECT CAST(NULL AS DOUBLE PRECISION) WHERE 1 = 0)"
    case is Bool.Type: "(SELECT CAST(NULL AS BOOLEAN) WHERE 1 = 0)"
    default: "(SELECT NULL WHERE 1 = 0)"
    }
  }

  /// All conditions joined by AND; of none, one that is always true.
  package static func all(_ conditions: [SQL]) -> SQL {
    conditions.isEmpty ? "1 = 1" : joined(conditions.map { "(\($0))" }, separator: " AND ")
  }

  /// The text with placeholders, and the values for them.
  func rendered(_ dialect: Dialect) -> (text: String, values: [Value]) {
    var text = "", values: [Value] = []
    SQL.render(parts, dialect, &text, &values)
    return (text, values)
  }

  private static func render(
    _ parts: [Part], _ dialect: Dialect, _ text: inout String, _ values: inout [Value]
  ) {
    for part in parts {
      switch part {
      case .text(let piece): text += piece
      case .value(let value):
        values.append(value)
        switch dialect {
        case .sqlite: text += "?"
        case .postgres:
          text += "$"
          text += String(values.count)
        }
      case .either(let sqlite, let postgres):
        render(dialect == .sqlite ? sqlite : postgres, dialect, &text, &values)
      }
    }
  }

  /// What builds `SQL` from an interpolated literal.
  package struct StringInterpolation: StringInterpolationProtocol {
    var parts: [Part] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      parts.reserveCapacity(interpolationCount * 2 + 1)
    }

    package mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { parts.append(.text(literal)) }
    }

    package mutating func appendInterpolation(_ value: some Bindable) { parts.append(.value(value.value)) }

    package mutating func appendInterpolation<Wrapped: Bindable>(_ value: Wrapped?) {
      parts.append(.value(value.value))
    }

    package mutating func appendInterpolation(_ piece: SQL) { parts += piece.parts }

    package mutating func appendInterpolation(raw text: String) { parts.append(.text(text)) }
  }
}
