import Blueprint
package import Kernel

/// Why a change to people was not made.
package enum PersonRefusal: Refusal, Equatable {
  case notThere
  case nameMissing
  case badEmail(String)
  case purposeMissing
  case tooLong(field: String, limit: Int)
  case ownerUnknown
  case accountUnknown
  case changedMeanwhile(now: Int, theirs: String)
  case wouldLoseSight
  case erased
  case positionNotThere
  case wrongDays
  case bossUnknown
  case reportsToSelf
  case cycle(name: String, boss: String, on: Day)
  case nothingSaid
  case evidenceMissing
  case badStrength(Int)
  case codeMissing
  case codeTaken(source: String, code: String, by: String)
  case mergeWithItself
  case mergedAlready(String)
  case mergeUndone
  case mergeNotThere

  package var status: Int {
    switch self {
    case .notThere, .mergeNotThere, .positionNotThere: 404
    case .changedMeanwhile, .cycle, .codeTaken, .mergedAlready, .mergeUndone, .erased: 409
    default: 422
    }
  }

  package var code: String {
    switch self {
    case .notThere, .mergeNotThere, .positionNotThere: "not-there"
    case .nameMissing: "name-missing"
    case .badEmail: "wrong-email"
    case .purposeMissing: "purpose-missing"
    case .tooLong: "too-long"
    case .ownerUnknown: "owner-unknown"
    case .accountUnknown: "account-unknown"
    case .changedMeanwhile: "changed-meanwhile"
    case .wouldLoseSight: "would-lose-sight"
    case .erased: "erased"
    case .wrongDays: "wrong-days"
    case .bossUnknown, .reportsToSelf: "wrong-boss"
    case .cycle: "cycle"
    case .nothingSaid, .evidenceMissing, .badStrength: "wrong-assessment"
    case .codeMissing, .codeTaken: "wrong-code"
    case .mergeWithItself, .mergedAlready, .mergeUndone: "wrong-merge"
    }
  }

  package var field: String? {
    switch self {
    case .nameMissing: "name"
    case .badEmail: "email"
    case .purposeMissing: "purpose"
    case .tooLong(let field, _): field
    case .ownerUnknown: "owner"
    case .accountUnknown: "account"
    case .changedMeanwhile: "version"
    case .wrongDays: "lastDay"
    case .bossUnknown, .reportsToSelf, .cycle: "reportsTo"
    case .nothingSaid: "role"
    case .evidenceMissing: "evidence"
    case .badStrength: "strength"
    case .codeMissing, .codeTaken: "code"
    case .mergeWithItself, .mergedAlready: "merged"
    default: nil
    }
  }

  package var message: String {
    switch self {
    case .notThere: "There is no such person. Look them up in the list of people."
    case .nameMissing: "The name is missing. Write it as people call them, such as Anna Berg."
    case .badEmail(let text):
      "“\(text.prefix(80))” is not an e-mail address. Write one such as anna.berg@example.com, or leave it empty."
    case .purposeMissing:
      "The purpose is missing. Say what the personal data is kept for, such as “\(Person.usualPurpose)”."
    case .tooLong(let field, let limit):
      "“\(field)” is longer than \(limit) characters. Shorten it; nothing was changed."
    case .ownerUnknown: "There is no such user. Choose one from the list, or leave it empty."
    case .accountUnknown: "There is no such account. Choose one from the list."
    case .wouldLoseSight:
      "After this you could no longer see the person. Keep yourself as owner, or name a position at one of your accounts."
    case .erased: "The person was erased: there is nothing left to change. Their counts stay in the figures."
    case .positionNotThere: "The person has no such position. Open their page to see the positions they have."
    case .wrongDays:
      "The last day lies before the first. Write the days the other way round, or leave one empty."
    case .bossUnknown: "There is no such person to report to. Choose one from the list, or leave it empty."
    case .reportsToSelf: "Nobody reports to themselves. Choose another person, or leave it empty."
    case .cycle(let name, let boss, let day):
      "“\(boss)” reports to “\(name)”, directly or through others, on \(DisplayNumber.day(day)), so “\(name)” can't "
        + "report to “\(boss)”. Change that line first, or choose another person."
    default: rest
    }
  }

  private var rest: String {
    switch self {
    case .changedMeanwhile(let version, let theirs):
      "Somebody else saved this person while you were editing: \(theirs). They are at version \(version) now. "
        + "Yours was not saved: look at theirs, then save again with that version."
    case .nothingSaid: "Say at least one of role, stance, power and strength."
    case .evidenceMissing:
      "An opinion without evidence helps nobody. Say what it rests on: a talk, a mail, a deed."
    case .badStrength(let number): "The strength \(number) is not between 0 and 100."
    case .codeMissing: "A code needs both the source that uses it and the code itself."
    case .codeTaken(let source, let code, let name):
      "The code “\(code)” of \(source) means “\(name)” already. Merge the two, or correct the code."
    case .mergeWithItself: "A person can't be merged with themselves. Choose the other one."
    case .mergedAlready(let name): "“\(name)” was merged into another person already. Undo that merge first."
    case .mergeUndone: "This merge was undone already. Nothing was changed."
    case .mergeNotThere: "There is no such merge. The person's page lists the merges."
    default: ""
    }
  }
}
