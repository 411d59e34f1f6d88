internal import Foundation

/// An export in one file. The first line is `MAINSTAY ARCHIVE 1`; then, for each file of the export, a line
/// `NAME SIZE` and that many bytes; the last line is `END`. The export's own checksums guard the content.
enum Archive {
  static let mark = Data("MAINSTAY ARCHIVE 1\n".utf8)

  static func pack(_ folder: URL, into file: URL) throws {
    let files = FileManager.default
    try mark.write(to: file)
    let target = try FileHandle(forWritingTo: file)
    try target.seekToEnd()
    for name in try files.contentsOfDirectory(atPath: folder.path).sorted(by: Tables.precedes) {
      let source = try FileHandle(forReadingFrom: folder.appendingPathComponent(name))
      let size = try source.seekToEnd()
      try source.seek(toOffset: 0)
      try target.write(contentsOf: Data("\(name) \(size)\n".utf8))
      while let piece = try source.read(upToCount: 1_048_576), !piece.isEmpty {
        try target.write(contentsOf: piece)
      }
      try source.close()
    }
    try target.write(contentsOf: Data("END\n".utf8))
    try target.synchronize()
    try target.close()
  }

  static func unpack(_ file: URL, into folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let source = try FileHandle(forReadingFrom: file)
    guard try source.read(upToCount: mark.count) == mark else { throw broken }
    while true {
      let head = try line(source)
      if head == "END" { return try source.close() }
      let parts = head.split(separator: " ")
      guard parts.count == 2, let size = UInt64(parts[1]), isPlain(parts[0]) else { throw broken }
      try copy(size, from: source, to: folder.appendingPathComponent(String(parts[0])))
    }
  }

  private static func copy(_ size: UInt64, from source: FileHandle, to file: URL) throws {
    try Data().write(to: file)
    let target = try FileHandle(forWritingTo: file)
    var left = size
    while left > 0 {
      guard let piece = try source.read(upToCount: Int(min(left, 1_048_576))), !piece.isEmpty else {
        throw broken
      }
      try target.write(contentsOf: piece)
      left -= UInt64(piece.count)
    }
    try target.close()
  }

  private static func line(_ source: FileHandle) throws -> String {
    var bytes: [UInt8] = []
    while let byte = try source.read(upToCount: 1)?.first {
      if byte == 10 { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
      guard bytes.count < 300 else { break }
    }
    throw broken
  }

  // A name from a file must not lead out of the folder.
  private static func isPlain(_ name: Substring) -> Bool {
    !name.hasPrefix(".")
      && name.utf8.allSatisfy { byte in
        (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte) || byte == 95
          || byte == 46
      }
  }

  private static let broken = StorageError.damaged("the archive ends too early or was changed")
}
