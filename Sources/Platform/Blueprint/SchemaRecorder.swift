import Kernel

/// Reads the shape off a `Decodable` type by decoding it from nothing and writing down what it asks for.
package enum SchemaRecorder {
  package static func schema<T: Decodable>(of type: T.Type) -> Schema {
    var seen: [String] = []
    return schema(of: type, inside: &seen)
  }

  fileprivate static func schema<T: Decodable>(of type: T.Type, inside: inout [String]) -> Schema {
    if let schematic = type as? any Schematic.Type { return schematic.schema }
    if let known = scalar(type) { return known }
    if let omittable = type as? any Omittable.Type { return open(omittable.inner, inside: &inside) }
    if let list = type as? any ListShape.Type { return .list(of: open(list.element, inside: &inside)) }
    if let table = type as? any TableShape.Type { return .table(of: open(table.element, inside: &inside)) }
    if let optional = type as? any OptionalShape.Type { return open(optional.element, inside: &inside) }
    let name = readable(type)
    if inside.contains(name) { return .reference(name: name) }
    inside.append(name)
    defer { inside.removeLast() }
    let notes = Notes(inside: inside)
    _ = try? T(from: Recorder(notes: notes, codingPath: []))
    return .object(name: name, fields: notes.fields)
  }

  fileprivate static func open(_ type: any Decodable.Type, inside: inout [String]) -> Schema {
    func body<T: Decodable>(_ type: T.Type) -> Schema { schema(of: type, inside: &inside) }
    return body(type)
  }

  /// `Page<AccountRow>` reads `PageOfAccountRow`; the names go into OpenAPI.
  private static func readable<T>(_ type: T.Type) -> String {
    // What is private to a file carries an address there, which is another one in every run.
    String(reflecting: type).split(separator: ".").dropFirst().filter { !$0.hasPrefix("(unknown context") }
      .joined(separator: "")
      .replacing("<", with: "Of").filter { $0.isLetter || $0.isNumber }
  }

  private static func scalar<T>(_ type: T.Type) -> Schema? {
    switch type {
    case is String.Type: .text
    case is Int.Type, is Int64.Type, is Int32.Type, is UInt.Type: .whole
    case is Double.Type, is Float.Type: .number
    case is Bool.Type: .flag
    default: nil
    }
  }
}

private protocol ListShape { static var element: any Decodable.Type { get } }
extension Array: ListShape where Element: Decodable {
  fileprivate static var element: any Decodable.Type { Element.self }
}
private protocol TableShape { static var element: any Decodable.Type { get } }
extension Dictionary: TableShape where Key == String, Value: Decodable {
  fileprivate static var element: any Decodable.Type { Value.self }
}
private protocol OptionalShape { static var element: any Decodable.Type { get } }
extension Optional: OptionalShape where Wrapped: Decodable {
  fileprivate static var element: any Decodable.Type { Wrapped.self }
}

private final class Notes {
  var fields: [Schema.Field] = []
  var inside: [String]
  init(inside: [String]) { self.inside = inside }

  func note(_ name: String, _ type: any Decodable.Type, required: Bool) {
    guard !fields.contains(where: { $0.name == name }) else { return }
    let isRequired = required && !(type is any Omittable.Type)
    fields.append(
      .init(name: name, schema: SchemaRecorder.open(type, inside: &inside), isRequired: isRequired))
  }
}

private struct Recorder: Decoder {
  let notes: Notes
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(KeyedRecorder<Key>(notes: notes, codingPath: codingPath))
  }
  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Stop() }
  func singleValueContainer() throws -> any SingleValueDecodingContainer { throw Stop() }
}

/// Ends the recording of a value that is no record; its type said enough.
private struct Stop: Error {}

private struct KeyedRecorder<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let notes: Notes
  let codingPath: [any CodingKey]
  var allKeys: [Key] { [] }

  func contains(_ key: Key) -> Bool { true }
  func decodeNil(forKey key: Key) throws -> Bool { true }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    notes.note(key.stringValue, type, required: true)
    return try Specimen.make(type)
  }

  func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
    optional(type, key)
  }

  // The library's own versions for these would ask `decodeNil`, which knows no type.
  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { optional(type, key) }
  func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { optional(type, key) }
  func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { optional(type, key) }
  func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? { optional(type, key) }
  func decodeIfPresent(_ type: Int32.Type, forKey key: Key) throws -> Int32? { optional(type, key) }
  func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? { optional(type, key) }

  private func optional<T: Decodable>(_ type: T.Type, _ key: Key) -> T? {
    notes.note(key.stringValue, type, required: false)
    return nil
  }

  func nestedContainer<Nested: CodingKey>(keyedBy: Nested.Type, forKey: Key) throws -> KeyedDecodingContainer<
    Nested
  > {
    throw Stop()
  }
  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw Stop() }
  func superDecoder() throws -> any Decoder { throw Stop() }
  func superDecoder(forKey key: Key) throws -> any Decoder { throw Stop() }
}

/// Some value of a type, so that the recording goes on to the next field.
private enum Specimen {
  static func make<T: Decodable>(_ type: T.Type) throws -> T {
    let made: Any? =
      switch type {
      case is String.Type: ""
      case is Int.Type: 0
      case is Int64.Type: Int64(0)
      case is Int32.Type: Int32(0)
      case is Double.Type: Double(0)
      case is Bool.Type: false
      default: (type as? any Schematic.Type)?.specimen ?? (type as? any Omittable.Type)?.omitted
      }
    if let value = made as? T { return value }
    return try T(from: SpecimenDecoder())
  }
}

private struct SpecimenDecoder: Decoder {
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }
  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(KeyedRecorder<Key>(notes: Notes(inside: ["specimen"]), codingPath: []))
  }
  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { Nothing() }
  func singleValueContainer() throws -> any SingleValueDecodingContainer { throw Stop() }
}

private struct Nothing: UnkeyedDecodingContainer {
  var codingPath: [any CodingKey] { [] }
  var count: Int? { 0 }
  var isAtEnd: Bool { true }
  var currentIndex: Int { 0 }
  mutating func decodeNil() throws -> Bool { true }
  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { throw Stop() }
  mutating func nestedContainer<Key: CodingKey>(keyedBy: Key.Type) throws -> KeyedDecodingContainer<Key> {
    throw Stop()
  }
  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Stop() }
  mutating func superDecoder() throws -> any Decoder { throw Stop() }
}
