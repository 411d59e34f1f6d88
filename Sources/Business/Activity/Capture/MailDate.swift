import Foundation
import Kernel

/// Moments as mails write them (RFC 5322): `Tue, 3 Mar 2026 10:11:12 +0100`.
enum MailDate {
  /// The moment, and whether its zone was understood; a zone that is not is read as UTC.
  static func parse(_ text: String) -> (moment: Date, isZoneKnown: Bool)? {
    let words = text.split { $0 == " " || $0 == "," || $0 == "\t" }.map(String.init).drop { Int($0) == nil }
    guard words.count >= 4, let day = Int(words[words.startIndex]),
      let month = months.firstIndex(of: words[words.startIndex + 1].prefix(3).lowercased()),
      var year = Int(words[words.startIndex + 2])
    else { return nil }
    if year < 100 { year += year < 50 ? 2000 : 1900 }
    let clock = words[words.startIndex + 3].split(separator: ":").compactMap { Int($0) }
    guard let date = Day(year: year, month: month + 1, day: day), clock.count >= 2,
      (0..<24).contains(clock[0]),
      (0..<60).contains(clock[1])
    else { return nil }
    let zone = words.count > 4 ? words[words.startIndex + 4] : ""
    let offset = offset(zone)
    let seconds =
      date.ordinal * 86_400 + clock[0] * 3_600 + clock[1] * 60 + (clock.count > 2 ? min(clock[2], 59) : 0)
    return (Date(timeIntervalSince1970: Double(seconds - (offset ?? 0))), offset != nil)
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// Seconds east of Greenwich: `+0130`, `Z`, and the names that RFC 5322 still allows.
  static func offset(_ zone: String) -> Int? {
    let named = [
      "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
      "PST": -8,
      "PDT": -7,
    ]
    if let hours = named[zone.uppercased()] { return hours * 3_600 }
    guard zone.count == 5, let sign = zone.first, sign == "+" || sign == "-",
      let number = Int(zone.dropFirst()),
      number / 100 < 15, number % 100 < 60
    else { return nil }
    return (sign == "-" ? -1 : 1) * (number / 100 * 3_600 + number % 100 * 60)
  }
}
