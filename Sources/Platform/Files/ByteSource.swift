import Foundation

/// The bytes of one file in reading order, plain or gzip (told by its first two bytes, not by its name).
///
/// Memory stays constant: one input chunk, and what the caller asks for.
package final class ByteSource {
  /// What a compressed file may expand to before it is taken for a bomb.
  package struct Limits: Sendable {
    package var decompressedBytes: Int64
    package var ratio: Int64
    /// Up to this many bytes the ratio is not looked at: a small file of zeros is harmless.
    package var ratioFreeBytes: Int64

    package init(
      decompressedBytes: Int64 = 64 << 30, ratio: Int64 = 200, ratioFreeBytes: Int64 = 64 << 20
    ) {
      self.decompressedBytes = decompressedBytes
      self.ratio = ratio
      self.ratioFreeBytes = ratioFreeBytes
    }
  }

  /// The last part of the path, for messages: a user need not learn where the server keeps its files.
  package let name: String
  /// Size of the file as stored.
  package let totalBytes: Int64
  /// Stored (compressed) bytes taken from the file so far: progress is `bytesRead` of `totalBytes`.
  package private(set) var bytesRead: Int64 = 0
  /// Bytes handed out so far, after decompression.
  package private(set) var bytesDelivered: Int64 = 0
  /// True once the first bytes have shown a gzip header.
  package var isCompressed: Bool { inflater != nil }

  private let descriptor: Int32
  private let limits: Limits
  private let input: UnsafeMutableRawBufferPointer
  private var inputStart = 0, inputEnd = 0
  private var memory: [UInt8]
  private var inflater: GzipInflater?
  private var isRecognised = false

  /// Opens the file at `path`; `chunkBytes` is the most one system call reads.
  package init(
    path: String, limits: Limits = Limits(), chunkBytes: Int = 256 << 10
  ) throws(FileRefusal) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .cannotOpen(name: name, reason: String(cString: strerror(errno)))
    }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT != S_IFDIR else {
      close(descriptor)
      throw .cannotOpen(name: name, reason: "it is not a file")
    }
    self.name = name
    self.descriptor = descriptor
    self.limits = limits
    totalBytes = Int64(facts.st_size)
    memory = []
    input = .allocate(byteCount: max(1, chunkBytes), alignment: 16)
  }

  /// Reads from memory as if it were a file called `name`, `chunkBytes` at a time.
  package init(name: String, bytes: [UInt8], limits: Limits = Limits(), chunkBytes: Int = 256 << 10) {
    self.name = name
    descriptor = -1
    self.limits = limits
    totalBytes = Int64(bytes.count)
    memory = bytes
    input = .allocate(byteCount: max(1, chunkBytes), alignment: 16)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    input.deallocate()
  }

  /// Fills the front of `buffer` with the next bytes and returns how many; 0 at the end of the file only.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileRefusal) -> Int {
    guard !buffer.isEmpty else { return 0 }
    if !isRecognised { try recognise() }
    let count = inflater == nil ? try readPlain(buffer) : try inflate(into: buffer)
    bytesDelivered += Int64(count)
    return count
  }

  /// Gzip starts with 1f 8b. One byte in hand (tests read so) is enough: no text starts with 1f.
  private func recognise() throws(FileRefusal) {
    isRecognised = true
    guard try fillInput() > 0, input[0] == 0x1f, inputEnd == 1 || input[1] == 0x8b else { return }
    inflater = GzipInflater()
  }

  private func readPlain(_ buffer: UnsafeMutableRawBufferPointer) throws(FileRefusal) -> Int {
    if inputStart < inputEnd {
      let count = min(buffer.count, inputEnd - inputStart)
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[inputStart..<inputStart + count]))
      inputStart += count
      return count
    }
    return try readStored(UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(input.count)))
  }

  private func inflate(into buffer: UnsafeMutableRawBufferPointer) throws(FileRefusal) -> Int {
    guard let inflater else { return 0 }
    var produced = 0
    while produced < buffer.count {
      if inputStart == inputEnd, try fillInput() == 0 {
        if inflater.isBetweenMembers { break }
        throw .truncatedGzip(name: name, byte: bytesRead)
      }
      let step = inflater.step(
        from: UnsafeMutableRawBufferPointer(rebasing: input[inputStart..<inputEnd]),
        into: UnsafeMutableRawBufferPointer(rebasing: buffer[produced...]))
      inputStart += step.consumed
      produced += step.produced
      let place = bytesRead - Int64(inputEnd - inputStart)
      if step.isCorrupt { throw .corruptGzip(name: name, byte: place) }
      try checkLimits(delivered: bytesDelivered + Int64(produced), place: place)
    }
    return produced
  }

  private func checkLimits(delivered: Int64, place: Int64) throws(FileRefusal) {
    if delivered > limits.decompressedBytes {
      throw .expandsTooFar(name: name, limit: limits.decompressedBytes)
    }
    if delivered > limits.ratioFreeBytes, delivered / max(1, place) >= limits.ratio {
      throw .expandsTooFast(name: name, ratio: limits.ratio, byte: place)
    }
  }

  private func fillInput() throws(FileRefusal) -> Int {
    inputStart = 0
    inputEnd = 0
    inputEnd = try readStored(input)
    return inputEnd
  }

  private func readStored(_ buffer: UnsafeMutableRawBufferPointer) throws(FileRefusal) -> Int {
    if descriptor < 0 {
      let count = min(buffer.count, memory.count - Int(bytesRead))
      memory.withUnsafeBytes { all in
        buffer.copyMemory(
          from: UnsafeRawBufferPointer(rebasing: all[Int(bytesRead)..<Int(bytesRead) + count]))
      }
      bytesRead += Int64(count)
      return count
    }
    while true {
      let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 {
        bytesRead += Int64(count)
        return count
      }
      guard errno == EINTR else { throw .cannotRead(name: name, reason: String(cString: strerror(errno))) }
    }
  }
}
