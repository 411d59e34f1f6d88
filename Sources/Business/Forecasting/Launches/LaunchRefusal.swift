package import Kernel

/// Why a launch to come was not taken.
package enum LaunchRefusal: Refusal, Equatable {
  case reasonMissing
  case reasonTooLong(Int)
  case itemMissing
  case likeMissing
  case likeItself
  case likeTwice(String)
  case badShare(String, String)
  case sharesOff(BasisPoints)
  case badLevel(String)
  case replacesItself
  case badWeeks(Int)
  case sumNeedsNoLike
  case notAnItem(String, field: String)
  case tooEarly(Day, until: Day)
  case noHistory(String, at: String, field: String)
  case circular(String, String)
  case alreadyThere(String)
  case notASum(String)

  package var status: Int {
    switch self {
    case .alreadyThere, .circular: 409
    default: 422
    }
  }

  package var code: String {
    switch self {
    case .reasonMissing, .reasonTooLong: "reason"
    case .itemMissing, .notAnItem: "not-an-item"
    case .likeMissing, .likeItself, .likeTwice: "wrong-like-item"
    case .badShare, .sharesOff: "wrong-share"
    case .badLevel: "wrong-level"
    case .replacesItself, .circular: "wrong-replacement"
    case .badWeeks: "wrong-weeks"
    case .sumNeedsNoLike, .notASum: "wrong-sum"
    case .tooEarly: "too-early"
    case .noHistory: "no-history"
    case .alreadyThere: "already-there"
    }
  }

  package var field: String? {
    switch self {
    case .reasonMissing, .reasonTooLong: "reason"
    case .itemMissing, .alreadyThere: "product"
    case .likeMissing, .likeItself, .likeTwice: "like"
    case .badShare, .sharesOff: "share"
    case .badLevel: "level"
    case .replacesItself, .circular: "replaces"
    case .badWeeks: "weeks"
    case .sumNeedsNoLike, .notASum: "sum"
    case .tooEarly: "from"
    case .notAnItem(_, let field), .noHistory(_, _, let field): field
    }
  }

  package var message: String {
    switch self {
    case .reasonMissing: "A launch needs its reason: why will it sell so, and who said so?"
    case .reasonTooLong(let length): "The reason has \(length) characters; at most 500 are kept. Shorten it."
    case .itemMissing: "The item is missing. Name the item that is launched."
    case .likeMissing: "Neither a like item nor an item replaced is given. Give one of them, or both."
    case .likeItself: "An item can't be like itself. Choose one that sells already."
    case .likeTwice(let name): "“\(name)” is named twice as a like item. Name it once."
    case .badShare(let text, let name):
      "“\(text.prefix(40))” is no share of “\(name)”. Give percent above 0 for each like item, or leave all empty."
    case .sharesOff(let sum): "The shares make \(sum), not 100 %. Correct them, or leave all empty."
    case .badLevel(let text):
      "“\(text.prefix(40))” is no level. Give percent of the like items from 0.01 to 1000, such as 40."
    case .replacesItself: "An item can't replace itself. Choose the item that goes."
    case .badWeeks(let weeks):
      "A phase-out of \(weeks) weeks is not possible. Give 0 to \(ItemLaunch.longestPhaseOut)."
    case .sumNeedsNoLike:
      "Where the sum stays, the new item sells what the old one loses: leave like items and level empty, or let the sum change."
    case .notAnItem(let name, _): "“\(name)” is not an item of ours. Choose an item and not a group of them."
    case .tooEarly(let day, let until):
      "Sales are known to \(DisplayNumber.day(until)): a launch on \(DisplayNumber.day(day)) is not to come. Give a later day."
    case .noHistory(let name, let scope, _):
      "“\(name)” has sold nothing at \(scope) in the last half year, so nothing can be like it. Choose an item that sells there."
    case .circular(let new, let old):
      "“\(old)” is to come in the place of “\(new)” already: both can't replace each other. Take one of the entries back."
    case .alreadyThere(let scope): "There is an entry for \(scope) already. Change that one."
    case .notASum(let text): "“\(text.prefix(40))” is not stays or changes. Correct it, or leave it empty."
    }
  }
}
