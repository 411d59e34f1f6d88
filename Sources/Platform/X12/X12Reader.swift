package import Files

/// Reads the segments of an X12 file one by one, in constant memory, and holds its envelopes to their word.
///
/// Line ends between segments are passed over. What can't be relied on is refused by segment; what could be read all
/// the same is in `warnings`.
package final class X12Reader {
  package enum Checking: Sendable {
    /// Counts and control numbers must be right.
    case strict
    /// Wrong counts and control numbers become warnings. Missing envelopes are refused all the same.
    case lenient
  }

  package struct Options: Sendable {
    package var checking = Checking.strict
    package var longestSegment = 1 << 20
    package init(checking: Checking = .strict, longestSegment: Int = 1 << 20) {
      self.checking = checking
      self.longestSegment = longestSegment
    }
  }

  package var source: ByteSource { scanner.source }
  package var warnings: [X12Warning] { scanner.warnings.all }
  package var delimiters: X12Delimiters { scanner.delimiters }
  /// Segments read so far.
  package var segments: Int { scanner.count }
  /// The envelopes around the segment that was read last; its own, where it opens or ends one.
  package private(set) var interchange: X12Interchange?
  /// The sender of the last interchange, also when it has ended.
  package private(set) var lastSender: String?
  package private(set) var group: X12Group?
  package private(set) var set: X12Set?

  private let scanner: X12Scanner
  private let checking: Checking
  /// Of what is open: groups in the interchange, sets in the group, segments in the set.
  private var groups = 0, sets = 0, position = 0
  private var ended: String?
  private var interchangesSeen = Set<[String]>()
  private var setsSeen = Set<String>()

  package init(_ source: ByteSource, options: Options = Options()) {
    scanner = X12Scanner(source, longestSegment: options.longestSegment)
    checking = options.checking
  }

  /// The next segment, envelopes included, or nil at the end.
  package func next() throws -> X12Segment? {
    leave()
    guard var segment = try scanner.next(isOutside: interchange == nil) else {
      if scanner.count == 0 { throw FileRefusal.empty(name: source.name) }
      if let awaited { throw X12Refusal.truncated(segment: scanner.count, awaited: awaited) }
      return nil
    }
    switch segment.tag {
    case "ISA": try open(interchange: segment)
    case "GS": try open(group: segment)
    case "ST": try open(set: segment)
    case "SE": try close(set: segment)
    case "GE": try close(group: segment)
    case "IEA": try close(interchange: segment)
    case "TA1" where group == nil: break
    default: try within(segment)
    }
    segment.position = position
    return segment
  }

  /// The trailer whose lack means that the file breaks off.
  private var awaited: String? {
    if let set { return "SE of the set \(set.control)" }
    if let group { return "GE of the group \(group.control)" }
    return interchange.map { "IEA of the interchange \($0.control)" }
  }

  /// Leaves the envelope whose trailer was handed out.
  private func leave() {
    switch ended {
    case "SE": (set, position) = (nil, 0)
    case "GE": group = nil
    case "IEA": interchange = nil
    default: break
    }
    ended = nil
  }

  // MARK: - Opening

  private func open(interchange isa: X12Segment) throws {
    guard interchange == nil else {
      throw X12Refusal.misplaced(
        segment: isa.number, tag: "ISA", reason: "begins before \(awaited ?? "the last one") has come")
    }
    let new = X12Interchange(isa)
    if interchangesSeen.count < Self.mostRemembered,
      !interchangesSeen.insert([new.sender, new.receiver, new.control]).inserted
    {
      try object(.repeated(segment: isa.number, control: new.control, sender: new.sender))
    }
    if new.isTest { scanner.warnings.add(.testData, isa.number) }
    (interchange, groups, lastSender) = (new, 0, new.sender)
  }

  private func open(group gs: X12Segment) throws {
    guard group == nil else { throw early(gs) }
    (group, sets) = (X12Group(gs), 0)
    setsSeen.removeAll(keepingCapacity: true)
    groups += 1
  }

  private func open(set st: X12Segment) throws {
    guard group != nil else {
      throw X12Refusal.misplaced(
        segment: st.number, tag: "ST", reason: "stands outside of a group (GS to GE)")
    }
    guard set == nil else { throw early(st) }
    let new = X12Set(st)
    if setsSeen.count < Self.mostRemembered, !setsSeen.insert(new.type + " " + new.control).inserted {
      scanner.warnings.add(.repeatedSet, st.number)
    }
    (set, position) = (new, 1)
    sets += 1
  }

  private func early(_ segment: X12Segment) -> X12Refusal {
    .misplaced(
      segment: segment.number, tag: segment.tag, reason: "begins before \(awaited ?? "the last one") has come"
    )
  }

  private func within(_ segment: X12Segment) throws {
    guard set != nil else {
      let tag = segment.tag.isEmpty ? "an empty segment" : String(segment.tag.prefix(10))
      throw X12Refusal.misplaced(
        segment: segment.number, tag: tag, reason: "stands outside of a transaction set (ST to SE)")
    }
    position += 1
  }

  // MARK: - Closing

  private func close(set se: X12Segment) throws {
    guard let set else { throw late(se, "ST") }
    position += 1
    if Int(se[1]) != position {
      try object(
        .count(
          segment: se.number, tag: "SE01", of: "segments in its set", found: se[1], expected: position))
    }
    if se[2] != set.control {
      if Int(se[2]) != nil, Int(se[2]) == Int(set.control) {
        scanner.warnings.add(.paddedControlNumber, se.number)
      } else {
        try object(
          .controlNumber(segment: se.number, tag: "SE02", found: se[2], opener: "ST02", expected: set.control)
        )
      }
    }
    ended = "SE"
  }

  private func close(group ge: X12Segment) throws {
    if let awaited, set != nil {
      throw X12Refusal.misplaced(
        segment: ge.number, tag: "GE", reason: "comes before \(awaited)")
    }
    guard let group else { throw late(ge, "GS") }
    if Int(ge[1]) != sets {
      try object(
        .count(segment: ge.number, tag: "GE01", of: "sets in its group", found: ge[1], expected: sets))
    }
    if !same(ge[2], group.control) {
      try object(
        .controlNumber(segment: ge.number, tag: "GE02", found: ge[2], opener: "GS06", expected: group.control)
      )
    }
    ended = "GE"
  }

  private func close(interchange iea: X12Segment) throws {
    if let awaited, group != nil {
      throw X12Refusal.misplaced(
        segment: iea.number, tag: "IEA", reason: "comes before \(awaited)")
    }
    guard let interchange else { throw late(iea, "ISA") }
    if Int(iea[1]) != groups {
      try object(
        .count(
          segment: iea.number, tag: "IEA01", of: "groups in its interchange", found: iea[1], expected: groups)
      )
    }
    if !same(iea[2], interchange.control) {
      try object(
        .controlNumber(
          segment: iea.number, tag: "IEA02", found: iea[2], opener: "ISA13", expected: interchange.control))
    }
    ended = "IEA"
  }

  private func late(_ segment: X12Segment, _ opener: String) -> X12Refusal {
    .misplaced(segment: segment.number, tag: segment.tag, reason: "comes without its \(opener)")
  }

  /// Control numbers of groups and interchanges are numbers: leading zeros mean nothing.
  private func same(_ one: String, _ other: String) -> Bool {
    if one == other { return true }
    guard let one = Int(one), let other = Int(other) else { return false }
    return one == other
  }

  private func object(_ refusal: X12Refusal) throws {
    guard checking == .lenient else { throw refusal }
    scanner.warnings.add(.envelope(String(refusal.reason.split(separator: ". ")[0])), refusal.segment)
  }

  /// A file with more sets than this is checked for repeats in its first ones.
  private static let mostRemembered = 100_000
}
