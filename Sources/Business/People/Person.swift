package import Accounts
package import Blueprint
package import Foundation
package import Kernel

/// Someone whom we deal with at an account: a buyer, a merchandiser, a chief executive. Never one of our own, who are
/// users.
package struct Person: Codable, Hashable, Sendable {
  package let id: ID<Person>
  package var name: String
  package var email: String?
  package var phone: String?
  package var note: String
  /// Who of us brought the person in; decides who sees somebody without a position.
  package var owner: ID<Actor>?
  /// Today's main position, and its account and title, kept beside the positions themselves.
  package var position: ID<Position>?
  package var account: ID<Account>?
  package var title: String?
  /// The newest word on each; who said what, and why, stands in the assessments.
  package var role: BuyingRole?
  package var stance: Stance?
  package var power: Power?
  /// What we keep the personal data for, and until when.
  package var purpose: String
  package var keepUntil: Day
  /// Personal data was taken out; what happened with the person still counts.
  package var erasedAt: Date?
  package var mergedInto: ID<Person>?
  package var version: Int
  package let createdAt: Date
  package var changedAt: Date

  package init(id: ID<Person>, name: String, on today: Day, at moment: Date) {
    self.id = id
    self.name = name
    note = ""
    purpose = Person.usualPurpose
    keepUntil = today.advanced(byMonths: Person.usualMonths)
    version = 1
    createdAt = moment
    changedAt = moment
  }

  package static let usualPurpose = "Business relationship with the account"
  /// How long personal data is kept unless somebody says otherwise.
  package static let usualMonths = 36
  /// What stands in place of the name of an erased person.
  package static let erasedName = "Erased person"

  /// The last word of the name before the others: how lists are ordered, and found by the family name.
  package static func familyKey(_ name: String) -> String {
    let words = SearchKey.fold(name).split(separator: " ")
    guard let last = words.last, words.count > 1 else { return words.first.map(String.init) ?? "" }
    return ([last] + words.dropLast()).joined(separator: " ")
  }
}

extension Person {
  /// People may have fields of the company's own; what is said in them is personal data.
  package static let ownFields = CustomKind("person", "People", isPersonal: true)
}

/// The part that somebody plays when the account buys, in the words of MEDDICC and of key account plans.
package enum BuyingRole: String, Choice {
  case economicBuyer, decisionMaker, champion, sponsor, technicalBuyer, influencer, user, gatekeeper
}

/// Where somebody stands towards us.
package enum Stance: String, Choice {
  case opponent, sceptic, neutral, supporter, advocate

  /// -2 to 2.
  package var weight: Int { (Stance.allCases.firstIndex(of: self) ?? 2) - 2 }
}

/// How much somebody's word weighs when the account decides.
package enum Power: String, Choice {
  case low, medium, high, decisive

  /// 1 to 4.
  package var weight: Int { (Power.allCases.firstIndex(of: self) ?? 0) + 1 }
}
