import CExpat
import Foundation

/// Takes the events of one XML document. Names come without their prefix: writers choose prefixes freely.
class XMLHandler {
  /// What ended the reading, if it was the content and not the XML.
  var fault: WorkbookFault?
  fileprivate(set) var depth = 0
  fileprivate var parser: XML_Parser?

  func begin(_ name: XMLName, _ attributes: XMLAttributes) {}
  func end(_ name: XMLName) {}
  func text(_ bytes: UnsafeRawBufferPointer) {}

  /// Ends the reading for good.
  func refuse(_ fault: WorkbookFault) {
    self.fault = self.fault ?? fault
    stop()
  }

  /// Ends the reading: what follows is of no interest.
  func stop() { if let parser { XML_StopParser(parser, XML_Bool(XML_FALSE)) } }

  /// Lets the present step return; the next goes on from here.
  func pause() { if let parser { XML_StopParser(parser, XML_Bool(XML_TRUE)) } }
}

/// The name of an element without its prefix.
struct XMLName {
  let base: UnsafePointer<CChar>

  @inline(__always) init(_ raw: UnsafePointer<CChar>) {
    var place = raw, local = raw
    while place.pointee != 0 {
      if place.pointee == 58 { local = place + 1 }
      place += 1
    }
    base = local
  }

  /// A name as it is written.
  @inline(__always) init(whole raw: UnsafePointer<CChar>) { base = raw }

  /// The letter of a name of one letter, or 0.
  @inline(__always) var letter: CChar { base[0] != 0 && base[1] == 0 ? base[0] : 0 }

  static func == (name: XMLName, word: StaticString) -> Bool {
    strcmp(UnsafeRawPointer(word.utf8Start).assumingMemoryBound(to: CChar.self), name.base) == 0
  }
}

/// The attributes of an element: name, value, name, value, nothing. Those with a prefix are other ones.
struct XMLAttributes {
  let base: UnsafeMutablePointer<UnsafePointer<CChar>?>

  subscript(word: StaticString) -> UnsafePointer<CChar>? { value { XMLName(whole: $0) == word } }

  /// The attribute of that name in another namespace, whatever its prefix.
  func foreign(_ word: StaticString) -> String? {
    value { strchr($0, 58) != nil && XMLName($0) == word }.map { String(cString: $0) }
  }

  private func value(_ isWanted: (UnsafePointer<CChar>) -> Bool) -> UnsafePointer<CChar>? {
    var place = base
    while let name = place.pointee, let value = place[1] {
      if isWanted(name) { return value }
      place += 2
    }
    return nil
  }

  func text(_ word: StaticString) -> String? { self[word].map { String(cString: $0) } }

  func number(_ word: StaticString) -> Int? { self[word].flatMap { Int(String(cString: $0)) } }

  func isTrue(_ word: StaticString) -> Bool {
    guard let value = self[word] else { return false }
    return strcmp(value, "1") == 0 || strcmp(value, "true") == 0
  }
}

/// Feeds one part of a workbook to expat, piece by piece. Document types, and so entities, are refused.
final class XMLStream {
  let source: ZipPart
  private let handler: XMLHandler
  private let parser: XML_Parser
  private var isPaused = false, isFed = false
  private(set) var isFinished = false

  private static let pieceBytes = 128 << 10
  private static let deepest = 200
  /// What expat must hold of one tag that has not ended; reading it again and again costs time too.
  private static let longestTag = 4 << 20

  init(_ source: ZipPart, _ handler: XMLHandler) {
    self.source = source
    self.handler = handler
    // Nil only for want of memory.
    guard let parser = XML_ParserCreate(nil) else { preconditionFailure("expat cannot start") }
    self.parser = parser
    handler.parser = parser
    XML_SetUserData(parser, Unmanaged.passUnretained(handler).toOpaque())
    XML_SetElementHandler(
      parser,
      { user, name, attributes in
        guard let user, let name, let attributes else { return }
        Unmanaged<XMLHandler>.fromOpaque(user)._withUnsafeGuaranteedRef { handler in
          handler.depth += 1
          if handler.depth > XMLStream.deepest {
            handler.refuse(.damaged(part: "its XML", reason: "elements lie too deep in each other"))
          }
          handler.begin(XMLName(name), XMLAttributes(base: attributes))
        }
      },
      { user, name in
        guard let user, let name else { return }
        Unmanaged<XMLHandler>.fromOpaque(user)._withUnsafeGuaranteedRef { handler in
          handler.depth -= 1
          handler.end(XMLName(name))
        }
      })
    XML_SetCharacterDataHandler(parser) { user, text, count in
      guard let user else { return }
      Unmanaged<XMLHandler>.fromOpaque(user)._withUnsafeGuaranteedRef {
        $0.text(UnsafeRawBufferPointer(start: text, count: Int(count)))
      }
    }
    XML_SetStartDoctypeDeclHandler(parser) { user, _, _, _, _ in
      guard let user else { return }
      Unmanaged<XMLHandler>.fromOpaque(user)._withUnsafeGuaranteedRef {
        $0.refuse(.declaresEntities(part: ""))
      }
    }
  }

  deinit {
    handler.parser = nil
    XML_ParserFree(parser)
  }

  /// Reads the whole part.
  func run() throws(FileRefusal) { while try step() {} }

  /// Reads a piece, or up to where the handler pauses; false at the end.
  func step() throws(FileRefusal) -> Bool {
    guard !isFinished else { return false }
    let status: XML_Status
    if isPaused {
      status = XML_ResumeParser(parser)
    } else {
      guard let room = XML_GetBuffer(parser, Int32(Self.pieceBytes)) else {
        throw refusal(.damaged(part: source.part, reason: "its XML cannot be held"))
      }
      let count = try source.read(into: UnsafeMutableRawBufferPointer(start: room, count: Self.pieceBytes))
      isFed = count == 0
      status = XML_ParseBuffer(parser, Int32(count), isFed ? 1 : 0)
    }
    isPaused = status == XML_STATUS_SUSPENDED
    if status == XML_STATUS_ERROR { try fail() }
    if status == XML_STATUS_OK {
      if isFed { isFinished = true }
      if source.delivered - Int64(XML_GetCurrentByteIndex(parser)) > Int64(Self.longestTag + Self.pieceBytes)
      {
        throw refusal(
          .damaged(part: source.part, reason: "one of its tags is longer than any workbook needs"))
      }
    }
    return !isFinished
  }

  /// A handler that had enough ends the reading; everything else is refused.
  private func fail() throws(FileRefusal) {
    isFinished = true
    if let fault = handler.fault {
      switch fault {
      case .declaresEntities: throw refusal(.declaresEntities(part: source.part))
      case .damaged(_, let reason): throw refusal(.damaged(part: source.part, reason: reason))
      default: throw refusal(fault)
      }
    }
    let code = XML_GetErrorCode(parser)
    guard code != XML_ERROR_ABORTED else { return }
    let reason = XML_ErrorString(code).map { String(cString: $0) } ?? "not XML"
    throw refusal(
      .damaged(part: source.part, reason: "\(reason), line \(XML_GetCurrentLineNumber(parser))"))
  }

  private func refusal(_ fault: WorkbookFault) -> FileRefusal {
    .workbook(name: source.archive.name, fault: fault)
  }
}
