import Kernel

/// Why a plan was not changed.
package enum PlanRefusal: Refusal, Equatable {
  case notThere
  case itemNotThere(String)
  case titleMissing
  case badLength(Int)
  case wrongMark(String, known: [String])
  case wrongStanding(String, known: [String])
  case wrongPlace(String, needed: String)
  case badAmount(String, field: String)
  case badShare(String, field: String)
  case evidenceMissing
  case signed(Int)
  case notSigned
  case changedMeanwhile
  case hasChildren(Int)
  case proofMissing(String)
  case doneInFuture

  package var status: Int {
    switch self {
    case .notThere, .itemNotThere: 404
    case .signed, .notSigned, .changedMeanwhile, .hasChildren, .proofMissing: 409
    default: 422
    }
  }

  package var code: String {
    switch self {
    case .notThere, .itemNotThere: "not-there"
    case .titleMissing: "title-missing"
    case .badLength: "bad-length"
    case .wrongMark: "wrong-mark"
    case .wrongStanding: "wrong-standing"
    case .wrongPlace: "wrong-place"
    case .badAmount: "wrong-amount"
    case .badShare: "wrong-share"
    case .evidenceMissing: "evidence-missing"
    case .signed: "signed"
    case .notSigned: "not-signed"
    case .changedMeanwhile: "changed-meanwhile"
    case .hasChildren: "has-children"
    case .proofMissing: "proof-missing"
    case .doneInFuture: "done-in-future"
    }
  }

  package var field: String? {
    switch self {
    case .titleMissing: "title"
    case .badLength: "months"
    case .wrongMark: "mark"
    case .wrongStanding, .proofMissing: "standing"
    case .wrongPlace: "parent"
    case .badAmount(_, let field), .badShare(_, let field): field
    case .evidenceMissing: "note"
    case .doneInFuture: "doneOn"
    default: nil
    }
  }

  package var message: String {
    switch self {
    case .notThere: "There is no such plan here. The list of plans has all that you may see."
    case .itemNotThere(let what): "There is no such \(what.lowercased()) in this plan."
    case .titleMissing: "Say in a few words what it is, in at most 300 characters."
    case .badLength(let months): "A plan of \(months) months is none: 12 to 36 are, such as 24."
    case .wrongMark(let text, let known), .wrongStanding(let text, let known):
      "“\(text)” does not fit here. One of these does: \(known.joined(separator: ", "))."
    case .wrongPlace(let what, let needed):
      "A \(what.lowercased()) hangs below a \(needed.lowercased()) of the same plan."
    case .badAmount(let text, _):
      "“\(text.prefix(40))” is no amount. Give plain digits with a point, such as 120000 or 120000.50."
    case .badShare(let text, _): "“\(text.prefix(20))” is no percentage from 0 to 100."
    case .evidenceMissing:
      "What is confirmed, kept or broken needs its evidence: who said so, when, or where it can be seen."
    case .signed(let number):
      "Edition \(number) is signed and stays as it is. Record progress in it, or begin the next edition to change it."
    case .notSigned: "Only a signed edition is followed by the next one; this one can be changed as it is."
    case .changedMeanwhile:
      "Somebody else saved this meanwhile. Nothing of theirs or yours is lost: compare, then save again."
    case .hasChildren(let count): "\(count) hang below it. Remove or move those first."
    case .proofMissing(let title):
      "The money is tied to “\(title)”, which is not kept yet: no proof, no funding."
    case .doneInFuture: "It can't be done on a day that is still to come."
    }
  }
}
