import CZlib
import Foundation

/// Where written bytes go: a file, or a closure (an HTTP body), plain or gzip, in chunks.
package final class ByteSink {
  package enum Compression: Sendable { case none, gzip }

  /// Bytes handed on so far, after compression.
  package private(set) var bytesWritten: Int64 = 0

  private let pass: (UnsafeRawBufferPointer) throws -> Void
  private let close: () throws -> Void
  private var pending: [UInt8] = []
  private let chunkBytes: Int
  private var deflater: GzipDeflater?
  private var isFinished = false

  /// Creates the file at `path`, or empties the one there.
  package convenience init(path: String, compression: Compression = .none) throws(FileRefusal) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let file = OutputFile(name: name, descriptor: open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640))
    guard file.descriptor >= 0 else {
      throw .cannotWrite(name: name, reason: String(cString: strerror(errno)))
    }
    self.init(compression: compression, close: file.finish, file.write)
  }

  /// Hands every chunk to `pass`.
  package init(
    compression: Compression = .none, chunkBytes: Int = 64 << 10, close: @escaping () throws -> Void = {},
    _ pass: @escaping (UnsafeRawBufferPointer) throws -> Void
  ) {
    self.pass = pass
    self.close = close
    self.chunkBytes = max(1, chunkBytes)
    deflater = compression == .gzip ? GzipDeflater() : nil
    pending.reserveCapacity(self.chunkBytes + 4096)
  }

  /// Adds bytes; they reach their place by `finish()` at the latest.
  package func write(_ bytes: some Sequence<UInt8>) throws {
    pending.append(contentsOf: bytes)
    if pending.count >= chunkBytes { try flush(isLast: false) }
  }

  /// Writes what is left and closes. Without it a file is incomplete.
  package func finish() throws {
    guard !isFinished else { return }
    isFinished = true
    try flush(isLast: true)
    try close()
  }

  private func flush(isLast: Bool) throws {
    defer { pending.removeAll(keepingCapacity: true) }
    guard let deflater else {
      if !pending.isEmpty { try pending.withUnsafeBytes(deliver) }
      return
    }
    try pending.withUnsafeMutableBytes { try deflater.deflate($0, isLast: isLast, deliver) }
  }

  private func deliver(_ bytes: UnsafeRawBufferPointer) throws {
    try pass(bytes)
    bytesWritten += Int64(bytes.count)
  }
}

/// The descriptor behind a sink; closed with the last reference.
private final class OutputFile {
  let name: String
  private(set) var descriptor: Int32

  init(name: String, descriptor: Int32) {
    self.name = name
    self.descriptor = descriptor
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = UnsafeRawBufferPointer(rebasing: rest)
      let count = Foundation.write(descriptor, piece.baseAddress, piece.count)
      if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { throw refusal() }
    }
  }

  /// A full disk may show only when the file is closed.
  func finish() throws {
    let result = close(descriptor)
    descriptor = -1
    if result != 0 { throw refusal() }
  }

  private func refusal() -> FileRefusal { .cannotWrite(name: name, reason: String(cString: strerror(errno))) }
}

/// One gzip member, made piece by piece.
private final class GzipDeflater {
  private let stream: UnsafeMutablePointer<z_stream>
  private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let result = deflateInit2_(
      stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
    precondition(result == Z_OK, "zlib cannot start: \(result)")
  }

  deinit {
    deflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
    output.deallocate()
  }

  func deflate(
    _ input: UnsafeMutableRawBufferPointer, isLast: Bool, _ deliver: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = UInt32(input.count)
    repeat {
      stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(output.count)
      _ = CZlib.deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
      let made = output.count - Int(stream.pointee.avail_out)
      if made > 0 { try deliver(UnsafeRawBufferPointer(rebasing: output[..<made])) }
    } while stream.pointee.avail_out == 0
  }
}
