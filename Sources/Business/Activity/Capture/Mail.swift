import Foundation
import Kernel

/// A mail as a mail program saves it (.eml), read in pieces: only its words are held, whatever is attached to it.
struct Mail: Sendable, Equatable {
  struct Address: Sendable, Equatable, Hashable {
    let name: String
    let address: String
  }

  var from: Address?
  var to: [Address] = []
  var subject = ""
  var date: Date?
  var messageID: String?
  var text = ""
  var attachments: [String] = []
  /// What a reader should know: a zone that was not understood, a text that was cut.
  var notes: [String] = []

  /// Mails within mails, and parts within parts.
  static let deepest = 12
  static let mostText = 200_000
  static let mostHead = 262_144

  static func read(path: String) throws -> Mail {
    var reader = try MailReader(path: path)
    return try reader.read()
  }
}

/// Goes through the lines of a mail once.
struct MailReader: ~Copyable {
  private var lines: LineFile
  private var mail = Mail()
  private var boundaries: [String] = []
  private var plain: String?
  private var html: String?

  init(path: String) throws { lines = try LineFile(path: path) }

  /// What ended a part: a boundary (its place in the stack, and whether it was the closing one), or the file.
  private enum End { case boundary(Int, isLast: Bool), file }

  mutating func read() throws -> Mail {
    let head = try readHead()
    guard head["from"] != nil || head["subject"] != nil || head["date"] != nil else {
      throw ActivityRefusal.brokenMail("it has neither sender nor subject nor date")
    }
    describe(head)
    _ = try readBody(head, depth: 0, isTop: true)
    if let plain {
      mail.text = TextDecoding.tidied(plain)
    } else if let html {
      mail.text = TextDecoding.tidied(TextDecoding.plain(html: html))
    }
    return mail
  }

  private mutating func describe(_ head: [String: String]) {
    mail.subject = TextDecoding.tidied(TextDecoding.words(head["subject"] ?? ""), limit: 300)
    mail.from = Mail.addresses(head["from"] ?? "").first
    mail.to = Mail.addresses(head["to"] ?? "") + Mail.addresses(head["cc"] ?? "")
    mail.messageID = head["message-id"]?.trimmingCharacters(in: CharacterSet(charactersIn: " <>\t"))
    guard let text = head["date"] else { return }
    guard let date = MailDate.parse(text) else {
      mail.notes.append("The date “\(text.prefix(60))” can't be read; the time of the upload was taken.")
      return
    }
    mail.date = date.moment
    if !date.isZoneKnown {
      mail.notes.append(
        "The time zone of “\(text.prefix(60))” is not known; the time was read as UTC. Check it.")
    }
  }

