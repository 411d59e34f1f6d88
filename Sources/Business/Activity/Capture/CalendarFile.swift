import Foundation
import Kernel

/// The meetings of a calendar file (.ics, RFC 5545), with what a reader should know of each.
struct CalendarFile: Sendable {
  struct Meeting: Sendable, Equatable {
    var uid = ""
    var summary = ""
    var description = ""
    var location = ""
    var start = Date(timeIntervalSince1970: 0)
    var minutes: Int?
    var isAllDay = false
    var isCancelled = false
    var organizer: Mail.Address?
    var attendees: [Mail.Address] = []
  }

  private(set) var meetings: [Meeting] = []
  private(set) var notes: [String] = []

  static let largest = 10 << 20
  static let mostMeetings = 500

  /// One line, unfolded: its name, its parameters and its value.
  struct Property {
    let name: String
    let parameters: [String: String]
    let value: String

    init?(_ line: String) {
      // The colon that ends the name is the first one outside of quotes.
      var inQuotes = false, colon: String.Index?
      for place in line.indices {
        if line[place] == "\"" { inQuotes.toggle() }
        if line[place] == ":", !inQuotes {
          colon = place
          break
        }
      }
      guard let colon else { return nil }
      let head = ContentType(String(line[..<colon]))
      guard !head.name.isEmpty else { return nil }
      name = head.name.uppercased().split(separator: ".").last.map(String.init) ?? ""
      parameters = head.parameters
      value = String(line[line.index(after: colon)...])
    }

    /// With `\n`, `\,` and `\;` as what they stand for.
    var text: String {
      var result = "", isEscaped = false
      for character in value {
        if isEscaped {
          result.append(character == "n" || character == "N" ? "\n" : character)
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else {
          result.append(character)
        }
      }
      return result
    }
  }

  static func properties(_ text: String) -> [Property] {
    var lines: [String] = []
    for line in text.split(separator: /\r\n|\n|\r/, omittingEmptySubsequences: true) {
      if let first = line.first, first == " " || first == "\t", !lines.isEmpty {
        lines[lines.count - 1] += line.dropFirst()
      } else {
        lines.append(String(line))
      }
    }
    return lines.compactMap(Property.init)
  }

  init(_ text: String) throws {
    let all = Self.properties(text)
    guard all.contains(where: { $0.name == "BEGIN" && $0.value.uppercased() == "VCALENDAR" }) else {
      throw ActivityRefusal.brokenCalendar("it does not begin with VCALENDAR")
    }
    let zones = CalendarZones(all)
    var inside: [String] = [], meeting = Meeting(), end: Date?, hasStart = false, told = Set<String>()
    for property in all {
      let value = property.value.uppercased()
      if property.name == "BEGIN" {
        inside.append(value)
        if value == "VEVENT" { (meeting, end, hasStart) = (Meeting(), nil, false) }
        continue
      }
      if property.name == "END" {
        if inside.last == value { inside.removeLast() }
        if value == "VEVENT", hasStart { add(meeting, until: end) }
        continue
      }
      guard inside.last == "VEVENT" else { continue }
      switch property.name {
      case "DTSTART":
        guard let moment = zones.moment(property) else {
          throw ActivityRefusal.brokenCalendar("“\(property.value.prefix(40))” is not a day or a time")
        }
        (meeting.start, meeting.isAllDay, hasStart) = (moment.date, moment.isDay, true)
        if let note = moment.note, told.insert(note).inserted { notes.append(note) }
      case "DTEND": end = zones.moment(property)?.date
      case "DURATION": meeting.minutes = Self.minutes(property.value)
      default: Self.describe(&meeting, property)
      }
      if property.name == "RRULE", told.insert("RRULE").inserted {
        notes.append("The meeting repeats; only its first date was taken.")
      }
    }
    guard !meetings.isEmpty else { throw ActivityRefusal.noEvents }
  }

  private mutating func add(_ meeting: Meeting, until end: Date?) {
    guard meetings.count < Self.mostMeetings else { return }
    var meeting = meeting
    if meeting.minutes == nil, let end, !meeting.isAllDay {
      meeting.minutes = max(0, min(1_440, Int(end.timeIntervalSince(meeting.start) / 60)))
    }
    meetings.append(meeting)
  }

  private static func describe(_ meeting: inout Meeting, _ property: Property) {
    switch property.name {
    case "UID": meeting.uid = property.value
    case "SUMMARY": meeting.summary = String(property.text.prefix(300))
    case "DESCRIPTION": meeting.description = TextDecoding.tidied(property.text)
    case "LOCATION": meeting.location = String(property.text.prefix(300))
    case "STATUS": meeting.isCancelled = property.value.uppercased() == "CANCELLED"
    case "ORGANIZER": meeting.organizer = address(property)
    case "ATTENDEE": if let address = address(property) { meeting.attendees.append(address) }
    default: break
    }
  }

  private static func address(_ property: Property) -> Mail.Address? {
    guard let at = property.value.range(of: "mailto:", options: .caseInsensitive) else { return nil }
    let address = String(property.value[at.upperBound...])
    return address.contains("@") ? Mail.Address(name: property.parameters["cn"] ?? "", address: address) : nil
  }

