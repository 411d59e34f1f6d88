package import Blueprint
import Kernel

/// A "no" about people, teams and their keys.
package enum TeamRefusal: Refusal, Equatable {
  /// Not there, or not yours: the same words for both.
  case notFound(String)
  case emptyName
  case longName(most: Int)
  case notAnEmail
  case emailTaken
  case lastAdmin
  case changedMeanwhile
  case unknownTeam
  case insideItself
  case tooDeep(most: Int)
  case teamInUse
  case deactivated
  case codeSpent
  case tokenLife(most: Int)
  case scopeTooWide(Actor.Scope)
  case noSuchMonth

  package var status: Int {
    switch self {
    case .notFound, .codeSpent: 404
    case .scopeTooWide: 403
    case .emailTaken, .lastAdmin, .changedMeanwhile, .teamInUse, .deactivated: 409
    default: 422
    }
  }

  package var code: String {
    switch self {
    case .notFound: "not-found"
    case .emptyName: "empty-name"
    case .longName: "long-name"
    case .notAnEmail: "not-an-email"
    case .emailTaken: "email-taken"
    case .lastAdmin: "last-admin"
    case .changedMeanwhile: "changed-meanwhile"
    case .unknownTeam: "unknown-team"
    case .insideItself: "inside-itself"
    case .tooDeep: "too-deep"
    case .teamInUse: "team-in-use"
    case .deactivated: "deactivated"
    case .codeSpent: "invitation-spent"
    case .tokenLife: "token-life"
    case .scopeTooWide: "scope-too-wide"
    case .noSuchMonth: "no-such-month"
    }
  }

  package var field: String? {
    switch self {
    case .emptyName, .longName: "name"
    case .notAnEmail, .emailTaken: "email"
    case .lastAdmin: "role"
    case .unknownTeam: "team"
    case .insideItself, .tooDeep: "parent"
    case .tokenLife: "days"
    case .scopeTooWide: "scope"
    case .noSuchMonth: "startMonth"
    case .notFound, .changedMeanwhile, .teamInUse, .deactivated, .codeSpent: nil
    }
  }

  package var message: String {
    switch self {
    case .notFound(let what): "There is no such \(what), or it is not yours to see."
    case .emptyName: "A name is missing. Nothing was changed; write one and save again."
    case .longName(let most): "The name is longer than \(most) characters. Nothing was changed; shorten it."
    case .notAnEmail: "That is not an e-mail address: name@company.example is expected."
    case .emailTaken: "Somebody has this e-mail address already. Open that user, or write another address."
    case .lastAdmin: "This is the last administrator. Make somebody else an administrator first."
    case .changedMeanwhile:
      "Somebody saved this while you were editing. Nothing of yours was saved; look again."
    case .unknownTeam: "That team is not there. Choose one from the tree of teams."
    case .insideItself: "A team can't stand beneath itself or beneath one of its own. Nothing was moved."
    case .tooDeep(let most):
      "Teams can stand \(most) deep at most. Nothing was changed; choose a higher place."
    case .teamInUse:
      "Users, accounts or other teams still belong to this team. Move them first, then remove it."
    case .deactivated: "This user is deactivated. Let them in again first."
    case .codeSpent: "This invitation was used, replaced, or is too old. Ask an administrator for a new one."
    case .tokenLife(let most): "A token lives for 1 to \(most) days. Nothing was made; choose fewer."
    case .scopeTooWide(let scope):
      "You came in with the scope “\(scope.rawValue)”; a token can't be given more."
    case .noSuchMonth: "The month with which a year begins is a number from 1 to 12."
    }
  }
}

/// A name as it is kept: without blanks around it, not empty, not endless.
func tidied(name: String) throws(TeamRefusal) -> String {
  let name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  guard !name.isEmpty else { throw .emptyName }
  guard name.count <= 120 else { throw .longName(most: 120) }
  return name
}