  /// The fields until the empty line, by their names in small letters; folded ones in one piece.
  private mutating func readHead() throws -> [String: String] {
    var fields: [String: String] = [:], last: String?, size = 0
    while let line = try lines.next(), !line.isEmpty {
      size += line.count
      guard size <= Mail.mostHead else {
        throw ActivityRefusal.brokenMail("its head is longer than \(Mail.mostHead / 1_024) KB")
      }
      let text = TextDecoding.text(Array(line), nil)
      if let first = line.first, first == 32 || first == 9 {
        if let last { fields[last, default: ""] += " " + text.trimmingCharacters(in: .whitespaces) }
        continue
      }
      guard let colon = text.firstIndex(of: ":") else { continue }
      let name = text[..<colon].lowercased()
      last = fields[name] == nil ? name : nil
      if fields[name] == nil {
        fields[name] = text[text.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      }
    }
    return fields
  }

  private mutating func readBody(_ head: [String: String], depth: Int, isTop: Bool) throws -> End {
    guard depth <= Mail.deepest else { throw ActivityRefusal.tooDeep(Mail.deepest) }
    let type = ContentType(head["content-type"] ?? "text/plain")
    if type.name.hasPrefix("multipart/"), let boundary = type.parameters["boundary"], !boundary.isEmpty {
      return try readParts(boundary, depth: depth)
    }
    let name = fileName(head, type)
    if type.name == "message/rfc822" {
      let inner = try readHead()
      mail.attachments.append(TextDecoding.words(inner["subject"] ?? name ?? "A mail"))
      return try readBody(inner, depth: depth + 1, isTop: false)
    }
    if let name, !isTop || !type.name.hasPrefix("text/") { mail.attachments.append(name) }
    let isText =
      (name == nil || isTop)
      && (type.name == "text/plain" && plain == nil || type.name == "text/html" && html == nil)
    return try readLeaf(head, type, isText: isText)
  }

  private func fileName(_ head: [String: String], _ type: ContentType) -> String? {
    let disposition = ContentType(head["content-disposition"] ?? "")
    let name = disposition.parameters["filename"] ?? type.parameters["name"]
    return name.map { String(TextDecoding.words($0).prefix(200)) }
      ?? (disposition.name == "attachment" ? "A file" : nil)
  }

  private mutating func readParts(_ boundary: String, depth: Int) throws -> End {
    boundaries.append(boundary)
    let own = boundaries.count - 1
    var end = try skip()
    while case .boundary(let place, let isLast) = end, place == own {
      if isLast {
        boundaries.removeLast(boundaries.count - own)
        return try skip()
      }
      let head = try readHead()
      end = try readBody(head, depth: depth + 1, isTop: false)
    }
    boundaries.removeLast(boundaries.count - min(own, boundaries.count))
    return end
  }

  /// Lines that are nobody's, until a boundary.
  private mutating func skip() throws -> End {
    while let line = try lines.next() {
      if let end = boundary(line) { return end }
    }
    return .file
  }

  private func boundary(_ line: ArraySlice<UInt8>) -> End? {
    guard line.count > 2, line.starts(with: [45, 45]), !boundaries.isEmpty else { return nil }
    let text = String(decoding: line.dropFirst(2), as: UTF8.self).trimmingCharacters(in: .whitespaces)
    for place in boundaries.indices.reversed() {
      if text == boundaries[place] { return .boundary(place, isLast: false) }
      if text == boundaries[place] + "--" { return .boundary(place, isLast: true) }
    }
    return nil
  }

  /// The text of a part, or nothing of it where it is not wanted: then its lines only pass by.
  private mutating func readLeaf(_ head: [String: String], _ type: ContentType, isText: Bool) throws -> End {
    var bytes: [UInt8] = [], end = End.file
    while let line = try lines.next() {
      if let found = boundary(line) {
        end = found
        break
      }
      guard isText, bytes.count < Mail.mostText else { continue }
      bytes += line
      bytes.append(10)
    }
    guard isText else { return end }
    if bytes.count >= Mail.mostText {
      mail.notes.append("The text was cut after \(Mail.mostText / 1_000) KB.")
    }
    switch (head["content-transfer-encoding"] ?? "").lowercased() {
    case "base64": bytes = TextDecoding.base64(bytes)
    case "quoted-printable": bytes = TextDecoding.quotedPrintable(bytes)
    default: break
    }
    let text = TextDecoding.text(bytes, type.parameters["charset"])
    if type.name == "text/html" { html = text } else { plain = text }
    return end
  }
}

/// `text/plain; charset="utf-8"`: the name in small letters and the parameters.
struct ContentType: Equatable {
  let name: String
  let parameters: [String: String]

  init(_ text: String) {
    var pieces: [String] = [], piece = "", inQuotes = false
    for character in text {
      if character == "\"" { inQuotes.toggle() }
      if character == ";", !inQuotes {
        pieces.append(piece)
        piece = ""
      } else {
        piece.append(character)
      }
    }
    pieces.append(piece)
    name = pieces[0].trimmingCharacters(in: .whitespaces).lowercased()
    var parameters: [String: String] = [:]
    for pair in pieces.dropFirst() {
      guard let equals = pair.firstIndex(of: "=") else { continue }
      let key = pair[..<equals].trimmingCharacters(in: .whitespaces).lowercased()
      let value = pair[pair.index(after: equals)...].trimmingCharacters(
        in: CharacterSet(charactersIn: " \t\""))
      parameters[key] = value
    }
    self.parameters = parameters
  }
}

extension Mail {
  /// `Berg, Anna <anna@x.example>, bo@x.example`: names and addresses, quotes and comments minded.
  static func addresses(_ text: String) -> [Address] {
    var pieces: [String] = [], piece = "", inQuotes = false, inAngles = false
    for character in text.prefix(20_000) {
      if character == "\"" { inQuotes.toggle() }
      if character == "<" { inAngles = true }
      if character == ">" { inAngles = false }
      if character == ",", !inQuotes, !inAngles, piece.contains("@") {
        pieces.append(piece)
        piece = ""
      } else {
        piece.append(character)
      }
    }
    pieces.append(piece)
    return pieces.prefix(500).compactMap { piece in
      let trimmed = piece.trimmingCharacters(in: .whitespaces)
      if let open = trimmed.lastIndex(of: "<"), let close = trimmed.lastIndex(of: ">"), open < close {
        let address = String(trimmed[trimmed.index(after: open)..<close]).trimmingCharacters(in: .whitespaces)
        let name = trimmed[..<open].trimmingCharacters(in: CharacterSet(charactersIn: " \t\""))
        return address.contains("@") ? Address(name: TextDecoding.words(name), address: address) : nil
      }
      return trimmed.contains("@") && !trimmed.contains(" ") ? Address(name: "", address: trimmed) : nil
    }
  }
}
