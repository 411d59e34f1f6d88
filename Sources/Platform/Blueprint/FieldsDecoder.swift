import Foundation
import Storage

/// Decodes from a tree of JSON; names in `textual` hold text that may stand for other types.
struct FieldsDecoder: Decoder {
  let value: JSON
  var textual: Set<String> = []
  var isText = false
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let object) = value else { throw mismatch("must be an object") }
    return KeyedDecodingContainer(KeyedFields(object: object, textual: textual, codingPath: codingPath))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    if isText, case .text = value {
      return ListedFields(values: [value], isText: true, codingPath: codingPath)
    }
    guard case .array(let values) = value else { throw mismatch("must be a list") }
    return ListedFields(values: values, isText: isText, codingPath: codingPath)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    SingleField(value: value, isText: isText, codingPath: codingPath)
  }

  func mismatch(_ reason: String) -> DecodingError {
    .typeMismatch(JSON.self, .init(codingPath: codingPath, debugDescription: reason))
  }

  /// Decodes any type; a closed set of words says its words when refused.
  func decoded<T: Decodable>(_ type: T.Type) throws -> T {
    if type == JSON.self, let same = value as? T { return same }
    if type == Date.self {
      guard case .text(let text) = value, let moment = Moment.date(text) as? T else {
        throw mismatch("must be a moment such as 2026-03-02T10:11:12.000Z")
      }
      return moment
    }
    if let choice = type as? any Choice.Type, let picked = try pick(choice) as? T { return picked }
    return try T(from: self)
  }

  private func pick<C: Choice>(_ choice: C.Type) throws -> C {
    guard case .text(let text) = value, let picked = C(rawValue: text) else {
      throw mismatch("must be one of: \(C.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return picked
  }
}

private struct KeyedFields<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let object: [String: JSON]
  let textual: Set<String>
  let codingPath: [any CodingKey]

  var allKeys: [Key] { object.keys.compactMap(Key.init(stringValue:)) }
  func contains(_ key: Key) -> Bool { object[key.stringValue] != nil }
  func decodeNil(forKey key: Key) -> Bool { object[key.stringValue].map { $0 == .null } ?? true }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    guard let value = object[key.stringValue] else {
      if let omitted = (type as? any Omittable.Type)?.omitted as? T { return omitted }
      throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "is missing"))
    }
    let decoder = FieldsDecoder(
      value: value, isText: textual.contains(key.stringValue), codingPath: codingPath + [key])
    // An empty text field of a form clears a value that a change may clear.
    if decoder.isText, value == .text(""), type is any Omittable.Type {
      return try T(from: FieldsDecoder(value: .null, codingPath: decoder.codingPath))
    }
    return try decoder.decoded(type)
  }

  func nestedContainer<Nested: CodingKey>(keyedBy: Nested.Type, forKey key: Key) throws
    -> KeyedDecodingContainer<Nested>
  {
    try superDecoder(forKey: key).container(keyedBy: Nested.self)
  }
  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try superDecoder(forKey: key).unkeyedContainer()
  }
  func superDecoder() throws -> any Decoder { FieldsDecoder(value: .object(object), codingPath: codingPath) }
  func superDecoder(forKey key: Key) throws -> any Decoder {
    FieldsDecoder(value: object[key.stringValue] ?? .null, codingPath: codingPath + [key])
  }
}

private struct Place: CodingKey {
  let intValue: Int?
  var stringValue: String { intValue.map(String.init) ?? "" }
  init(_ place: Int) { intValue = place }
  init?(intValue: Int) { self.intValue = intValue }
  init?(stringValue: String) { nil }
}

private struct ListedFields: UnkeyedDecodingContainer {
  let values: [JSON]
  let isText: Bool
  let codingPath: [any CodingKey]
  var currentIndex = 0
  var count: Int? { values.count }
  var isAtEnd: Bool { currentIndex >= values.count }

  private var decoder: FieldsDecoder {
    get throws {
      guard !isAtEnd else {
        throw DecodingError.valueNotFound(
          JSON.self, .init(codingPath: codingPath, debugDescription: "is too short"))
      }
      return FieldsDecoder(
        value: values[currentIndex], isText: isText, codingPath: codingPath + [Place(currentIndex)])
    }
  }

  mutating func decodeNil() throws -> Bool {
    guard try decoder.value == .null else { return false }
    currentIndex += 1
    return true
  }
  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    let value = try decoder.decoded(type)
    currentIndex += 1
    return value
  }
  mutating func nestedContainer<Key: CodingKey>(keyedBy: Key.Type) throws -> KeyedDecodingContainer<Key> {
    defer { currentIndex += 1 }
    return try decoder.container(keyedBy: Key.self)
  }
  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    defer { currentIndex += 1 }
    return try decoder.unkeyedContainer()
  }
  mutating func superDecoder() throws -> any Decoder { try decoder }
}

private struct SingleField: SingleValueDecodingContainer {
  let value: JSON
  let isText: Bool
  let codingPath: [any CodingKey]

  func decodeNil() -> Bool { value == .null }

  func decode(_ type: Bool.Type) throws -> Bool {
    switch value {
    case .bool(let flag): return flag
    case .text("true"), .text("on"), .text("1"), .text("yes"): if isText { return true }
    case .text("false"), .text("off"), .text("0"), .text("no"): if isText { return false }
    default: break
    }
    throw mismatch("must be true or false")
  }

  func decode(_ type: String.Type) throws -> String {
    guard case .text(let text) = value else { throw mismatch("must be text") }
    guard !text.unicodeScalars.contains("\0") else {
      throw mismatch("holds a NUL character, which text may not")
    }
    return text
  }

  func decode(_ type: Double.Type) throws -> Double {
    switch value {
    case .whole(let number): return Double(number)
    case .number(let number): return number
    case .text(let text): if isText, let number = Double(text), number.isFinite { return number }
    default: break
    }
    throw mismatch("must be a number")
  }

  func decode(_ type: Int64.Type) throws -> Int64 {
    switch value {
    case .whole(let number): return number
    case .text(let text): if isText, let number = Int64(text) { return number }
    default: break
    }
    throw mismatch("must be a whole number")
  }

  func decode(_ type: Int.Type) throws -> Int { Int(try decode(Int64.self)) }
  func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }
  func decode(_ type: Int8.Type) throws -> Int8 { try exactly() }
  func decode(_ type: Int16.Type) throws -> Int16 { try exactly() }
  func decode(_ type: Int32.Type) throws -> Int32 { try exactly() }
  func decode(_ type: UInt.Type) throws -> UInt { try exactly() }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try exactly() }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try exactly() }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try exactly() }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try exactly() }

  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    try FieldsDecoder(value: value, isText: isText, codingPath: codingPath).decoded(type)
  }

  private func exactly<Number: FixedWidthInteger>() throws -> Number {
    guard let number = Number(exactly: try decode(Int64.self)) else { throw mismatch("is out of range") }
    return number
  }

  private func mismatch(_ reason: String) -> DecodingError {
    .typeMismatch(JSON.self, .init(codingPath: codingPath, debugDescription: reason))
  }
}
