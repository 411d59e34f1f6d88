package import Accounts
package import Blueprint
import Foundation
package import Kernel
import People
import Storage
import Team

/// What was taken from a file: a mail, meetings, or contact cards.
package struct Capture: Reply {
  package struct Item: Codable, Hashable, Sendable {
    package let title: String
    package let href: String
    /// It was there already, and was left as it is.
    package let isKnown: Bool
  }

  package let fileName: String
  package let items: [Item]
  /// What a reader should look at: a zone that is not known, addresses that nobody here has.
  package let notes: [String]

  package struct New: Codable, Sendable {
    package var file: Upload
    /// Where it belongs, where the people in it do not say.
    package var account: ID<Account>?

    package init(file: Upload, account: ID<Account>? = nil) {
      self.file = file
      self.account = account
    }
  }

  /// Mails are gone through in pieces, so this bounds time, not memory.
  static let largestMail = 200 << 20

  package static func take(_ input: New, _ context: Context) async throws -> Capture {
    let name = input.file.name.lowercased()
    if name.hasSuffix(".eml") { return try await mail(input, context) }
    if name.hasSuffix(".ics") { return try await meetings(input, context) }
    if name.hasSuffix(".vcf") { return try await cards(input, context) }
    throw ActivityRefusal.unknownFile(input.file.name)
  }

  private static func text(_ file: Upload, atMost limit: Int) throws -> String {
    guard file.bytes <= limit else {
      throw ActivityRefusal.tooLarge(megabytes: file.bytes >> 20, limit: limit >> 20)
    }
    let data = try Data(contentsOf: URL(fileURLWithPath: file.path))
    return TextDecoding.text(Array(data), nil)
  }

  private static func mail(_ input: New, _ context: Context) async throws -> Capture {
    guard input.file.bytes <= largestMail else {
      throw ActivityRefusal.tooLarge(megabytes: input.file.bytes >> 20, limit: largestMail >> 20)
    }
    let mail = try Mail.read(path: input.file.path)
    return try await context.write { db in
      let everybody = (mail.from.map { [$0] } ?? []) + mail.to
      let there = try Known(everybody, context, db)
      let account = try there.account(input.account, context, db)
      let isOurs = mail.from.map { there.user($0) != nil } ?? true
      var one = Interaction(
        id: .new(at: context.now), kind: .email,
        subject: mail.subject.isEmpty ? "Mail without a subject" : mail.subject,
        account: account, at: mail.date ?? context.now, owner: there.owner ?? context.actor.id,
        made: context.now)
      one.body = mail.text
      one.direction = isOurs ? .ours : .theirs
      one.source = .mail
      one.messageKey = mail.messageID.map { "mail:\(account):\($0)" }
      (one.fileName, one.fileBytes) = (input.file.name, input.file.bytes)
      if !mail.attachments.isEmpty {
        one.body += "\n\nAttached: " + mail.attachments.prefix(20).joined(separator: ", ")
      }
      one.body = String(one.body.prefix(Interaction.longestBody))
      let item = try keep(one, there.people(everybody), context, db)
      return Capture(fileName: input.file.name, items: [item], notes: mail.notes + there.notes)
    }
  }

  private static func meetings(_ input: New, _ context: Context) async throws -> Capture {
    let file = try CalendarFile(try text(input.file, atMost: CalendarFile.largest))
    return try await context.write { db in
      var items: [Item] = [], notes = file.notes
      for meeting in file.meetings where !meeting.isCancelled {
        let everybody = (meeting.organizer.map { [$0] } ?? []) + meeting.attendees
        let there = try Known(everybody, context, db)
        let account = try there.account(input.account, context, db)
        var one = Interaction(
          id: .new(at: context.now), kind: .meeting,
          subject: meeting.summary.isEmpty ? "Meeting" : meeting.summary, account: account, at: meeting.start,
          owner: there.owner ?? context.actor.id, made: context.now)
        one.minutes = meeting.minutes
        one.body = [meeting.location.isEmpty ? nil : "At: \(meeting.location)", meeting.description]
          .compactMap { $0 }
          .joined(separator: "\n")
        one.source = .calendar
        one.messageKey = meeting.uid.isEmpty ? nil : "meeting:\(account):\(meeting.uid):\(one.day)"
        (one.fileName, one.fileBytes) = (input.file.name, input.file.bytes)
        items.append(try keep(try one.checked(on: context.today), there.people(everybody), context, db))
        notes += there.notes.filter { !notes.contains($0) }
      }
      let cancelled = file.meetings.count { $0.isCancelled }
      if cancelled > 0 {
        notes.append("\(cancelled) cancelled \(cancelled == 1 ? "meeting was" : "meetings were") left out.")
      }
      return Capture(fileName: input.file.name, items: items, notes: notes)
    }
  }

  /// Keeps one, or finds the one that came in before.
  private static func keep(
    _ one: Interaction, _ people: [ID<Person>], _ context: Context, _ db: Connection
  ) throws -> Item {
    if let key = one.messageKey, let known = try Interaction.known(key, for: context.actor, db) {
      return Item(title: one.subject, href: "/interactions/\(known)", isKnown: true)
    }
    try Interaction.keep(one, people, context, db)
    return Item(title: one.subject, href: "/interactions/\(one.id)", isKnown: false)
  }

  private static func cards(_ input: New, _ context: Context) async throws -> Capture {
    let cards = try ContactCard.read(try text(input.file, atMost: ContactCard.largest))
    return try await context.write { db in
      var items: [Item] = [], notes: [String] = []
      for card in cards {
        let known = try Person.byAddress(card.email.map { [$0] } ?? [], for: context.actor, db).values.first
        if let known {
          items.append(Item(title: known.name, href: "/people/\(known.id)", isKnown: true))
          continue
        }
        var new = Person.New(name: card.name, account: input.account, title: card.title)
        (new.email, new.phone) = (card.email, card.phone)
        if new.account == nil, let company = card.organisation {
          let like = try Account.named(SearchKey.fold(company), for: context.actor, limit: 2, db)
            .filter { SearchKey.fold($0.name) == SearchKey.fold(company) }
          new.account = like.first?.id
          if like.isEmpty {
            notes.append(
              "No account is called “\(company)”; \(card.name) has no position yet. Add one on their page.")
          }
        }
        let made = try Person.add(new, context, db)
        items.append(Item(title: made.name, href: "/people/\(made.id)", isKnown: false))
      }
      return Capture(fileName: input.file.name, items: items, notes: notes)
    }
  }
}

