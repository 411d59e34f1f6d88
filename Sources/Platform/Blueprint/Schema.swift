package import Foundation
package import Kernel
package import Storage

/// The shape of a value as JSON Schema knows it; OpenAPI, forms and the command line are read off it.
package indirect enum Schema: Sendable, Hashable {
  case text(format: String?, choices: [String])
  case whole
  case number
  case flag
  case list(of: Schema)
  case table(of: Schema)
  case object(name: String, fields: [Field])
  /// A type that holds itself stands once; inside it, by name.
  case reference(name: String)
  case anything

  package struct Field: Sendable, Hashable {
    package let name: String
    package let schema: Schema
    package let isRequired: Bool

    package init(name: String, schema: Schema, isRequired: Bool) {
      self.name = name
      self.schema = schema
      self.isRequired = isRequired
    }
  }

  package static let text = Schema.text(format: nil, choices: [])

  /// The fields of an object; none for anything else.
  package var fields: [Field] {
    if case .object(_, let fields) = self { fields } else { [] }
  }
}

/// A value that says itself how it looks in JSON and offers one valid specimen.
package protocol Schematic: Codable {
  static var schema: Schema { get }
  static var specimen: Self { get }
}

/// A closed set of words.
package protocol Choice: RawRepresentable, CaseIterable, Codable, Sendable, Schematic, Hashable, Bindable
where RawValue == String, AllCases == [Self] {}

extension Choice {
  package static var schema: Schema { .text(format: nil, choices: allCases.map(\.rawValue)) }
  package static var specimen: Self { allCases[0] }
  package var value: Value { .text(rawValue) }
}

extension Day: Schematic {
  package static var schema: Schema { .text(format: "date", choices: []) }
  package static var specimen: Day { Day(ordinal: 0) }
}

extension ID: Schematic {
  package static var schema: Schema { .text(format: "uuid", choices: []) }
  package static var specimen: ID { ID("00000000-0000-7000-8000-000000000000")! }
}

extension Currency: Schematic {
  package static var schema: Schema { .text(format: "currency", choices: []) }
  package static var specimen: Currency { .usd }
}

extension Week: Schematic {
  package static var schema: Schema { .text(format: "date", choices: []) }
  package static var specimen: Week { Week(lastDay: .specimen) }
}

extension BasisPoints: Schematic {
  package static var schema: Schema { .whole }
  package static var specimen: BasisPoints { BasisPoints(0) }
}

extension Weekday: Schematic {
  package static var schema: Schema { .whole }
  package static var specimen: Weekday { .monday }
}

extension Date: Schematic {
  package static var schema: Schema { .text(format: "date-time", choices: []) }
  package static var specimen: Date { Date(timeIntervalSince1970: 0) }
}

extension JSON: Schematic {
  package static var schema: Schema { .anything }
  package static var specimen: JSON { .null }
}

/// A field of a change: left out means "as it is", null means "cleared".
package enum Patch<Value: Codable & Sendable & Equatable>: Sendable, Codable, Equatable {
  case keep
  case set(Value?)

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    self = container.decodeNil() ? .set(nil) : .set(try container.decode(Value.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if case .set(let value?) = self { try container.encode(value) } else { try container.encodeNil() }
  }

  /// The value after the change.
  package func applied(to old: Value?) -> Value? {
    if case .set(let new) = self { new } else { old }
  }

  /// The value after the change of a field that can't be empty: null leaves it.
  package func applied(toRequired old: Value) -> Value {
    if case .set(let new?) = self { new } else { old }
  }
}

protocol Omittable {
  static var omitted: Self { get }
  static var inner: any Decodable.Type { get }
}

extension Patch: Omittable {
  static var omitted: Patch { .keep }
  static var inner: any Decodable.Type { Value.self }
}
