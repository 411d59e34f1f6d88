extension Decoder {
  /// A value from its text form; `expected` tells the reader of the error what would have been right.
  func value<Value: LosslessStringConvertible>(fromText expected: String) throws -> Value {
    guard let value = Value(try singleValueContainer().decode(String.self)) else {
      throw DecodingError.dataCorrupted(.init(codingPath: codingPath, debugDescription: expected))
    }
    return value
  }
}

extension Encoder {
  /// A value in its text form.
  func write(text: String) throws {
    var container = singleValueContainer()
    try container.encode(text)
  }
}