/// Whom the addresses of a file belong to: people of accounts, users of ours, or nobody known.
struct Known {
  private let persons: [String: Person]
  private let users: [String: User]
  private let strangers: [String]

  init(_ all: [Mail.Address], _ context: Context, _ db: Connection) throws {
    let addresses = all.map(\.address)
    persons = try Person.byAddress(addresses, for: context.actor, db)
    var users: [String: User] = [:]
    for address in Set(addresses).prefix(100) {
      if let user = try User.find(email: address, db) { users[SearchKey.fold(address)] = user }
    }
    self.users = users
    let found = persons
    strangers = Set(addresses).filter { found[SearchKey.fold($0)] == nil && users[SearchKey.fold($0)] == nil }
      .sorted()
  }

  func user(_ address: Mail.Address) -> User? { users[SearchKey.fold(address.address)] }

  var owner: ID<Actor>? { users.values.map(\.id.text).sorted().first.flatMap { ID<Actor>($0) } }

  func people(_ all: [Mail.Address]) -> [ID<Person>] {
    all.compactMap { persons[SearchKey.fold($0.address)]?.id }
  }

  /// The account that is named, or else the one where the people are.
  func account(_ named: ID<Account>?, _ context: Context, _ db: Connection) throws -> ID<Account> {
    let places = persons.values.sorted { $0.id < $1.id }.compactMap(\.account)
    guard let id = named ?? places.first else { throw ActivityRefusal.accountNeeded(strangers) }
    return try Interaction.accountOf(id, context, db).id
  }

  var notes: [String] {
    strangers.isEmpty
      ? []
      : [
        "Nobody here has the address \(strangers.prefix(5).joined(separator: ", "))"
          + (strangers.count > 5 ? " and \(strangers.count - 5) more" : "")
          + ". Add them as people to have them counted."
      ]
  }
}
