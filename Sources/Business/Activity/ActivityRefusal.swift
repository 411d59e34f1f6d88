import Blueprint
package import Kernel

/// Why something was not noted, or not taken from a file.
package enum ActivityRefusal: Refusal, Equatable {
  case notThere(String)
  case subjectMissing
  case titleMissing
  case tooLong(field: String, limit: Int)
  case badMinutes(Int)
  case badDay(Day)
  case accountUnknown
  case accountNeeded([String])
  case personUnknown
  case ownerUnknown
  case changedMeanwhile
  case closedAlready
  case notClosed
  case wrongOutcome(String, known: String)
  case badDays(String)
  case unknownFile(String)
  case tooLarge(megabytes: Int, limit: Int)
  case brokenMail(String)
  case tooDeep(Int)
  case brokenCalendar(String)
  case noEvents
  case brokenCard(String)
  case noSuchFeed

  package var status: Int {
    switch self {
    case .notThere, .noSuchFeed: 404
    case .changedMeanwhile, .closedAlready, .notClosed: 409
    case .tooLarge: 413
    default: 422
    }
  }

  package var code: String {
    switch self {
    case .notThere, .noSuchFeed: "not-there"
    case .subjectMissing, .titleMissing: "words-missing"
    case .tooLong: "too-long"
    case .badMinutes, .badDay, .badDays: "wrong-number"
    case .accountUnknown, .accountNeeded: "wrong-account"
    case .personUnknown: "wrong-person"
    case .ownerUnknown: "owner-unknown"
    case .changedMeanwhile: "changed-meanwhile"
    case .closedAlready, .notClosed, .wrongOutcome: "wrong-state"
    case .unknownFile, .tooLarge, .brokenMail, .tooDeep, .brokenCalendar, .noEvents, .brokenCard: "wrong-file"
    }
  }

  package var field: String? {
    switch self {
    case .subjectMissing: "subject"
    case .titleMissing: "title"
    case .tooLong(let field, _): field
    case .badMinutes: "minutes"
    case .badDay: "at"
    case .accountUnknown, .accountNeeded: "account"
    case .personUnknown: "people"
    case .ownerUnknown: "owner"
    case .wrongOutcome: "outcome"
    case .badDays(let field): field
    case .unknownFile, .tooLarge, .brokenMail, .tooDeep, .brokenCalendar, .noEvents, .brokenCard: "file"
    default: nil
    }
  }

  package var message: String {
    switch self {
    case .notThere(let what): "There is no such \(what). Look it up in the list."
    case .subjectMissing: "The subject is missing. Say in a few words what it was about."
    case .titleMissing: "The title is missing. Say in a few words what is to be done."
    case .tooLong(let field, let limit):
      "“\(field)” is longer than \(limit) characters. Shorten it; nothing was changed."
    case .badMinutes(let minutes):
      "\(minutes) minutes are not between 0 and a day. Write how long it took, or leave it empty."
    case .badDay(let day):
      "\(DisplayNumber.day(day)) is too far off. Write the day on which it happened, or will."
    case .badDays(let field): "“\(field)” must be a whole number of days above zero."
    case .accountUnknown: "There is no such account. Choose one from the list."
    case .accountNeeded(let addresses):
      addresses.isEmpty
        ? "It is not clear which account this belongs to. Choose the account, then send it again."
        : "Nobody at your accounts has the address \(addresses.prefix(3).joined(separator: ", ")). Choose the account, "
          + "then send it again; or add the person first."
    case .personUnknown: "One of the people is not there. Choose them from the list."
    case .ownerUnknown: "There is no such user. Choose one from the list, or leave it empty."
    case .changedMeanwhile:
      "Somebody else changed this while you were editing. Open it again, then make your change."
    case .closedAlready: "This is closed already. Reopen it first if it is not done."
    case .notClosed: "This is open. There is nothing to reopen."
    case .wrongOutcome(let word, let known): "“\(word)” does not fit here. Write one of: \(known)."
    default: files
    }
  }

  private var files: String {
    switch self {
    case .unknownFile(let name):
      "“\(name.prefix(60))” is neither a mail (.eml), nor a calendar file (.ics), nor a contact card (.vcf)."
    case .tooLarge(let size, let limit):
      "The file has \(size) MB; at most \(limit) MB are taken. Save the mail without its attachments, then send it again."
    case .brokenMail(let why): "The mail can't be read: \(why). Save it again from the mail program as .eml."
    case .tooDeep(let limit):
      "The mail holds mails within mails, more than \(limit) deep. Save the one you mean by itself, then send it."
    case .brokenCalendar(let why): "The calendar file can't be read: \(why). Export the event again as .ics."
    case .noEvents:
      "The calendar file holds no event. Export the meeting itself, not the free and busy times."
    case .brokenCard(let why): "The contact card can't be read: \(why). Export it again as .vcf."
    case .noSuchFeed: "There is no such calendar. Make a new address on the page of your calendar."
    default: ""
    }
  }
}
