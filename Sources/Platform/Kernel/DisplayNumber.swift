/// Numbers and dates as people read them, in whole-number arithmetic throughout.
package enum DisplayNumber {
  /// A percentage never breaks before its sign, nor a short amount before its unit.
  package static func kept(_ text: String) -> String {
    text.replacing(" %", with: "\u{A0}%").replacing(" M ", with: "\u{A0}M\u{A0}")
      .replacing(" K ", with: "\u{A0}K\u{A0}")
  }

  /// `−1,234,567`
  package static func grouped(_ number: some BinaryInteger) -> String {
    DecimalText.grouped(Int64(number), decimals: 0)
  }

  /// A whole number of 10^-scale with `decimals` shown, rounded half away from zero: 12345 of scale 2 with
  /// one decimal is `123.5`.
  package static func decimal(_ value: Int64, scale: Int, decimals: Int) -> String {
    if decimals == scale { return DecimalText.grouped(value, decimals: decimals) }
    if decimals > scale {
      return DecimalText.grouped(value, decimals: scale) + (scale == 0 ? "." : "")
        + String(repeating: "0", count: decimals - scale)
    }
    let step = Int128(DecimalText.power(scale - decimals))
    let rounded = Int128(value).divided(by: step, rounding: .halfAwayFromZero)
    return DecimalText.grouped(Int64(rounded), decimals: decimals)
  }

  /// `4.2 M`, `853 K`, `12.3 B`: one decimal below a hundred, none above.
  ///
  /// Below a thousand nothing is shortened: whole numbers stand as they are, and an amount with `decimals`
  /// keeps them below a hundred (a shelf price) and is rounded to whole units above.
  package static func short(_ value: Int64, decimals: Int = 0) -> String {
    let one = Int128(DecimalText.power(decimals))
    let size = Int128(value.magnitude)
    if value == 0 { return "0" }
    if size < 100 * one { return DecimalText.grouped(value, decimals: decimals) }
    let whole = size.divided(by: one, rounding: .halfAwayFromZero)
    let sign = value < 0 ? "−" : ""
    if whole < 1_000 { return sign + String(Int64(whole)) }
    var unit = one * 1_000
    for (place, letter) in suffixes.enumerated() {
      // 999.5 K reads as 1.0 M: whether a number needs the next letter is known only once it is rounded.
      let units = size.divided(by: unit, rounding: .halfAwayFromZero)
      if units >= 1_000 && place < suffixes.count - 1 {
        unit *= 1_000
        continue
      }
      let tenths = size.divided(by: unit / 10, rounding: .halfAwayFromZero)
      let digits = tenths < 1_000 ? DecimalText.grouped(Int64(tenths), decimals: 1) : grouped(Int64(units))
      return "\(sign)\(digits) \(letter)"
    }
    return sign + grouped(Int64(whole))
  }

  /// `+4.2 %` or `−0.8 %`; what rounds to nothing carries no sign.
  package static func signed(_ change: BasisPoints, decimals: Int = 1) -> String {
    let text = change.formatted(decimals: decimals)
    let isNothing = !text.utf8.contains { $0 >= 49 && $0 <= 57 }
    return isNothing || change.count < 0 ? text : "+\(text)"
  }

  /// The change from `base` to `now`, or `new` where there was nothing to compare with.
  package static func change(from base: Int64, to now: Int64, decimals: Int = 1) -> String {
    if base == 0 { return now == 0 ? signed(BasisPoints(0), decimals: decimals) : "new" }
    return signed(change(from: base, to: now), decimals: decimals)
  }

  /// `14 Mar 2026`
  package static func day(_ day: Day) -> String {
    let (year, month, dayOfMonth) = day.civil
    return "\(dayOfMonth) \(months[month - 1]) \(year)"
  }

  /// `W11 2026`, by ISO 8601; a company's own week numbers come from its `FiscalCalendar`.
  package static func week(_ week: Week) -> String { week.isoWeek.label }

  /// `Mar`
  package static func month(_ month: Int) -> String { months[month - 1] }

  private static let suffixes = ["K", "M", "B", "T"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  // Over the size of the base, so that a loss which shrinks reads as a gain.
  private static func change(from base: Int64, to now: Int64) -> BasisPoints {
    let scaled = (Int128(now) - Int128(base)) * 10_000
    let exact = scaled.divided(by: Int128(base.magnitude), rounding: .halfAwayFromZero)
    return BasisPoints(Int(clamping: exact))
  }
}
