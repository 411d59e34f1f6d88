package import Kernel

/// What an import did, or, rehearsed, would do.
package struct ImportResult: Codable, Sendable {
  /// A row that was not taken.
  package struct Reject: Codable, Sendable, Hashable {
    package let line: Int
    package let field: String
    package let reason: String
    package let text: String
  }

  /// A code that nobody knew.
  package struct UnknownCode: Codable, Sendable, Hashable {
    package let code: String
    package let name: String
  }

  package struct Weeks: Codable, Sendable, Hashable {
    package let first: Week
    package let last: Week
  }

  /// Nil for a rehearsal.
  package var batch: ID<SalesBatch>?
  package var source = ""
  package var loader = ""
  package var fileName = ""
  /// Rows of the file that changed or added a fact.
  package var accepted = 0
  package var rejected = 0
  /// Rows that say what was visible already.
  package var duplicates = 0
  /// Facts that replaced another figure.
  package var restated = 0
  /// Codes that nobody knew; they became provisional records, or wait to be mapped.
  package var unknown = 0
  /// Rows left out because someone said so.
  package var ignored = 0
  package var facts = 0
  /// Exact sums over all rows of the file that are valid, by measure.
  package var totals: [String: String] = [:]
  package var currency = ""
  package var weeks: Weeks?
  /// How the file's weeks became the company's.
  package var method = ""
  package var warnings: [String] = []
  /// Totals that the file prints, beside those of its rows; nil where it prints none.
  package var controls: [ControlTotal]?
  /// Why the file was read so, where the loader was guessed.
  package var findings: [String]?
  package var seconds = 0.0
  package var peakMemoryBytes = 0
  /// The same file was in already: nothing was changed.
  package var isRepeat = false
  package var firstRejects: [Reject] = []
  package var unknownSites: [UnknownCode] = []
  package var unknownItems: [UnknownCode] = []
  package var header: [String] = []
  package var preview: [[String]] = []

  package init() {}

  private enum CodingKeys: String, CodingKey {
    case batch, source, loader, accepted, rejected, duplicates, restated, unknown, ignored, facts, totals,
      currency
    case weeks, method, warnings, seconds, header, preview, controls, findings
    case fileName = "file_name"
    case peakMemoryBytes = "peak_memory_bytes"
    case isRepeat = "is_repeat"
    case firstRejects = "first_rejects"
    case unknownSites = "unknown_sites"
    case unknownItems = "unknown_items"
  }
}

/// Exact sums of measures, and how they are written.
struct MeasureSums {
  private(set) var sums: [Measure: Int128] = [:]

  mutating func add(_ value: Int128, to measure: Measure) { sums[measure, default: 0] += value }

  mutating func add(_ columns: FactColumns) {
    for (place, measure) in columns.measures.enumerated()
    where measure.additivity == .sum && measure != .lines {
      var sum: Int128 = 0, isKnown = false
      let width = columns.measures.count
      for row in columns.present.indices where columns.present[row] & measure.bit != 0 {
        sum += Int128(columns.cells[row * width + place])
        isKnown = true
      }
      if isKnown { add(sum, to: measure) }
    }
  }

  var texts: [String: String] {
    Dictionary(uniqueKeysWithValues: sums.map { ("\($0.key)", Self.text($0.value, scale: $0.key.scale)) })
  }

  /// A whole number of 1/scale as a decimal without needless zeros; amounts keep two.
  static func text(_ sum: Int128, scale: Int64) -> String {
    let whole = sum.magnitude / scale.magnitude128, rest = sum.magnitude % scale.magnitude128
    let digits = String(scale).count - 1
    var fraction = String(rest)
    fraction = String(repeating: "0", count: max(0, digits - fraction.count)) + fraction
    let least = scale == 10_000 ? 2 : 0
    while fraction.count > least, fraction.last == "0" { fraction.removeLast() }
    if digits == 0 { fraction = "" }
    return (sum < 0 ? "-" : "") + String(whole) + (fraction.isEmpty ? "" : ".\(fraction)")
  }
}

extension Int64 {
  fileprivate var magnitude128: UInt128 { UInt128(magnitude) }
}
