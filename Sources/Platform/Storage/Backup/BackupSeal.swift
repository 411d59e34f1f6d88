internal import Foundation
internal import Secrets

/// A checksum at the end of a backup of SQLite: the database's own check finds broken pages, not a changed digit.
/// SQLite does not read beyond the pages that it knows, so the file stays a database.
enum BackupSeal {
  private static let mark = Data("\nMAINSTAY SEAL SHA-256 ".utf8)
  private static let size = mark.count + 64

  static func add(to path: String) throws {
    let seal = mark + Data(try digest(path, bytes: length(path)).utf8)
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    defer { try? file.close() }
    try file.seekToEnd()
    try file.write(contentsOf: seal)
    try file.synchronize()
  }

  /// Takes the seal off `copy`, having compared it; a file without one must consist of whole pages.
  static func check(_ copy: String, named path: String) throws {
    let length = try length(copy)
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: copy))
    defer { try? file.close() }
    let head = try file.read(upToCount: 18) ?? Data()
    guard head.count == 18 else { throw Backup.Refused.damaged(path, problems: ["it breaks off"]) }
    try file.seek(toOffset: UInt64(max(0, length - size)))
    let tail = try file.readToEnd() ?? Data()
    guard tail.count == size, tail.prefix(mark.count) == mark else {
      // 1 stands for 65536.
      let page = Int(head[16]) << 8 | Int(head[17])
      guard page > 0, length % (page == 1 ? 65_536 : page) == 0 else {
        throw Backup.Refused.damaged(path, problems: ["it breaks off, or its end was changed"])
      }
      return
    }
    guard Data(try digest(copy, bytes: length - size).utf8) == tail.suffix(64) else {
      throw Backup.Refused.damaged(path, problems: ["its checksum differs"])
    }
    try file.truncate(atOffset: UInt64(length - size))
  }

  private static func length(_ path: String) throws -> Int {
    try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
  }

  private static func digest(_ path: String, bytes: Int) throws -> String {
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { try? file.close() }
    var hash = SHA256(), left = bytes
    while left > 0, let piece = try file.read(upToCount: min(left, 1 << 20)), !piece.isEmpty {
      hash.update(Array(piece))
      left -= piece.count
    }
    return hash.hexDigest()
  }
}
