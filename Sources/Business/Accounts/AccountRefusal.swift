import Blueprint
package import Kernel

/// Why a change to accounts was not made.
package enum AccountRefusal: Refusal, Equatable {
  case notThere
  case nameMissing
  case tooLong(field: String, limit: Int)
  case badVolume(String)
  case parentUnknown
  case cycle(name: String, parent: String, on: Day)
  case sameParent(String)
  case ownerUnknown
  case teamUnknown
  case wouldLoseSight
  /// By nobody where the holder is none of the reader's business.
  case codeTaken(source: String, code: String, by: String?)
  case codeMissing
  case changedMeanwhile(now: Int, theirs: String)
  case mergeWithItself
  case mergedAlready(String)
  case mergeWithAncestor(String)
  case mergeUndone
  case mergeNotThere
  case referred(String)
  case nothingMarked
  case tooManyMarked(Int)

  package var status: Int {
    switch self {
    case .notThere, .mergeNotThere: 404
    case .codeTaken, .changedMeanwhile, .mergedAlready, .mergeUndone, .referred, .cycle: 409
    default: 422
    }
  }

  package var code: String {
    switch self {
    case .notThere, .mergeNotThere: "not-there"
    case .nameMissing: "name-missing"
    case .tooLong: "too-long"
    case .badVolume: "wrong-acv"
    case .parentUnknown, .sameParent: "wrong-parent"
    case .cycle: "cycle"
    case .ownerUnknown: "owner-unknown"
    case .teamUnknown: "team-unknown"
    case .wouldLoseSight: "would-lose-sight"
    case .codeTaken, .codeMissing: "wrong-code"
    case .changedMeanwhile: "changed-meanwhile"
    case .mergeWithItself, .mergedAlready, .mergeWithAncestor, .mergeUndone: "wrong-merge"
    case .referred: "referred-to"
    case .nothingMarked, .tooManyMarked: "wrong-marks"
    }
  }

  package var field: String? {
    switch self {
    case .nameMissing: "name"
    case .tooLong(let field, _): field
    case .badVolume: "acv"
    case .parentUnknown, .cycle, .sameParent: "parent"
    case .ownerUnknown: "owner"
    case .teamUnknown: "team"
    case .codeTaken, .codeMissing: "code"
    case .changedMeanwhile: "version"
    case .mergeWithItself, .mergedAlready, .mergeWithAncestor: "merged"
    case .nothingMarked, .tooManyMarked: "id"
    default: nil
    }
  }

  package var message: String {
    switch self {
    case .notThere: "There is no such account. Look it up in the list of accounts."
    case .nameMissing: "The name is missing. Write the name that people call the account by."
    case .tooLong(let field, let limit):
      "“\(field)” is longer than \(limit) characters. Shorten it; nothing was changed."
    case .badVolume(let text):
      "“\(text)” is not a yearly volume. Write an amount above zero with its currency, such as 12000000 EUR."
    case .parentUnknown: "There is no such parent. Choose one from the list, or leave it empty for the top."
    case .cycle(let name, let parent, let day):
      "“\(parent)” lies below “\(name)” on \(DisplayNumber.day(day)), so it can't be above it. "
        + "Move “\(parent)” out first, or choose another parent."
    case .sameParent(let parent): "It hangs below “\(parent)” already from that day on. Nothing was changed."
    case .ownerUnknown:
      "There is no such user. Choose one from the list, or leave it empty to follow the parent."
    case .teamUnknown:
      "There is no such team. Choose one from the list, or leave it empty to follow the parent."
    case .wouldLoseSight:
      "After this you could no longer see the account. Keep yourself as owner or choose one of your teams, "
        + "or ask a director to hand it over."
    case .mergeNotThere: "There is no such merge. The account's history lists its merges."
    case .nothingMarked: "No accounts are marked. Mark some rows, then choose what to change."
    case .tooManyMarked(let limit): "At most \(limit) accounts can be changed at once. Mark fewer."
    case .referred(let what):
      "The account can't be deleted: \(what). Give it the status “former”, or merge it into another."
    default: conflict
    }
  }

  private var conflict: String {
    switch self {
    case .codeTaken(let source, let code, nil):
      "The code “\(code)” of \(source) can't be given here in these days. Choose another, or ask a director."
    case .codeTaken(let source, let code, let name?):
      "The code “\(code)” of \(source) means “\(name)” in these days. End that one first, or choose other days."
    case .codeMissing: "A code needs both the source that uses it and the code itself."
    case .changedMeanwhile(let version, let theirs):
      "Somebody else saved this account while you were editing: \(theirs). It is at version \(version) now. "
        + "Yours was not saved: look at theirs, then save again with that version."
    case .mergeWithItself: "An account can't be merged with itself. Choose the other one."
    case .mergedAlready(let name): "“\(name)” was merged into another account already. Undo that merge first."
    case .mergeWithAncestor(let name):
      "“\(name)” stands above the one to keep. Merge the lower into the upper."
    case .mergeUndone: "This merge was undone already. Nothing was changed."
    default: ""
    }
  }
}
