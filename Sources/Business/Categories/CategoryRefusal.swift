import Kernel

/// Why a question about a category has no answer.
package enum CategoryRefusal: Refusal, Equatable {
  case notThere
  case itemNotThere
  case storeNotThere
  case badAssumptions
  case columnMissing(String, [String])
  case tooManyRows(Int)
  case importNotThere

  package var status: Int {
    switch self {
    case .notThere, .itemNotThere, .storeNotThere, .importNotThere: 404
    default: 422
    }
  }
  package var code: String {
    switch self {
    case .notThere, .itemNotThere, .storeNotThere, .importNotThere: "not-there"
    case .badAssumptions: "wrong-assumptions"
    case .columnMissing: "wrong-columns"
    case .tooManyRows: "too-many-rows"
    }
  }
  package var field: String? {
    switch self {
    case .badAssumptions: "walkAwayLow"
    case .columnMissing, .tooManyRows: "file"
    default: nil
    }
  }
  package var message: String {
    switch self {
    case .notThere: "There is no such category. The list of categories has them all."
    case .itemNotThere: "There is no such item in this category. Choose one from its ranking."
    case .storeNotThere: "There is no such store below this account. Choose one from its list of voids."
    case .badAssumptions:
      "The rates must lie between 0 and 100 percent, the low one not above the high one: 10, 40 and 70, for instance."
    case .columnMissing(let name, let heads):
      "The file has no column “\(name)”. Its heads are: \(heads.prefix(20).joined(separator: ", ")). "
        + "Rename one; the guide of categories shows a file."
    case .tooManyRows(let most):
      "The file has more than \(DisplayNumber.grouped(most)) rows. Part it, by account for instance."
    case .importNotThere: "There is no such import. It may have been made in another database."
    }
  }
}