  /// `PT1H30M`, `P1D`.
  static func minutes(_ text: String) -> Int? {
    guard text.uppercased().hasPrefix("P") else { return nil }
    var number = 0, minutes = 0, isKnown = false
    for character in text.uppercased() {
      if let digit = character.wholeNumberValue {
        number = min(number * 10 + digit, 100_000)
        continue
      }
      switch character {
      case "W": minutes += number * 10_080
      case "D": minutes += number * 1_440
      case "H": minutes += number * 60
      case "M": minutes += number
      default: break
      }
      if "WDHMS".contains(character) { isKnown = true }
      number = 0
    }
    return isKnown ? min(minutes, 1_440) : nil
  }
}

/// The time zones that a calendar file names, by their own names, by Microsoft's, or as the file itself describes them.
struct CalendarZones {
  /// Seconds east in winter, of zones that the file describes.
  private var described: [String: Int] = [:]

  init(_ all: [CalendarFile.Property]) {
    var name: String?, inStandard = false, inZone = false, first: [String: Int] = [:]
    for property in all {
      switch (property.name, property.value.uppercased()) {
      case ("BEGIN", "VTIMEZONE"): (inZone, name) = (true, nil)
      case ("END", "VTIMEZONE"): inZone = false
      case ("BEGIN", "STANDARD"): inStandard = true
      case ("END", "STANDARD"): inStandard = false
      case ("TZID", _) where inZone: name = property.value
      case ("TZOFFSETTO", _) where inZone:
        guard let name, let offset = MailDate.offset(String(property.value.prefix(5))) else { continue }
        if inStandard { described[name] = offset }
        first[name] = first[name] ?? offset
      default: break
      }
    }
    described.merge(first) { standard, _ in standard }
  }

  func moment(_ property: CalendarFile.Property) -> (date: Date, isDay: Bool, note: String?)? {
    let text = property.value.trimmingCharacters(in: .whitespaces), digits = text.filter(\.isNumber)
    guard digits.count >= 8, let year = Int(digits.prefix(4)), let month = Int(digits.dropFirst(4).prefix(2)),
      let dayOfMonth = Int(digits.dropFirst(6).prefix(2)),
      let day = Day(year: year, month: month, day: dayOfMonth)
    else { return nil }
    guard text.contains("T") else {
      // Noon, so that no zone makes another day of it.
      return (Date(timeIntervalSince1970: Double(day.ordinal) * 86_400 + 43_200), true, nil)
    }
    let clock = digits.dropFirst(8)
    guard clock.count >= 4, let hour = Int(clock.prefix(2)), let minute = Int(clock.dropFirst(2).prefix(2)),
      hour < 24,
      minute < 60
    else { return nil }
    let second = min(Int(clock.dropFirst(4).prefix(2)) ?? 0, 59)
    let local = Date(
      timeIntervalSince1970: Double(day.ordinal * 86_400 + hour * 3_600 + minute * 60 + second))
    if text.hasSuffix("Z") { return (local, false, nil) }
    guard let name = property.parameters["tzid"] else {
      return (local, false, "The file names no time zone; the time was read as UTC. Check it.")
    }
    if let zone = TimeZone(identifier: Self.microsoft[name] ?? name) {
      // The offset of that hour by the wall clock: found by trying the offset of the same moment in UTC.
      let guess = local.addingTimeInterval(-Double(zone.secondsFromGMT(for: local)))
      return (local.addingTimeInterval(-Double(zone.secondsFromGMT(for: guess))), false, nil)
    }
    if let offset = described[name] {
      return (
        local.addingTimeInterval(-Double(offset)), false,
        "The time zone “\(name.prefix(60))” is known from the file alone; summer time was left out. Check the time."
      )
    }
    return (
      local, false, "The time zone “\(name.prefix(60))” is not known; the time was read as UTC. Check it."
    )
  }

  private static let microsoft = [
    "W. Europe Standard Time": "Europe/Berlin", "Romance Standard Time": "Europe/Paris",
    "Central Europe Standard Time": "Europe/Budapest", "Central European Standard Time": "Europe/Warsaw",
    "GMT Standard Time": "Europe/London", "Greenwich Standard Time": "Atlantic/Reykjavik",
    "FLE Standard Time": "Europe/Helsinki", "GTB Standard Time": "Europe/Athens",
    "E. Europe Standard Time": "Europe/Chisinau",
    "Eastern Standard Time": "America/New_York", "Central Standard Time": "America/Chicago",
    "Mountain Standard Time": "America/Denver", "Pacific Standard Time": "America/Los_Angeles",
    "US Mountain Standard Time": "America/Phoenix", "Atlantic Standard Time": "America/Halifax",
    "Tokyo Standard Time": "Asia/Tokyo", "China Standard Time": "Asia/Shanghai",
    "India Standard Time": "Asia/Kolkata",
    "AUS Eastern Standard Time": "Australia/Sydney", "Russian Standard Time": "Europe/Moscow",
    "Turkey Standard Time": "Europe/Istanbul", "UTC": "UTC",
  ]
}
