package import Accounts
package import Blueprint
import Catalog
package import Kernel

extension Person {
  /// A new person, most often with a first position.
  package struct New: Codable, Sendable {
    package var name: String
    package var account: ID<Account>?
    package var title: String?
    package var department: String?
    package var reportsTo: ID<Person>?
    package var from: Day?
    package var email: String?
    package var phone: String?
    package var owner: ID<Actor>?
    package var role: BuyingRole?
    package var purpose: String?
    package var keepUntil: Day?
    package var note: String?
    /// Values of the company's own fields, by their keys.
    package var fields: CustomInput?

    package init(name: String, account: ID<Account>? = nil, title: String? = nil) {
      self.name = name
      self.account = account
      self.title = title
    }

    func person(_ context: Context) throws(PersonRefusal) -> Person {
      var person = Person(id: .new(at: context.now), name: name, on: context.today, at: context.now)
      person.email = email
      person.phone = phone
      person.note = note ?? ""
      person.owner = owner
      if let purpose = Person.trimmed(purpose) { person.purpose = purpose }
      if let keepUntil { person.keepUntil = keepUntil }
      return try person.checked()
    }
  }

  /// A change: what is left out stays, null clears.
  package struct Change: Codable, Sendable {
    package var id: ID<Person>
    package var version: Int?
    package var name: Patch<String> = .keep
    package var email: Patch<String> = .keep
    package var phone: Patch<String> = .keep
    package var owner: Patch<ID<Actor>> = .keep
    package var purpose: Patch<String> = .keep
    package var keepUntil: Patch<Day> = .keep
    package var note: Patch<String> = .keep
    package var fields: CustomInput?

    package init(id: ID<Person>, version: Int? = nil) {
      self.id = id
      self.version = version
    }
  }

  /// The person after a change, checked.
  func applying(_ change: Change) throws(PersonRefusal) -> Person {
    guard erasedAt == nil else { throw .erased }
    var new = self
    if case .set(nil) = change.name { throw .nameMissing }
    if case .set(nil) = change.purpose { throw .purposeMissing }
    new.name = change.name.applied(toRequired: name)
    new.email = change.email.applied(to: email)
    new.phone = change.phone.applied(to: phone)
    new.owner = change.owner.applied(to: owner)
    new.purpose = change.purpose.applied(toRequired: purpose)
    new.keepUntil = change.keepUntil.applied(toRequired: keepUntil)
    new.note = change.note.applied(to: note) ?? ""
    return try new.checked()
  }

  /// The same person without anything personal. What counts stays: id, positions, roles, what happened.
  func erased(_ context: Context) throws(PersonRefusal) -> Person {
    guard erasedAt == nil else { throw .erased }
    var new = self
    new.name = Person.erasedName
    (new.email, new.phone, new.note) = (nil, nil, "")
    new.erasedAt = context.now
    new.version += 1
    new.changedAt = context.now
    return new
  }
}

extension Position {
  /// A position that somebody takes up.
  package struct New: Codable, Sendable {
    /// Of the person.
    package var id: ID<Person>
    package var account: ID<Account>
    package var title: String
    package var department: String?
    package var reportsTo: ID<Person>?
    package var firstDay: Day?
    package var lastDay: Day?
    /// Ends the other positions of the person the day before.
    package var isMove: Bool?

    package init(id: ID<Person>, account: ID<Account>, title: String) {
      self.id = id
      self.account = account
      self.title = title
    }
  }

  /// A change of a position: what is left out stays, null clears.
  package struct Change: Codable, Sendable {
    package var id: ID<Person>
    package var position: ID<Position>
    package var title: Patch<String> = .keep
    package var department: Patch<String> = .keep
    package var reportsTo: Patch<ID<Person>> = .keep
    package var firstDay: Patch<Day> = .keep
    package var lastDay: Patch<Day> = .keep

    package init(id: ID<Person>, position: ID<Position>) {
      self.id = id
      self.position = position
    }
  }

  /// The position after a change, checked.
  func applying(_ change: Change) throws(PersonRefusal) -> Position {
    var new = self
    new.title = change.title.applied(to: title) ?? ""
    new.department = change.department.applied(to: department)
    new.reportsTo = change.reportsTo.applied(to: reportsTo)
    new.firstDay = change.firstDay.applied(to: firstDay) ?? Validity.earliest
    new.lastDay = change.lastDay.applied(to: lastDay) ?? Validity.latest
    return try new.checked()
  }

  func checked() throws(PersonRefusal) -> Position {
    var new = self
    new.title = Person.trimmed(title) ?? ""
    new.department = Person.trimmed(department)
    guard new.firstDay <= new.lastDay else { throw .wrongDays }
    guard new.reportsTo != new.person else { throw .reportsToSelf }
    for (field, text) in [("title", new.title), ("department", new.department ?? "")]
    where text.count > Person.longest { throw .tooLong(field: field, limit: Person.longest) }
    return new
  }
}
