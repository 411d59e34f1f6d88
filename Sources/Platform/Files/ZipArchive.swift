import CZip
import Foundation

/// A ZIP archive that is read part by part, with a limit on how far it may swell.
final class ZipArchive {
  struct Limits: Sendable {
    /// What one part may unpack to.
    var partBytes: Int64 = 16 << 30
    /// What all parts that are read may unpack to, in multiples of the archive's size.
    var ratio: Int64 = 400
    /// Up to this many bytes the ratio is not looked at: a small file of zeros is harmless.
    var ratioFreeBytes: Int64 = 64 << 20
    var parts = 10_000
  }

  let name: String
  let totalBytes: Int64
  let limits: Limits
  private let archive: OpaquePointer
  fileprivate var unpacked: Int64 = 0

  init(path: String, limits: Limits = Limits()) throws(FileRefusal) {
    name = path.split(separator: "/").last.map(String.init) ?? path
    self.limits = limits
    let tail = try ZipTail(path: path, name: name)
    totalBytes = tail.fileBytes
    guard tail.parts <= limits.parts else {
      throw .workbook(name: name, fault: .tooManyParts(limit: limits.parts))
    }
    var code: Int32 = 0
    guard let opened = zip_open(path, ZIP_RDONLY, &code) else {
      var error = zip_error_t()
      zip_error_init_with_code(&error, code)
      defer { zip_error_fini(&error) }
      throw .workbook(
        name: name, fault: .damaged(part: "the archive", reason: String(cString: zip_error_strerror(&error))))
    }
    archive = opened
  }

  deinit { zip_discard(archive) }

  /// The place of a part. Names differ by case in some writers' files.
  func place(_ part: String) -> UInt64? {
    for flags in [0, ZIP_FL_NOCASE] {
      let found = zip_name_locate(archive, part, UInt32(flags))
      if found >= 0 { return UInt64(found) }
    }
    return nil
  }

  func has(_ part: String) -> Bool { place(part) != nil }

  func open(_ part: String) throws(FileRefusal) -> ZipPart {
    guard let place = place(part) else {
      throw .workbook(name: name, fault: .damaged(part: part, reason: "it is missing"))
    }
    var facts = zip_stat_t()
    zip_stat_init(&facts)
    guard zip_stat_index(archive, place, 0, &facts) == 0, let file = zip_fopen_index(archive, place, 0) else {
      if zip_error_code_zip(zip_get_error(archive)) == ZIP_ER_NOPASSWD {
        throw .workbook(name: name, fault: .passwordProtected)
      }
      throw .workbook(
        name: name, fault: .damaged(part: part, reason: String(cString: zip_strerror(archive))))
    }
    return ZipPart(file, part: part, bytes: Int64(clamping: facts.size), archive: self)
  }
}

/// One part of an archive, unpacked as it is read.
final class ZipPart {
  let part: String
  /// How long it is, if the archive tells the truth.
  let declaredBytes: Int64
  private(set) var delivered: Int64 = 0
  let archive: ZipArchive
  private let file: OpaquePointer

  fileprivate init(_ file: OpaquePointer, part: String, bytes: Int64, archive: ZipArchive) {
    self.file = file
    self.part = part
    declaredBytes = bytes
    self.archive = archive
  }

  deinit { zip_fclose(file) }

  /// Fills the front of `buffer`; 0 at the end. Damage, also a wrong checksum, is refused.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileRefusal) -> Int {
    let count = zip_fread(file, buffer.baseAddress, UInt64(buffer.count))
    guard count >= 0 else {
      let reason = String(cString: zip_file_strerror(file))
      throw .workbook(name: archive.name, fault: .damaged(part: part, reason: reason))
    }
    delivered += count
    archive.unpacked += count
    let limits = archive.limits
    if delivered > limits.partBytes {
      throw .workbook(name: archive.name, fault: .expandsTooFar(part: part, limit: limits.partBytes))
    }
    if archive.unpacked > limits.ratioFreeBytes, archive.unpacked / max(1, archive.totalBytes) >= limits.ratio
    {
      throw .workbook(name: archive.name, fault: .expandsTooFast(part: part, ratio: limits.ratio))
    }
    return Int(count)
  }

  /// Reads the part to its end: whether `word` stands in it. Damage anywhere is found by this too.
  func contains(_ word: String) throws(FileRefusal) -> Bool {
    let overlap = word.utf8.count - 1, word = Array(word.utf8)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    defer { buffer.deallocate() }
    var kept = 0, isFound = false
    while true {
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[kept...])
      let count = try read(into: room)
      if count == 0 { return isFound }
      guard !isFound, let base = buffer.baseAddress else { continue }
      isFound = holds(UnsafeRawBufferPointer(start: base, count: kept + count), word)
      let tail = min(overlap, kept + count)
      memmove(base, base + (kept + count - tail), tail)
      kept = isFound ? 0 : tail
    }
  }
}

/// What the last bytes of an archive say, before anything is built from it.
private struct ZipTail {
  let fileBytes: Int64
  /// The most parts that any end record claims; 65,535 also where the true number stands elsewhere.
  let parts: Int

  init(path: String, name: String) throws(FileRefusal) {
    let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .cannotOpen(name: name, reason: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    let size = lseek(descriptor, 0, SEEK_END)
    let from = max(0, size - 65_557)
    var tail = [UInt8](repeating: 0, count: Int(size - from))
    let count = pread(descriptor, &tail, tail.count, from)
    fileBytes = Int64(size)
    var most = -1
    var place = 0
    while place + 22 <= count {
      if tail[place] == 0x50, tail[place + 1] == 0x4b, tail[place + 2] == 5, tail[place + 3] == 6 {
        most = max(most, Int(tail[place + 10]) | Int(tail[place + 11]) << 8)
      }
      place += 1
    }
    guard most >= 0 else {
      throw .workbook(
        name: name, fault: .damaged(part: "the archive", reason: "its list of parts at the end is missing"))
    }
    parts = most
  }
}

/// Whether `word` stands among the bytes. Its first byte should be rare in them.
func holds(_ bytes: UnsafeRawBufferPointer, _ word: [UInt8]) -> Bool {
  guard let base = bytes.baseAddress, let first = word.first, bytes.count >= word.count else { return false }
  var place = 0
  let last = bytes.count - word.count
  while place <= last, let found = memchr(base + place, Int32(first), last - place + 1) {
    if memcmp(found, word, word.count) == 0 { return true }
    place = base.distance(to: UnsafeRawPointer(found)) + 1
  }
  return false
}
