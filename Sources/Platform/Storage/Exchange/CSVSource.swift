internal import Foundation

/// Reads the CSV of an export, row by row, in constant memory. Stricter than a reader of other people's files:
/// what we did not write is refused.
struct CSVSource {
  struct Field {
    var bytes: [UInt8] = []
    var isQuoted = false
  }

  private let file: FileHandle
  private let name: String
  private var chunk: [UInt8] = []
  private var next = 0
  private var line = 1

  init(_ url: URL) throws {
    name = url.lastPathComponent
    file = try FileHandle(forReadingFrom: url)
  }

  /// The line on which the last row began.
  private(set) var rowLine = 0

  /// The next row, or nil at the end.
  mutating func row() throws -> [Field]? {
    guard try peek() != nil else { return nil }
    rowLine = line
    var fields = [Field()]
    while true {
      guard let byte = try take() else { throw refused("the last line is not complete") }
      switch byte {
      case 34:
        guard fields[fields.count - 1].bytes.isEmpty, !fields[fields.count - 1].isQuoted else {
          throw refused("a quote stands inside a field")
        }
        fields[fields.count - 1].isQuoted = true
        try quoted(&fields[fields.count - 1].bytes)
        let after = try peek()
        guard after == 44 || after == 13 else { throw refused("text follows a closing quote") }
      case 44: fields.append(Field())
      case 13:
        guard try take() == 10 else { throw refused("a line does not end with CRLF") }
        line += 1
        return fields
      case 10: throw refused("a line does not end with CRLF")
      default: fields[fields.count - 1].bytes.append(byte)
      }
    }
  }

  private mutating func quoted(_ bytes: inout [UInt8]) throws {
    while let byte = try take() {
      if byte == 34 {
        guard try peek() == 34 else { return }
        _ = try take()
      }
      if byte == 10 { line += 1 }
      bytes.append(byte)
    }
    throw Exchange.Refused.badRow(
      file: name, line: rowLine, column: nil, reason: "a quoted field does not end")
  }

  private mutating func peek() throws -> UInt8? {
    if next == chunk.count {
      chunk = Array(try file.read(upToCount: 262_144) ?? Data())
      next = 0
    }
    return next < chunk.count ? chunk[next] : nil
  }

  private mutating func take() throws -> UInt8? {
    let byte = try peek()
    if byte != nil { next += 1 }
    return byte
  }

  private func refused(_ reason: String) -> Exchange.Refused {
    .badRow(file: name, line: line, column: nil, reason: reason)
  }
}
