internal import CPostgres

/// Values laid out as libpq wants them: one buffer, and pointers into it.
struct PostgresParameters {
  private(set) var types: [Oid] = []
  private var buffer: [UInt8] = []
  private var starts: [Int] = []
  private var lengths: [Int32] = []
  private var formats: [Int32] = []

  /// `typed` tells the server each value's type. Without it the server takes the type of the column, which is
  /// right for an INSERT whose rows differ in what is null.
  init(_ values: [Value], typed: Bool, _ sql: String) throws {
    for value in values { try append(value, typed, sql) }
  }

  private mutating func append(_ value: Value, _ typed: Bool, _ sql: String) throws {
    let start = buffer.count
    var type: Oid = 0, format: Int32 = 0
    switch value {
    case .null:
      starts.append(-1)
      lengths.append(0)
      formats.append(0)
      types.append(0)
      return
    case .blob(let bytes):
      (type, format) = (TypeID.bytea, 1)
      buffer += bytes
    case .text(let text):
      guard !text.utf8.contains(0) else {
        throw StorageError.fault("text must not contain the character NUL", sql: sql)
      }
      buffer += text.utf8
    case .double(let number):
      guard !number.isNaN else { throw StorageError.fault("a value is not a number (NaN)", sql: sql) }
      type = TypeID.float8
      buffer += String(number).utf8
    case .int(let number):
      type = TypeID.int8
      buffer += String(number).utf8
    case .bool(let flag):
      type = TypeID.bool
      buffer.append(flag ? 116 : 102)
    }
    starts.append(start)
    lengths.append(Int32(buffer.count - start))
    formats.append(format)
    types.append(typed ? type : 0)
    buffer.append(0)
  }

  func withPointers<T>(
    _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?)
      throws -> T
  ) rethrows -> T {
    try buffer.withUnsafeBytes { raw in
      let start = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
      let pointers = starts.map { offset in offset < 0 ? nil : start.map { $0 + offset } }
      return try body(Int32(starts.count), pointers, lengths, formats)
    }
  }
}
