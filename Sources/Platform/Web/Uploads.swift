import Blueprint
import Files
import Foundation
import Kernel
import Secrets

/// Files that come in: streamed to disk as they arrive, measured and fingerprinted on the way.
extension Site {
  func upload(_ call: Call) async throws -> Fields {
    let type = call.request.headers["content-type"] ?? ""
    guard type.lowercased().hasPrefix("multipart/form-data"), let boundary = Self.boundary(in: type) else {
      throw WebRefusal.wrongType(expected: "multipart/form-data with a field “file”")
    }
    if let length = call.request.body.length, length > options.uploadLimit {
      throw WebRefusal.tooLarge(limit: options.uploadLimit)
    }
    let sink = UploadSink(folder: folder + "/uploads", limit: options.uploadLimit)
    do {
      var reader = MultipartReader(boundary: boundary)
      while let chunk = try await call.request.body.next() {
        for part in try reader.read(chunk) { try sink.take(part) }
      }
      guard reader.isFinished else { throw WebRefusal.wrongType(expected: "a complete multipart body") }
      return try sink.fields()
    } catch {
      sink.discard()
      throw error
    }
  }

  private static func boundary(in type: String) -> String? {
    for part in type.split(separator: ";").dropFirst() {
      let pair = part.trimmingCharacters(in: .whitespaces).split(separator: "=", maxSplits: 1)
      if pair.count == 2, pair[0].lowercased() == "boundary" {
        let text = pair[1].trimmingCharacters(in: CharacterSet(charactersIn: "\""))
        return (1...70).contains(text.utf8.count) ? text : nil
      }
    }
    return nil
  }
}

/// Where the parts of a form go: text into fields, the file onto disk.
private final class UploadSink {
  private let folder: String
  private let limit: Int
  private var texts: [(String, String)] = []
  private var name = ""
  private var fileName: String?
  private var text: [UInt8] = []
  private var file: FileHandle?
  private var path: String?
  private var size = 0
  private var hash = SHA256()
  private var kept: Upload?

  init(folder: String, limit: Int) {
    self.folder = folder
    self.limit = limit
  }

  func take(_ part: MultipartReader.Event) throws {
    switch part {
    case .began(let name, let fileName):
      self.name = name
      self.fileName = fileName
      text = []
      if fileName != nil { try open() }
    case .bytes(let bytes):
      if fileName == nil {
        guard text.count + bytes.count <= 1_048_576 else { throw WebRefusal.tooLarge(limit: 1_048_576) }
        text += bytes
      } else {
        size += bytes.count
        guard size <= limit else { throw WebRefusal.tooLarge(limit: limit) }
        hash.update(bytes)
        try file?.write(contentsOf: Data(bytes))
      }
    case .ended: try close()
    }
  }

  private func open() throws {
    guard kept == nil else { throw WebRefusal.wrongType(expected: "one file at a time") }
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    // The name on disk is ours alone: nothing a caller sends reaches the file system.
    let path = folder + "/" + ID<Upload>.new().text
    let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    self.path = path
    file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    (size, hash) = (0, SHA256())
  }

  private func close() throws {
    guard let fileName else {
      guard let value = String(validating: text, as: UTF8.self) else { throw WebRefusal.badEncoding }
      texts.append((name, value))
      return
    }
    try file?.close()
    file = nil
    guard let path else { return }
    if fileName.isEmpty && size == 0 { return discard() }
    kept = Upload(path: path, name: UploadName.sanitised(fileName), bytes: size, digest: hash.hexDigest())
  }

  func fields() throws -> Fields {
    var fields = Fields()
    if let kept {
      fields = Fields(json: [
        "file": .object([
          "path": .text(kept.path), "name": .text(kept.name), "bytes": .whole(Int64(kept.bytes)),
          "digest": .text(kept.digest),
        ])
      ])
    }
    fields.add(text: texts)
    if kept == nil, !texts.contains(where: { $0.0 == "file" }) { throw WebRefusal.uploadMissing }
    return fields
  }

  func discard() {
    try? file?.close()
    if let path { try? FileManager.default.removeItem(atPath: path) }
    (file, path, kept) = (nil, nil, nil)
  }
}
