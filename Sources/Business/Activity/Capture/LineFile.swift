import Foundation

/// The lines of a file, read in pieces: a mail of any size is gone through in the memory of one piece. A line longer than
/// the limit is cut; what is cut of it is dropped.
struct LineFile: ~Copyable {
  static let longestLine = 16_384
  private static let piece = 65_536

  private let file: Int32
  /// One piece of the file, filled again and again.
  private var buffer = [UInt8](repeating: 0, count: LineFile.piece)
  private var end = 0
  private var place = 0

  init(path: String) throws {
    file = open(path, O_RDONLY)
    guard file >= 0 else { throw ActivityRefusal.brokenMail("it is not there") }
  }

  deinit { close(file) }

  /// The next line without its end; nil when there is none.
  mutating func next() throws -> ArraySlice<UInt8>? {
    var line: [UInt8] = [], isFull = false
    while true {
      if place >= end {
        end = buffer.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
        place = 0
        guard end >= 0 else { throw ActivityRefusal.brokenMail("its file can't be read") }
        if end == 0 {
          if line.last == 13 { line.removeLast() }
          return line.isEmpty ? nil : line[...]
        }
      }
      let stop = lineEnd()
      if !isFull { line += buffer[place..<min(stop, place + Self.longestLine)] }
      isFull = line.count >= Self.longestLine
      let isWhole = stop < end
      place = stop + 1
      if isWhole {
        if line.last == 13 { line.removeLast() }
        return line[...]
      }
    }
  }

  /// Where the line that begins at `place` ends in this piece.
  private func lineEnd() -> Int {
    buffer.withUnsafeBytes { bytes in
      guard let found = memchr(bytes.baseAddress! + place, 10, end - place) else { return end }
      return found - UnsafeMutableRawPointer(mutating: bytes.baseAddress!)
    }
  }
}
