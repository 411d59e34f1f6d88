import Blueprint
package import Foundation
package import Kernel

/// Something in an import that looks as if the source had changed its codes, and what someone said to it.
package struct ImportQuestion: Reply {
  package enum Kind: String, Choice {
    /// One item code stops, another begins in its place.
    case renumbered
    /// The units of an item jump by a whole factor, and its price falls by it.
    case casePack = "case-pack"
    /// A site stands below another banner in the file than in the tree.
    case movedSite = "moved-site"
  }
  package enum State: String, Choice { case open, accepted, rejected }

  package let id: ID<ImportQuestion>
  package let batch: ID<SalesBatch>
  package let kind: Kind
  /// The number of the item or site that it is about.
  package let subject: Int64
  /// The item that takes its place; nil where there is none.
  package let other: Int64?
  package let from: Day
  /// What was seen, as a sentence.
  package let text: String
  /// What was counted, as a sentence.
  package let evidence: String
  /// For `movedSite` the name of the other banner.
  package let detail: String
  package var state: State
  package var decidedBy: String?
  package let createdAt: Date
}

/// Why a question was not answered.
enum QuestionRefusal: Refusal, Equatable {
  case notThere
  case answered(String)
  case bannerUnknown(String)

  var status: Int { self == .notThere ? 404 : 409 }
  var code: String {
    switch self {
    case .notThere: "not-there"
    case .answered: "answered"
    case .bannerUnknown: "not-there"
    }
  }
  var message: String {
    switch self {
    case .notThere: "There is no such question. It may have been answered with its import taken back."
    case .answered(let name): "\(name) answered this question already. Nothing was changed."
    case .bannerUnknown(let name):
      "There is no account “\(name)” to move the site to. Add it first, or move the site by hand."
    }
  }
}
