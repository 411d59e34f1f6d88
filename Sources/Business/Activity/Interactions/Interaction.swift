package import Accounts
package import Blueprint
package import Foundation
package import Kernel
import People

/// Something that happened between us and an account: a call, a meeting, a visit, a mail; or something that was written
/// down or put aside about it: a note, a file.
package struct Interaction: Codable, Hashable, Sendable {
  package enum Kind: String, Choice {
    case call, meeting, visit, email, note, file

    /// Whether the account noticed: notes and files are ours alone.
    package var isContact: Bool { self != .note && self != .file }

    package var icon: String {
      switch self {
      case .call: "phone"
      case .meeting: "users"
      case .visit: "map-pin"
      case .email: "mail"
      case .note: "pencil"
      case .file: "file-text"
      }
    }
  }

  /// From whom it came. Meetings and visits are mutual unless somebody says otherwise.
  package enum Direction: String, Choice { case ours, theirs, both }

  package enum Source: String, Choice { case typed, mail, calendar, demo, imported }

  package let id: ID<Interaction>
  package var kind: Kind
  package var subject: String
  package var body: String
  package var account: ID<Account>
  package var at: Date
  package var minutes: Int?
  package var direction: Direction
  /// Who of us took part, or wrote it.
  package var owner: ID<Actor>?
  package var source: Source
  /// What the source calls it (a Message-ID, a UID), so that it comes in once.
  package var messageKey: String?
  package var fileName: String?
  package var fileBytes: Int?
  package var version: Int
  package let createdAt: Date
  package var changedAt: Date

  package init(
    id: ID<Interaction>, kind: Kind, subject: String, account: ID<Account>, at: Date, owner: ID<Actor>?,
    made moment: Date
  ) {
    self.id = id
    self.kind = kind
    self.subject = subject
    self.account = account
    self.at = at
    self.owner = owner
    body = ""
    direction = kind == .meeting || kind == .visit ? .both : .ours
    source = .typed
    version = 1
    createdAt = moment
    changedAt = moment
  }

  /// Activities may have fields of the company's own; what is said in them is as personal as their words.
  package static let ownFields = CustomKind("activity", "Activities", isPersonal: true)

  /// The day it counts for, in UTC.
  package var day: Day { Day(at) }

  package static let longestSubject = 300
  package static let longestBody = 100_000

  /// The same with blanks trimmed and its words checked.
  func checked(on today: Day) throws(ActivityRefusal) -> Interaction {
    var new = self
    new.subject = Person.trimmed(subject) ?? ""
    guard !new.subject.isEmpty else { throw .subjectMissing }
    guard new.subject.count <= Interaction.longestSubject else {
      throw .tooLong(field: "subject", limit: Interaction.longestSubject)
    }
    guard body.count <= Interaction.longestBody else {
      throw .tooLong(field: "body", limit: Interaction.longestBody)
    }
    if let minutes, !(0...1_440).contains(minutes) { throw .badMinutes(minutes) }
    // What is planned stands in the calendar; what counts as contact has happened.
    guard new.day <= today.advanced(by: 730), new.day >= Day(ordinal: 0) else { throw .badDay(new.day) }
    return new
  }
}
