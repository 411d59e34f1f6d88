import Kernel

/// Why targets were not changed.
package enum TargetRefusal: Refusal, Equatable {
  case notThere(String)
  case circle(String)
  case wrongPlace(String, String)
  case negative
  case notAnAmount(String, field: String)
  case nothingAbove(String)
  case holdBackTooSmall(String, missing: Int64)
  case siblingsTooSmall(String)
  case weightsDoNotSum(Int)
  case noAccounts
  case noBasis
  case taken(Int, String)
  case badYear(Int)
  case badShare(String)
  case agreed(String)
  case changedMeanwhile
  case reasonMissing
  case decided
  case ownRequest
  case notYours
  case partsDoNotSum(parts: String, whole: String)

  package var status: Int {
    switch self {
    case .notThere: 404
    case .taken, .agreed, .changedMeanwhile, .decided: 409
    case .notYours, .ownRequest: 403
    default: 422
    }
  }

  package var code: String {
    switch self {
    case .notThere: "not-there"
    case .circle: "circle"
    case .wrongPlace: "wrong-place"
    case .negative, .notAnAmount: "wrong-amount"
    case .nothingAbove: "nothing-above"
    case .holdBackTooSmall: "hold-back-too-small"
    case .siblingsTooSmall: "siblings-too-small"
    case .weightsDoNotSum: "weights-do-not-sum"
    case .noAccounts: "no-accounts"
    case .noBasis: "no-basis"
    case .taken: "taken"
    case .badYear: "bad-year"
    case .badShare: "bad-share"
    case .agreed: "agreed"
    case .changedMeanwhile: "changed-meanwhile"
    case .reasonMissing: "reason-missing"
    case .decided: "decided"
    case .ownRequest: "own-request"
    case .notYours: "not-yours"
    case .partsDoNotSum: "parts-do-not-sum"
    }
  }

  package var field: String? {
    switch self {
    case .circle, .wrongPlace: "parent"
    case .negative: "amount"
    case .notAnAmount(_, let field): field
    case .nothingAbove, .holdBackTooSmall, .siblingsTooSmall: "from"
    case .weightsDoNotSum: "lastYear"
    case .noBasis: "growth"
    case .taken, .badYear: "year"
    case .badShare: "holdBack"
    case .reasonMissing: "reason"
    case .partsDoNotSum: "parts"
    default: nil
    }
  }

  package var message: String {
    switch self {
    case .notThere(let what): "There is no such \(what) here. The list of targets has all that you may see."
    case .circle(let name): "“\(name)” would hang below itself. Choose a place that is not below it."
    case .wrongPlace(let name, let parent):
      "“\(name)” can't hang below “\(parent)”. The order is company, team, manager, account, product group."
    case .negative: "A target can't be below zero. Take what is too much from the hold-back instead."
    case .notAnAmount(let text, _):
      "“\(text.prefix(40))” is no amount. Give plain digits with a point, such as 1250000 or 1250000.50."
    case .nothingAbove(let name): "Nothing stands above “\(name)”: only “everything above changes too” fits."
    case .holdBackTooSmall(let name, _):
      "What is held back above “\(name)” does not cover this. Take it from those beside it, or let the totals above rise."
    case .siblingsTooSmall(let name):
      "Those beside “\(name)” can't cover this. Take it from the hold-back, or let the totals above rise."
    case .weightsDoNotSum(let sum):
      "The weights come to \(sum) percent; they must come to 100. Nothing was split."
    case .noAccounts: "There is no account to give a target to. Add or import accounts first."
    case .noBasis:
      "Growth needs sales of the year before, and there are none in full. Give the company's target as an amount."
    case .taken(let year, let metric):
      "There are targets for \(metric) in \(year) already. Open them and change them there."
    case .badYear(let year): "\(year) is too far away: targets are set from five years back to five ahead."
    case .badShare(let text): "“\(text.prefix(20))” is no share. Give a percentage from 0 to 50, such as 5."
    case .agreed(let name):
      "“\(name)” is agreed. Ask for a change with a reason instead: it shows before and after."
    case .changedMeanwhile: "Somebody changed these targets meanwhile. Look at them again, then save."
    case .reasonMissing:
      "A change of an agreed target needs its reason: what happened, and why it bears relief."
    case .decided: "This request is decided already; a new one can be made."
    case .ownRequest: "Who asks for relief does not grant it. A director who did not ask decides."
    case .notYours: "This target is not in your part of the tree. Ask who answers for it."
    case .partsDoNotSum(let parts, let whole):
      "The parts come to \(parts), the whole is \(whole). Nothing was changed; mend the parts."
    }
  }
}
