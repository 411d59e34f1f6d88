import Foundation
import Kernel
import People

/// Writes iCalendar (RFC 5545): lines end with CR LF, none is longer than 75 bytes.
enum CalendarText {
  static func write(_ meetings: [InteractionRecord], _ tasks: [TaskRow], name: String, at now: Date) -> String
  {
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Mainstay//Activity//EN", "CALSCALE:GREGORIAN",
      "METHOD:PUBLISH",
      "X-WR-CALNAME:\(escaped(name))", "NAME:\(escaped(name))",
    ]
    for one in meetings { lines += event(one) }
    for row in tasks { lines += event(row) }
    lines.append("END:VCALENDAR")
    return lines.map(folded).joined()
  }

  private static func event(_ one: InteractionRecord) -> [String] {
    let it = one.interaction, end = it.at.addingTimeInterval(Double(max(it.minutes ?? 30, 15)) * 60)
    let with = one.people.map(\.name).joined(separator: ", ")
    return [
      "BEGIN:VEVENT", "UID:\(it.id)@mainstay", "DTSTAMP:\(moment(it.changedAt))", "SEQUENCE:\(it.version)",
      "DTSTART:\(moment(it.at))", "DTEND:\(moment(end))",
      "SUMMARY:\(escaped("\(it.subject) (\(one.account))"))",
      "DESCRIPTION:\(escaped([with.isEmpty ? "" : "With \(with)", it.body].filter { !$0.isEmpty }.joined(separator: "\n")))",
      "END:VEVENT",
    ]
  }

  /// What is due stands as a whole day: few programs show tasks of others.
  private static func event(_ row: TaskRow) -> [String] {
    guard let due = row.task.due else { return [] }
    return [
      "BEGIN:VEVENT", "UID:\(row.task.id)@mainstay", "DTSTAMP:\(moment(row.task.changedAt))",
      "SEQUENCE:\(row.task.version)", "DTSTART;VALUE=DATE:\(digits(due))",
      "DTEND;VALUE=DATE:\(digits(due.advanced(by: 1)))",
      "SUMMARY:\(escaped("\(row.task.kind.words): \(row.task.title) (\(row.account))"))",
      "TRANSP:TRANSPARENT",
      "DESCRIPTION:\(escaped(row.task.note))", "END:VEVENT",
    ]
  }

  private static func digits(_ day: Day) -> String { day.description.replacing("-", with: "") }

  private static func moment(_ date: Date) -> String {
    let seconds = Int(date.timeIntervalSince1970.rounded(.down)), day = Day(date)
    let rest = seconds - day.ordinal * 86_400
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(digits(day))T\(padded(rest / 3_600))\(padded(rest / 60 % 60))\(padded(rest % 60))Z"
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case ";": result += "\\;"
      case ",": result += "\\,"
      case "\n": result += "\\n"
      default: if scalar.value >= 32 && scalar.value != 127 { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }

  /// Cut between characters, so that no letter is torn apart.
  static func folded(_ line: String) -> String {
    var result = "", size = 0
    for character in line {
      let bytes = character.utf8.count
      if size + bytes > 74 {
        result += "\r\n "
        size = 1
      }
      result.append(character)
      size += bytes
    }
    return result + "\r\n"
  }
}
