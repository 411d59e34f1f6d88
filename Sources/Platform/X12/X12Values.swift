package import Kernel

/// Days as X12 writes them.
package enum X12Day {
  /// `20260314`, or the six digits `260314` of older versions: 70 to 99 are of the last century.
  package static func read(_ text: String) -> Day? {
    let bytes = Array(text.utf8)
    guard bytes.allSatisfy({ (48...57).contains($0) }) else { return nil }
    func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1 - 48) } }
    switch bytes.count {
    case 8: return Day(year: number(0..<4), month: number(4..<6), day: number(6..<8))
    case 6:
      let year = number(0..<2)
      return Day(year: year + (year < 70 ? 2000 : 1900), month: number(2..<4), day: number(4..<6))
    default: return nil
    }
  }

  /// `20260301-20260307`, format RD8: a range whose end is not before its beginning.
  package static func readRange(_ text: String) -> ClosedRange<Day>? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let first = read(String(parts[0])), let last = read(String(parts[1])),
      first <= last
    else { return nil }
    return first...last
  }

  /// `20260314`.
  package static func text(_ day: Day) -> String { day.description.filter { $0 != "-" } }
}

/// Numbers as X12 writes them, exact.
package enum X12Number {
  /// Type R, `-12.5` or `.5`, as a whole number of 10^-scale; nil where it is none or has more decimals.
  package static func real(_ text: String, scale: Int) -> Int64? {
    var text = text[...]
    // An integer may end in its point; digits must stand on one side of it.
    if text.hasSuffix("."), text.dropLast().last?.isNumber == true { text = text.dropLast() }
    return DecimalText.parse(text, decimals: scale)
  }

  /// Type Nn, `19998` for 199.98 with two implied `decimals`, as a whole number of 10^-scale.
  package static func implied(_ text: String, decimals: Int, scale: Int) -> Int64? {
    guard scale >= decimals, let number = DecimalText.parse(text, decimals: 0), !text.contains(".") else {
      return nil
    }
    let (scaled, overflow) = number.multipliedReportingOverflow(by: DecimalText.power(scale - decimals))
    return overflow ? nil : scaled
  }

  /// Type R as short as it can be: `12.5`, `-3`.
  package static func text(_ value: Int64, scale: Int) -> String {
    var text = DecimalText.plain(value, decimals: scale)
    guard text.contains(".") else { return text }
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }
}

extension X12Segment {
  /// The day at `place`.
  package func day(_ place: Int) throws(X12Refusal) -> Day {
    guard let day = X12Day.read(self[place]) else {
      throw fault(place, "not a day written as CCYYMMDD, such as 20260314.")
    }
    return day
  }

  /// The day or range of days at `place`, whose format stands at `format`: D8, D6, RD8.
  package func days(_ place: Int, format: Int) throws(X12Refusal) -> ClosedRange<Day> {
    switch self[format] {
    case "RD8":
      guard let range = X12Day.readRange(self[place]) else {
        throw fault(place, "not a range of days such as 20260301-20260307.")
      }
      return range
    case "D8", "D6", "":
      let day = try day(place)
      return day...day
    default: throw fault(format, "a date format that is not read. D8, D6 and RD8 are.")
    }
  }

  /// A number of type R at `place`, as a whole number of 10^-scale.
  package func number(_ place: Int, scale: Int) throws(X12Refusal) -> Int64 {
    guard let number = X12Number.real(self[place], scale: scale) else {
      throw fault(place, "not a number with at most \(scale) decimals and a point, such as 12.5.")
    }
    return number
  }

  /// What is wrong with the element at `place`.
  package func fault(_ place: Int, _ reason: String) -> X12Refusal {
    .element(segment: number, tag: tag, element: place, found: self[place], reason: reason)
  }
}
