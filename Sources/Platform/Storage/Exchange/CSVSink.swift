internal import Foundation
internal import Secrets

/// Writes the CSV of an export, and its checksum on the way, in constant memory.
struct CSVSink {
  private let file: FileHandle
  private var hash = SHA256()
  private var buffer: [UInt8] = []

  init(_ url: URL) throws {
    try Data().write(to: url)
    file = try FileHandle(forWritingTo: url)
  }

  /// A column's name, or other text.
  mutating func field(_ text: String, isFirst: Bool) {
    if !isFirst { buffer.append(44) }
    append(text)
  }

  /// One value of a row.
  mutating func field(
    _ row: Row, _ place: Int, _ column: ExchangeSchema.Column, _ table: ExchangeSchema.Table, isFirst: Bool
  ) throws {
    if !isFirst { buffer.append(44) }
    if row.isNull(place) { return }
    switch column.kind {
    case .text: append(try row.text(place))
    case .integer: buffer += String(try row.int64(place)).utf8
    case .boolean: buffer += (try row.bool(place) ? "true" : "false").utf8
    case .double:
      // SQLite does not keep the sign of a zero.
      let number = try row.double(place)
      buffer += (number == 0 ? "0.0" : String(number)).utf8
    case .blob:
      let coded = try row.bytes(place) { Data($0).base64EncodedData() }
      if coded.isEmpty { buffer += [34, 34] } else { buffer += coded }
    }
  }

  mutating func endRow() throws {
    buffer += [13, 10]
    if buffer.count >= 262_144 { try flush() }
  }

  /// Closes the file; answers its checksum.
  mutating func finish() throws -> String {
    try flush()
    try file.synchronize()
    try file.close()
    return hash.hexDigest()
  }

  private mutating func append(_ text: String) {
    let needsQuotes = text.isEmpty || text.utf8.contains { $0 == 44 || $0 == 34 || $0 == 10 || $0 == 13 }
    guard needsQuotes else {
      buffer += text.utf8
      return
    }
    buffer.append(34)
    for byte in text.utf8 {
      if byte == 34 { buffer.append(34) }
      buffer.append(byte)
    }
    buffer.append(34)
  }

  private mutating func flush() throws {
    hash.update(buffer)
    try file.write(contentsOf: buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
