package import Files
import Kernel
package import X12

/// The sales in an X12 file, one after the other in constant memory: all its 852s and 867s, whatever else it holds.
package final class EDIReports {
  package enum Line: Sendable, Equatable {
    case sale(EDISale)
    case reject(EDIReject)
  }

  private enum Reading {
    case activity(ActivityReading)
    case resale(ResaleReading)
  }

  package let reader: X12Reader
  /// Currencies that CUR names, in the order in which they came.
  package private(set) var currencies: [String] = []
  /// Transaction sets by their type.
  package private(set) var sets: [String: Int] = [:]

  private var reading: Reading?
  private var waiting: [Line] = []
  private var place = 0

  private var leftOut: [String: Int] = [:]
  private var setNotes: [String] = []
  private var unshown = 0

  /// What a file of sales may be.
  package static let types: Set = ["852", "867"]
  private static let mostNotes = 50

  package init(_ source: ByteSource, options: X12Reader.Options = .init()) {
    reader = X12Reader(source, options: options)
  }

  /// The next sale, or the next line that can't be taken; nil at the end. What spoils the file is thrown.
  package func next() throws -> Line? {
    while place == waiting.count {
      waiting.removeAll(keepingCapacity: true)
      place = 0
      guard let segment = try reader.next() else {
        try checkHadReports()
        return nil
      }
      try take(segment)
    }
    defer { place += 1 }
    return waiting[place]
  }

  /// What is to be known about the file once it has been read.
  package var warnings: [String] {
    var all = reader.warnings.map(\.message)
    let others = sets.filter { !Self.types.contains($0.key) }.sorted { $0.key < $1.key }
    if !others.isEmpty {
      let words = others.map { "\($0.value) × \($0.key)" }.joined(separator: ", ")
      all.append("Documents of other kinds were left out: \(words).")
    }
    if !leftOut.isEmpty {
      let words = leftOut.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) (\($0.value))" }
      all.append("Figures that are no sales were left out: \(words.joined(separator: ", ")).")
    }
    all += setNotes
    if unshown > 0 { all.append("\(unshown) more notes of this kind.") }
    return all
  }

  private func take(_ segment: X12Segment) throws {
    if segment.tag == "ST" { begin(segment) }
    if segment.tag == "CUR", reading != nil { try readCurrency(segment) }
    switch reading {
    case .activity(var activity)?:
      reading = nil
      try activity.take(segment)
      let found = activity.takeOver()
      pass(found.sales, found.rejects)
      if segment.tag == "SE" { end(activity.notes) } else { reading = .activity(activity) }
    case .resale(var resale)?:
      reading = nil
      try resale.take(segment)
      let found = resale.takeOver()
      pass(found.sales, found.rejects)
      if segment.tag == "SE" { end(resale.notes) } else { reading = .resale(resale) }
    case nil: break
    }
  }

  private func begin(_ st: X12Segment) {
    sets[st[1], default: 0] += 1
    switch st[1] {
    case "852": reading = .activity(ActivityReading())
    case "867": reading = .resale(ResaleReading())
    default: reading = nil
    }
  }

  private func readCurrency(_ cur: X12Segment) throws {
    let code = cur[2]
    guard Currency(code) != nil else {
      throw cur.fault(2, "not a currency's three letters, such as USD. Correct it.")
    }
    if currencies.contains(code) { return }
    if let first = currencies.first {
      throw cur.fault(2, "the file is in \(first) as well. Import each currency as a file of its own.")
    }
    currencies.append(code)
  }

  private func pass(_ sales: [EDISale], _ rejects: [EDIReject]) {
    for sale in sales { waiting.append(.sale(sale)) }
    for reject in rejects { waiting.append(.reject(reject)) }
  }

  private func end(_ notes: EDINotes) {
    for (what, count) in notes.leftOut { leftOut[what, default: 0] += count }
    let room = max(0, Self.mostNotes - setNotes.count)
    setNotes += notes.warnings.prefix(room)
    unshown += notes.warned - min(room, notes.warnings.count)
  }

  private func checkHadReports() throws {
    guard sets.keys.allSatisfy({ !Self.types.contains($0) }) else { return }
    let found = sets.isEmpty ? "no document at all" : sets.keys.sorted().joined(separator: ", ")
    throw EDIRefusal.noReports(found: found)
  }
}

/// Why an X12 file is no file of sales.
package enum EDIRefusal: Refusal, Equatable {
  case noReports(found: String)
  case otherCurrency(found: String, wanted: String)

  package var status: Int { 422 }
  package var field: String? { "file" }
  package var code: String {
    switch self {
    case .noReports: "edi-no-reports"
    case .otherCurrency: "edi-other-currency"
    }
  }

  package var message: String {
    switch self {
    case .noReports(let found):
      "The file holds \(found), and neither an 852 (product activity) nor an 867 (resale report). Ask the sender for "
        + "one of these."
    case .otherCurrency(let found, let wanted):
      "The file's CUR segment says \(found), and the loader keeps \(wanted). Import it with currency=\(found), and "
        + "under a source of its own: source=CODE."
    }
  }
}
