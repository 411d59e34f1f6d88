import Accounts
import Blueprint
import Catalog
import Kernel
import Storage

/// The accounts and users that a file of contacts may name.
struct AccountBook: Sendable {
  let byName: [String: [ID<Account>]]
  let byCode: [String: ID<Account>]
  let users: [String: ID<Actor>]
  /// Whether who imports is a user, and so can be the one who brought a person in.
  let actorIsUser: Bool
}

/// The people that some rows may be about, looked up by what the rows say.
struct KnownPersons: Sendable {
  let persons: [ID<Person>: Person]
  let byCode: [PersonRecord.Code: ID<Person>]
  let byAddress: [String: [ID<Person>]]
  let byName: [String: [ID<Person>]]
  let positions: [ID<Person>: [Position]]

  /// The person of a row; nil where it is a new one.
  func person(of draft: PersonPlanner.Draft) -> Result<Person?, PersonPlanner.Problem> {
    if let code = draft.code, let id = byCode[code] { return .success(persons[id]) }
    if let email = draft.email {
      let found = byAddress[SearchKey.fold(email)] ?? []
      if found.count > 1 {
        return .failure(
          .init(
            field: "email",
            reason: "\(found.count) people have the address “\(email)”. Merge them, or say which by the code."
          ))
      }
      if let only = found.first { return .success(persons[only]) }
    }
    // Another code, or another address, is another person of the same name.
    let like = (byName[SearchKey.fold(draft.name)] ?? []).filter { id in
      guard let person = persons[id], draft.email == nil || person.email == nil else { return false }
      return person.account == draft.account
    }
    if like.count > 1 {
      return .failure(
        .init(
          field: "name",
          reason: "\(like.count) people are called “\(draft.name)” there. Say which by address or code."))
    }
    return .success(like.first.flatMap { persons[$0] })
  }
}
