#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A temporary file that has no name: it is unlinked as soon as it is open, so nothing is left behind whatever
/// happens to the program.
final class SpillFile {
  private let descriptor: Int32
  private(set) var size = 0

  init(in folder: String) throws(FactSortFault) {
    var path = Array("\(folder)/facts-XXXXXX".utf8CString)
    descriptor = mkstemp(&path)
    guard descriptor >= 0 else { throw Self.fault("open") }
    unlink(path)
  }

  /// Takes over an open file.
  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  func append(_ bytes: UnsafeRawBufferPointer) throws(FactSortFault) {
    var done = 0
    while done < bytes.count, let start = bytes.baseAddress {
      let written = write(descriptor, start + done, bytes.count - done)
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw Self.fault("write") }
      done += written
    }
    size += done
  }

  func read(_ target: UnsafeMutableRawBufferPointer, at offset: Int) throws(FactSortFault) {
    var done = 0
    while done < target.count, let start = target.baseAddress {
      let count = pread(descriptor, start + done, target.count - done, off_t(offset + done))
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        throw count < 0 ? Self.fault("read") : .temporaryFile(doing: "read", reason: "it is short")
      }
      done += count
    }
  }

  private static func fault(_ doing: String) -> FactSortFault {
    .temporaryFile(doing: doing, reason: String(cString: strerror(errno)))
  }
}
