import Blueprint
package import Foundation
package import Kernel

/// Something we sell, or a place above it in the tree: category > segment > brand > line > item.
package struct Product: Codable, Hashable, Sendable {
  /// From the top of the tree to the bottom; a level may be left out, never turned round.
  package enum Kind: String, Choice, Comparable {
    case category, segment, brand, line, item

    package static func < (left: Kind, right: Kind) -> Bool { left.rank < right.rank }
    private var rank: Int { Kind.allCases.firstIndex(of: self) ?? 0 }
  }

  /// Where an item stands in its life on a day.
  package enum Status: String, Choice { case coming, active, delisted }

  package let id: ID<Product>
  /// Dense, never reused: facts refer to it.
  package let number: Int64
  package var kind: Kind
  package var parent: ID<Product>?
  /// The nearest category and brand above (or itself): kept so that lists and analyses need no walk.
  package var category: ID<Product>?
  package var brand: ID<Product>?
  package var name: String
  package var gtin: GTIN?
  package var caseGTIN: GTIN?
  package var caseQuantity: Int?
  package var eqFactor: EquivalisedFactor
  package var eqUnit: Quantity.Unit?
  package var uom: Quantity.Unit
  package var validity: Validity
  /// False for services, deposits and charges, which no analysis of sales counts.
  package var isMerchandise: Bool
  /// False for a competitor's item, or for a brand of theirs: all below one is theirs too.
  package var isOurs: Bool
  /// Made by an import for a code that nobody knew; waits for a person to name or map it.
  package var isProvisional: Bool
  package var note: String
  package var version: Int
  package let createdAt: Date
  package var changedAt: Date

  package init(
    id: ID<Product>, number: Int64, kind: Kind, name: String, parent: ID<Product>? = nil, at moment: Date
  ) {
    self.id = id
    self.number = number
    self.kind = kind
    self.name = name
    self.parent = parent
    category = nil
    brand = nil
    eqFactor = .one
    uom = .each
    validity = .always
    isMerchandise = true
    isOurs = true
    isProvisional = false
    note = ""
    version = 1
    createdAt = moment
    changedAt = moment
  }

  package func status(on day: Day) -> Status {
    if day < validity.firstDay { return .coming }
    return day > validity.lastDay ? .delisted : .active
  }
}

/// Why a change to the catalogue was not made.
package enum ProductRefusal: Refusal, Equatable {
  case notThere
  case nameMissing
  case nameTooLong(Int)
  case parentBelow(child: Product.Kind, parent: Product.Kind)
  case parentOfItself
  case parentUnknown
  case gtinTaken(String, by: String)
  case notAFactor(String)
  case emptyCase(Int)
  case delistedBeforeLaunch
  case notAPrice(String)
  case codeTaken(source: String, code: String, by: String)
  case changedMeanwhile(now: Int, fields: String)
  case referred(String)

  package var status: Int {
    switch self {
    case .notThere: 404
    case .gtinTaken, .codeTaken, .changedMeanwhile, .referred: 409
    default: 422
    }
  }

  package var code: String {
    switch self {
    case .notThere: "not-there"
    case .nameMissing: "name-missing"
    case .nameTooLong: "name-too-long"
    case .parentBelow, .parentOfItself, .parentUnknown: "wrong-parent"
    case .gtinTaken: "gtin-taken"
    case .notAFactor: "wrong-factor"
    case .emptyCase: "wrong-case-quantity"
    case .delistedBeforeLaunch: "delisted-before-launch"
    case .notAPrice: "wrong-price"
    case .codeTaken: "code-taken"
    case .changedMeanwhile: "changed-meanwhile"
    case .referred: "referred-to"
    }
  }

  package var field: String? {
    switch self {
    case .nameMissing, .nameTooLong: "name"
    case .parentBelow, .parentOfItself, .parentUnknown: "parent"
    case .gtinTaken: "gtin"
    case .notAFactor: "eqFactor"
    case .emptyCase: "caseQuantity"
    case .delistedBeforeLaunch: "lastDay"
    case .notAPrice: "price"
    case .codeTaken: "code"
    case .changedMeanwhile: "version"
    case .notThere, .referred: nil
    }
  }

  package var message: String {
    switch self {
    case .notThere: "There is no such product. It may have been deleted; look it up in the list of products."
    case .nameMissing: "The name is missing. Write the name as it stands on your price list."
    case .nameTooLong(let length): "The name has \(length) characters; at most 200 are kept. Shorten it."
    case .parentBelow(let child, let parent):
      "A \(child) can't stand under a \(parent): the order is category, segment, brand, line, item."
    case .parentOfItself: "The parent lies below this product already. Choose one from another branch."
    case .parentUnknown: "The parent is not in the catalogue. Add it first, or leave the parent empty."
    case .gtinTaken(let gtin, let name):
      "The GTIN \(gtin) belongs to “\(name)” already. Correct one of them, or give the code as an alias."
    case .notAFactor(let text):
      "“\(text)” is not a factor. Write how many equivalised units one item holds, such as 1.98 or 3/4."
    case .emptyCase(let count):
      "A case can't hold \(count) items. Write a whole number above zero, or leave it empty."
    case .delistedBeforeLaunch: "The delisting lies before the launch. Correct one of the two days."
    case .notAPrice(let text):
      "“\(text)” is not a price. Write digits with up to four decimals, such as 12.3450."
    case .codeTaken(let source, let code, let name):
      "The code “\(code)” of \(source) means “\(name)” in these days. End that one first, or choose other days."
    case .changedMeanwhile(let now, let fields):
      "Somebody else saved this product while you were editing (\(fields)); it is at version \(now) now. "
        + "Your change was not saved: look at theirs, then send yours with that version."
    case .referred(let what): "The product can't be deleted: \(what). Give it a delisting day instead."
    }
  }
}
