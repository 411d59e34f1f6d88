import Blueprint
import Kernel

/// Why a relationship was not noted.
package enum RelationshipRefusal: Refusal, Equatable {
  case personUnknown
  case notThere(String)
  case withItself
  case badPlace
  case badDays
  case userUnknown
  case pairedAlready(String)
  case unknownRole(String)
  case wrongDays
  case successorIsLeaver

  package var status: Int {
    switch self {
    case .notThere: 404
    case .pairedAlready: 409
    default: 422
    }
  }
  package var code: String {
    switch self {
    case .personUnknown, .successorIsLeaver: "wrong-person"
    case .notThere: "not-there"
    case .withItself: "with-itself"
    case .badPlace: "wrong-place"
    case .badDays, .wrongDays: "wrong-days"
    case .userUnknown: "user-unknown"
    case .pairedAlready: "paired-already"
    case .unknownRole: "wrong-role"
    }
  }
  package var field: String? {
    switch self {
    case .personUnknown: "person"
    case .withItself: "to"
    case .badPlace: "x"
    case .badDays: "everyDays"
    case .wrongDays: "lastDay"
    case .userUnknown, .pairedAlready: "user"
    case .unknownRole: "roles"
    case .successorIsLeaver: "successor"
    case .notThere: nil
    }
  }
  package var message: String {
    switch self {
    case .personUnknown: "One of the people is not at this account. Choose them from the list."
    case .notThere(let what): "There is no such \(what). The account's page of relationships lists them."
    case .withItself: "Nobody influences themselves. Choose another person."
    case .badPlace: "A place on the map lies between 0 and 20,000. Nothing was moved."
    case .badDays: "“everyDays” must be a whole number of days between 1 and 1,000."
    case .wrongDays:
      "The last day lies before the first. Write the days the other way round, or leave one empty."
    case .userUnknown: "There is no such user. Choose one from the list."
    case .pairedAlready(let name): "\(name) and this person are a pair already. Take that one out first."
    case .unknownRole(let word):
      "“\(word)” is not a role. Write some of: \(BuyingRoleWords.all)."
    case .successorIsLeaver: "Nobody succeeds themselves. Choose another person, or leave it empty."
    }
  }
}
