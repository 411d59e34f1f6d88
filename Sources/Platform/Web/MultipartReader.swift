import Foundation

/// Reads `multipart/form-data` (RFC 7578) as it arrives; a part's bytes are handed on, never gathered.
struct MultipartReader {
  enum Event {
    case began(name: String, fileName: String?)
    case bytes([UInt8])
    case ended
  }

  private enum State { case preamble, head, body, finished }

  private let fence: [UInt8]
  private var buffer: [UInt8]
  private var state = State.preamble

  init(boundary: String) {
    fence = Array("\r\n--\(boundary)".utf8)
    // The first fence has no line before it; with one put there, all fences are alike.
    buffer = [13, 10]
  }

  var isFinished: Bool { state == .finished }

  mutating func read(_ chunk: [UInt8]) throws -> [Event] {
    guard state != .finished else { return [] }
    buffer += chunk
    var events: [Event] = []
    while try step(&events) {}
    return events
  }

  /// One move; false when more bytes are needed.
  private mutating func step(_ events: inout [Event]) throws -> Bool {
    switch state {
    case .finished: return false
    case .head: return try readHead(&events)
    case .preamble, .body:
      guard let place = Self.find(fence, in: buffer) else {
        // The tail may be the beginning of a fence: it waits.
        let safe = buffer.count - fence.count - 4
        if safe > 0 {
          if state == .body { events.append(.bytes(Array(buffer[..<safe]))) }
          buffer.removeFirst(safe)
        }
        return false
      }
      let after = place + fence.count
      guard buffer.count >= after + 2 else { return false }
      if state == .body {
        if place > 0 { events.append(.bytes(Array(buffer[..<place]))) }
        events.append(.ended)
      }
      let isLast = buffer[after] == 45 && buffer[after + 1] == 45
      guard isLast || (buffer[after] == 13 && buffer[after + 1] == 10) else {
        throw WebRefusal.wrongType(expected: "a well-formed multipart body")
      }
      buffer.removeFirst(after + 2)
      state = isLast ? .finished : .head
      return true
    }
  }

  private mutating func readHead(_ events: inout [Event]) throws -> Bool {
    guard let end = Self.find([13, 10, 13, 10], in: buffer) else {
      guard buffer.count < 16_384 else {
        throw WebRefusal.wrongType(expected: "multipart parts with short heads")
      }
      return false
    }
    guard let head = String(validating: buffer[..<end], as: UTF8.self) else { throw WebRefusal.badEncoding }
    buffer.removeFirst(end + 4)
    let line = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-disposition:") } ?? ""
    guard let name = Self.value("name", in: line) else {
      throw WebRefusal.wrongType(expected: "multipart parts with names")
    }
    events.append(.began(name: name, fileName: Self.value("filename", in: line)))
    state = .body
    return true
  }

  private static func value(_ key: String, in line: some StringProtocol) -> String? {
    guard let start = line.range(of: "; \(key)=\"") else { return nil }
    let rest = line[start.upperBound...]
    guard let end = rest.firstIndex(of: "\"") else { return nil }
    return String(rest[..<end]).replacingOccurrences(of: "%22", with: "\"")
  }

  private static func find(_ needle: [UInt8], in bytes: [UInt8]) -> Int? {
    guard bytes.count >= needle.count else { return nil }
    return bytes.withUnsafeBufferPointer { bytes in
      var place = 0
      let last = bytes.count - needle.count
      while place <= last {
        if bytes[place] == needle[0] {
          var length = 1
          while length < needle.count && bytes[place + length] == needle[length] { length += 1 }
          if length == needle.count { return place }
        }
        place += 1
      }
      return nil
    }
  }
}
