import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import People
import Storage
import TestCompany
import TestDesk
import TestSupport
import Testing

@testable import Activity

@Suite struct MailTests {
  private func file(_ text: String) throws -> String {
    let path = NSTemporaryDirectory() + "mail_" + ID<Upload>.new().text + ".eml"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func read(_ text: String) throws -> Mail { try Mail.read(path: try file(text)) }

  @Test func `a plain mail gives sender, receivers, subject, time and words`() throws {
    let mail = try read(
      """
      From: "Berg, Anna" <anna.berg@northgate.example>\r
      To: Nora North <nora.north@example.com>,\r
       bo@southport.example\r
      Subject: =?utf-8?Q?Caf=C3=A9_prices?=\r
      Date: Tue, 3 Mar 2026 10:11:12 +0130\r
      Message-ID: <17@northgate.example>\r
      \r
      Good morning,\r
      \r
      see below.\r
      """)
    #expect(mail.from == .init(name: "Berg, Anna", address: "anna.berg@northgate.example"))
    #expect(mail.to.map(\.address) == ["nora.north@example.com", "bo@southport.example"])
    #expect(mail.subject == "Café prices" && mail.messageID == "17@northgate.example")
    #expect(mail.date == Moment.date("2026-03-03T08:41:12.000Z") && mail.notes.isEmpty)
    #expect(mail.text == "Good morning,\n\nsee below.")
  }

  @Test func `of a mail in parts the plain words are taken and the attachments named`() throws {
    let mail = try read(
      """
      From: anna@x.example
      Content-Type: multipart/mixed; boundary="outer"

      --outer
      Content-Type: multipart/alternative; boundary=inner

      --inner
      Content-Type: text/html

      <p>Not <b>this</b></p>
      --inner
      Content-Type: text/plain; charset=iso-8859-1
      Content-Transfer-Encoding: quoted-printable

      Gr=FC=DFe=
       an alle
      --inner--
      --outer
      Content-Type: application/pdf; name="offer.pdf"
      Content-Transfer-Encoding: base64

      QUJD
      --outer
      Content-Type: message/rfc822

      From: bo@x.example
      Subject: The earlier mail

      Earlier words.
      --outer--
      """)
    #expect(mail.text == "Grüße an alle")
    #expect(mail.attachments == ["offer.pdf", "The earlier mail"])
  }

  @Test func `a zone that nobody knows is told and read as UTC`() throws {
    let mail = try read("From: a@x.example\nDate: 3 Mar 2026 10:11 XYZ\n\nWords\n")
    #expect(mail.date == Moment.date("2026-03-03T10:11:00.000Z"))
    #expect(mail.notes.count == 1 && mail.notes[0].contains("time zone"))
    let broken = try read("From: a@x.example\nDate: yesterday\n\nWords\n")
    #expect(broken.date == nil && broken.notes[0].contains("can't be read"))
  }

  @Test func `mails within mails beyond the limit are refused`() throws {
    var text = ""
    for _ in 0...Mail.deepest + 1 { text += "From: a@x.example\nContent-Type: message/rfc822\n\n" }
    #expect(throws: ActivityRefusal.tooDeep(Mail.deepest)) { try read(text + "From: b@x.example\n\nEnd\n") }
    var parts = "From: a@x.example\n"
    for depth in 0...Mail.deepest + 1 {
      parts += "Content-Type: multipart/mixed; boundary=b\(depth)\n\n--b\(depth)\n"
    }
    #expect(throws: ActivityRefusal.tooDeep(Mail.deepest)) { try read(parts) }
  }

  @Test func `what is no mail, or torn off, is told or read as far as it goes`() throws {
    #expect(throws: ActivityRefusal.self) { try read("hello\nworld\n") }
    #expect(throws: ActivityRefusal.self) { try read("") }
    let torn = try read("From: a@x.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nFirst wor")
    #expect(torn.text == "First wor")
  }

  @Test func `fifty megabytes of attachment pass by, and only the words are kept`() throws {
    let path = NSTemporaryDirectory() + "large_" + ID<Upload>.new().text + ".eml"
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    let out = try #require(FileHandle(forWritingAtPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let head = """
      From: anna@x.example
      Subject: Large
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Type: text/plain

      The words.
      --b
      Content-Type: application/zip; name="all.zip"
      Content-Transfer-Encoding: base64


      """
    try out.write(contentsOf: Data(head.utf8))
    let line = String(repeating: "QUJDREVG", count: 9) + "\n",
      piece = Data(String(repeating: line, count: 14_000).utf8)
    for _ in 0..<52 { try out.write(contentsOf: piece) }
    try out.write(contentsOf: Data("--b--\n".utf8))
    try out.close()
    let size = try #require(FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
    #expect(size > 50 << 20)
    let mail = try Mail.read(path: path)
    #expect(mail.text == "The words." && mail.attachments == ["all.zip"])
  }
}

@Suite struct CalendarFileTests {
  private func read(_ lines: String) throws -> CalendarFile {
    try CalendarFile("BEGIN:VCALENDAR\nVERSION:2.0\n\(lines)\nEND:VCALENDAR\n")
  }

  private func meeting(_ start: String, _ more: String = "") throws -> CalendarFile {
    try read("BEGIN:VEVENT\nUID:1\n\(start)\nSUMMARY:Annual talk\n\(more)\nEND:VEVENT")
  }

  @Test(arguments: [
    ("DTSTART:20260303T091500Z", "2026-03-03T09:15:00.000Z"),
    ("DTSTART;TZID=Europe/Berlin:20260303T101500", "2026-03-03T09:15:00.000Z"),
    ("DTSTART;TZID=Europe/Berlin:20260703T101500", "2026-07-03T08:15:00.000Z"),
    ("DTSTART;TZID=\"W. Europe Standard Time\":20260703T101500", "2026-07-03T08:15:00.000Z"),
    ("DTSTART;VALUE=DATE:20260303", "2026-03-03T12:00:00.000Z"),
  ])
  func `a start is understood in the zone it is written in`(line: String, moment: String) throws {
    let file = try meeting(line)
    #expect(file.meetings.map(\.start) == [Moment.date(moment)!] && file.notes.isEmpty)
  }

  @Test func `a broken zone is told, and the meeting is taken all the same`() throws {
    let file = try meeting("DTSTART;TZID=Mars/Olympus:20260303T101500")
    #expect(file.meetings[0].start == Moment.date("2026-03-03T10:15:00.000Z"))
    #expect(file.notes == ["The time zone “Mars/Olympus” is not known; the time was read as UTC. Check it."])
    #expect(try meeting("DTSTART:20260303T101500").notes[0].contains("names no time zone"))
  }

  @Test func `a zone that only the file describes is read with its winter time, and that is told`() throws {
    let zone = """
      BEGIN:VTIMEZONE
      TZID:Office
      BEGIN:DAYLIGHT
      TZOFFSETFROM:+0100
      TZOFFSETTO:+0200
      END:DAYLIGHT
      BEGIN:STANDARD
      TZOFFSETFROM:+0200
      TZOFFSETTO:+0100
      END:STANDARD
      END:VTIMEZONE

      """
    let file = try read(
      zone + "BEGIN:VEVENT\nUID:1\nDTSTART;TZID=Office:20260303T101500\nSUMMARY:Talk\nEND:VEVENT")
    #expect(file.meetings[0].start == Moment.date("2026-03-03T09:15:00.000Z"))
    #expect(file.notes.count == 1 && file.notes[0].contains("summer time was left out"))
  }

  @Test func `people, length and words are taken, folded lines joined, an alarm inside left alone`() throws {
    let file = try meeting(
      "DTSTART:20260303T091500Z",
      """
      DTEND:20260303T104500Z
      DESCRIPTION:First\\, then\\nsecond
      ORGANIZER;CN="Berg, Anna":mailto:anna@x.example
      ATTENDEE;CN=Nora;ROLE=REQ-PARTICIPANT:MAILTO:nora.north@exa
       mple.com
      BEGIN:VALARM
      SUMMARY:Alarm
      END:VALARM
      RRULE:FREQ=WEEKLY
      """)
    let one = file.meetings[0]
    #expect((one.minutes, one.summary, one.description) == (90, "Annual talk", "First, then\nsecond"))
    #expect(one.organizer == .init(name: "Berg, Anna", address: "anna@x.example"))
    #expect(one.attendees.map(\.address) == ["nora.north@example.com"])
    #expect(file.notes == ["The meeting repeats; only its first date was taken."])
  }

  @Test func `what is no calendar is told in words`() {
    #expect(throws: ActivityRefusal.brokenCalendar("it does not begin with VCALENDAR")) {
      try CalendarFile("hello")
    }
    #expect(throws: ActivityRefusal.noEvents) { try read("") }
    #expect(throws: ActivityRefusal.brokenCalendar("“never” is not a day or a time")) {
      try meeting("DTSTART:never")
    }
    #expect(CalendarFile.minutes("PT1H30M") == 90)
    #expect(CalendarFile.minutes("P1D") == 1_440)
    #expect(CalendarFile.minutes("soon") == nil)
  }

  @Test func `cards of three versions give people`() throws {
    let cards = try ContactCard.read(
      """
      BEGIN:VCARD
      VERSION:3.0
      N:Berg;Anna;;;
      FN:Anna Berg
      ORG:Northgate;Buying
      TITLE:Category buyer
      item1.EMAIL;TYPE=INTERNET:anna@northgate.example
      TEL;TYPE=WORK:+46 8 1
      END:VCARD
      BEGIN:VCARD
      VERSION:2.1
      N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:G=C3=B6ran=
      sson;Per
      END:VCARD
      BEGIN:VCARD
      VERSION:4.0
      FN:Cia\\, the boss
      EMAIL:not an address
      END:VCARD
      """)
    #expect(cards.map(\.name) == ["Anna Berg", "Per Göransson", "Cia, the boss"])
    #expect(cards[0].email == "anna@northgate.example" && cards[0].organisation == "Northgate")
    #expect(cards[2].email == nil)
    #expect(throws: ActivityRefusal.self) { try ContactCard.read("BEGIN:VCARD\nEND:VCARD") }
  }
}

@Suite struct CaptureTests {
  private func upload(_ name: String, _ text: String) throws -> Upload {
    let path = NSTemporaryDirectory() + ID<Upload>.new().text
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return Upload(path: path, name: name, bytes: text.utf8.count, digest: "")
  }

  static let mail = """
    From: Anna Berg <Anna.Berg@northgate.example>
    To: nora.north@example.com, stranger@elsewhere.example
    Subject: Range
    Date: Tue, 3 Nov 2026 10:11:12 +0000
    Message-ID: <1@x>

    Yes to the test.
    """

  @Test(arguments: Backing.available)
  func `a mail from a buyer lands on her and her account, and comes in once`(backing: Backing) async throws {
    try await Desk.open(backing) { desk in
      let context = desk.context(SmallCompany.north)
      let first = try await Capture.take(.init(file: try upload("range.eml", Self.mail)), context)
      #expect(first.items.map(\.isKnown) == [false])
      #expect(first.notes.count == 1 && first.notes[0].contains("stranger@elsewhere.example"))
      let found = try await context.read { try Interaction.with(desk.anna, for: context.actor, limit: 5, $0) }
      #expect(found.map(\.interaction.subject) == ["Range"])
      #expect(found[0].interaction.direction == .theirs && found[0].owner == "Nora North")
      #expect(found[0].interaction.body == "Yes to the test.")
      let again = try await Capture.take(.init(file: try upload("range.eml", Self.mail)), context)
      #expect(again.items.map(\.isKnown) == [true])
    }
  }

  @Test(arguments: Backing.available)
  func `a mail of another's account asks for the account and does not say whose it is`(backing: Backing)
    async throws
  {
    try await Desk.open(backing) { desk in
      _ = try await Capture.take(
        .init(file: try upload("a.eml", Self.mail)), desk.context(SmallCompany.north))
      let refused = await #expect(throws: ActivityRefusal.self) {
        try await Capture.take(.init(file: try upload("a.eml", Self.mail)), desk.context(SmallCompany.south))
      }
      #expect(refused == .accountNeeded(["Anna.Berg@northgate.example", "stranger@elsewhere.example"]))
      let own = try await Capture.take(
        .init(file: try upload("a.eml", Self.mail), account: desk.southport), desk.context(SmallCompany.south)
      )
      #expect(own.items.map(\.isKnown) == [false])
    }
  }

  @Test(arguments: Backing.available)
  func `cards become people once, at the account of their company`(backing: Backing) async throws {
    try await Desk.open(backing) { desk in
      let text = "BEGIN:VCARD\nFN:Carl Ek\nORG:Northgate\nEMAIL:carl@northgate.example\nEND:VCARD\n"
      let context = desk.context(SmallCompany.north)
      let first = try await Capture.take(.init(file: try upload("c.vcf", text)), context)
      #expect(first.items.map(\.title) == ["Carl Ek"] && first.notes.isEmpty)
      let again = try await Capture.take(.init(file: try upload("c.vcf", text)), context)
      #expect(again.items.map(\.isKnown) == [true])
      await #expect(throws: ActivityRefusal.unknownFile("x.doc")) {
        try await Capture.take(.init(file: try upload("x.doc", "")), context)
      }
    }
  }

  @Test(arguments: Backing.available)
  func `a calendar is read by its secret alone, holds what its user sees, and ends when told`(
    backing: Backing
  )
    async throws
  {
    try await Desk.open(backing) { desk in
      try await desk.log(.meeting, "Talk; with, signs", desk.northgate, with: [desk.anna], body: "Line\nnext")
      try await desk.log(.meeting, "Not hers", desk.southport, by: SmallCompany.south)
      var task = WorkTask.New(title: "Send", account: desk.northgate)
      task.due = Day("2026-11-30")
      _ = try await WorkTask.add(task, desk.context(SmallCompany.north))
      let feed = try await CalendarFeed.make(desk.context(SmallCompany.north))
      let secret = feed.address.split(separator: "/").last.map(String.init) ?? ""
      let text = try await CalendarFeed.calendar(secret, desk.context())
      #expect(text.contains("SUMMARY:Talk\\; with\\, signs (Northgate)\r\n"))
      #expect(text.contains("DTSTART;VALUE=DATE:20261130\r\n") && !text.contains("Not hers"))
      #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 75 })
      await #expect(throws: ActivityRefusal.noSuchFeed) {
        try await CalendarFeed.calendar("guess", desk.context())
      }
      try await CalendarFeed.end(desk.context(SmallCompany.north))
      await #expect(throws: ActivityRefusal.noSuchFeed) {
        try await CalendarFeed.calendar(secret, desk.context())
      }
    }
  }
}
