package import Files
package import Kernel

/// Who sends an interchange to whom: qualifier and id, as agreed with the partner.
package struct X12Address: Sendable, Hashable {
  package let qualifier: String
  package let id: String

  package init(qualifier: String = "ZZ", id: String) {
    self.qualifier = qualifier
    self.id = id
  }
}

/// Writes interchanges: envelopes with right counts and control numbers come by themselves.
///
/// `interchange` { `group` { `set` { segments } } }: each closes what it opened.
package final class X12Writer {
  package struct Options: Sendable {
    package var delimiters = X12Delimiters.usual
    /// Written behind each terminator, for people who open the file.
    package var hasLineEnds = true
    package var version = "00401"
    package var isTest = false
    package init() {}
  }

  package let options: Options
  private let sink: ByteSink
  private var groups = 0, sets = 0, segments = 0
  private var nextGroup = 1

  package init(_ sink: ByteSink, options: Options = Options()) {
    self.sink = sink
    self.options = options
  }

  /// One interchange. `control` has up to nine digits and is used once between two partners.
  package func interchange(
    from sender: X12Address, to receiver: X12Address, control: Int, on day: Day, at time: String = "0000",
    _ body: () throws -> Void
  ) throws {
    groups = 0
    let number = padded("\(control)", 9)
    // Before 00402 the eleventh element names the standard instead of a repetition mark.
    let hasRepetition = options.version >= "00402"
    let repetition = options.delimiters.repetition.map { String(UnicodeScalar($0)) } ?? "^"
    try put(
      "ISA",
      [
        "00", blank("", 10), "00", blank("", 10), blank(sender.qualifier, 2), blank(sender.id, 15),
        blank(receiver.qualifier, 2), blank(receiver.id, 15), String(X12Day.text(day).dropFirst(2)), time,
        hasRepetition ? repetition : "U", options.version, number, "0", options.isTest ? "T" : "P",
        String(UnicodeScalar(options.delimiters.component)),
      ], isChecked: false)
    try body()
    try put("IEA", ["\(groups)", number])
  }

  /// A functional group: `PD` for 852s, `PT` for 867s.
  package func group(
    _ code: String, from sender: String, to receiver: String, on day: Day, at time: String = "0000",
    _ body: () throws -> Void
  ) throws {
    sets = 0
    groups += 1
    let control = "\(nextGroup)"
    nextGroup += 1
    try put("GS", [code, sender, receiver, X12Day.text(day), time, control, "X", "\(options.version)0"])
    try body()
    try put("GE", ["\(sets)", control])
  }

  /// A transaction set: `852`.
  package func set(_ type: String, _ body: () throws -> Void) throws {
    segments = 0
    sets += 1
    let control = padded("\(sets)", 4)
    try put("ST", [type, control])
    try body()
    try put("SE", ["\(segments + 1)", control])
  }

  /// One segment. Empty elements at its end are left off; one that holds a mark of the file is refused.
  package func segment(_ tag: String, _ elements: String...) throws { try put(tag, elements) }

  /// The same for elements that were gathered.
  package func segment(_ tag: String, _ elements: [String]) throws { try put(tag, elements) }

  private func put(_ tag: String, _ elements: [String], isChecked: Bool = true) throws {
    let marks = options.delimiters
    segments += 1
    var bytes = Array(tag.utf8), last = elements.count
    while last > 0, elements[last - 1].isEmpty { last -= 1 }
    for (place, text) in elements[..<last].enumerated() {
      bytes.append(marks.element)
      if isChecked { try check(text, tag, place + 1) }
      bytes.append(contentsOf: text.utf8)
    }
    bytes.append(marks.terminator)
    if options.hasLineEnds, marks.terminator != 10 { bytes.append(10) }
    try sink.write(bytes)
  }

  /// X12 knows no escape: a mark inside an element would cut it in two.
  private func check(_ text: String, _ tag: String, _ place: Int) throws {
    let marks = options.delimiters.all
    guard let mark = text.utf8.first(where: { marks.contains($0) || $0 < 32 }) else { return }
    throw X12Refusal.element(
      segment: segments, tag: tag, element: place, found: text,
      reason: "it holds \(X12Delimiters.name(mark)), which X12 can't carry inside an element. Take it out.")
  }

  private func padded(_ digits: String, _ width: Int) -> String {
    String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private func blank(_ text: String, _ width: Int) -> String {
    let short = String(text.prefix(width))
    return short + String(repeating: " ", count: width - short.count)
  }
}
