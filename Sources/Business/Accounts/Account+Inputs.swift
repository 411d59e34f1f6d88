package import Blueprint
import Catalog
package import Kernel

extension Account {
  /// What a new account begins with.
  package struct New: Codable, Sendable {
    package var name: String
    package var kind: Kind?
    package var parent: ID<Account>?
    /// From when it hangs below the parent; always, when left out.
    package var from: Day?
    package var tier: String?
    package var segment: String?
    package var industry: String?
    package var channel: String?
    package var city: String?
    package var postcode: String?
    package var owner: ID<Actor>?
    package var team: String?
    package var status: Status?
    package var currency: Currency?
    /// `12000000 EUR`, or the number alone where the account has a currency.
    package var acv: String?
    package var note: String?
    /// A first code: the source that uses it, and the code.
    package var source: String?
    package var code: String?
    /// Values of the company's own fields, by their keys.
    package var fields: CustomInput?

    package init(name: String, kind: Kind? = nil, parent: ID<Account>? = nil) {
      self.name = name
      self.kind = kind
      self.parent = parent
    }
  }

  /// A change: what is left out stays, null clears. `version` is the one the reader saw; without it the change
  /// goes onto whatever is there.
  package struct Change: Codable, Sendable {
    package var id: ID<Account>
    package var version: Int?
    package var name: Patch<String> = .keep
    package var kind: Patch<Kind> = .keep
    package var tier: Patch<String> = .keep
    package var segment: Patch<String> = .keep
    package var industry: Patch<String> = .keep
    package var channel: Patch<String> = .keep
    package var city: Patch<String> = .keep
    package var postcode: Patch<String> = .keep
    package var owner: Patch<ID<Actor>> = .keep
    package var team: Patch<String> = .keep
    package var status: Patch<Status> = .keep
    package var currency: Patch<Currency> = .keep
    package var acv: Patch<String> = .keep
    package var note: Patch<String> = .keep
    package var fields: CustomInput?

    package init(id: ID<Account>, version: Int? = nil) {
      self.id = id
      self.version = version
    }
  }

  /// One change for many accounts.
  package struct BulkChange: Codable, Sendable {
    package var id: [ID<Account>]?
    package var tier: Patch<String> = .keep
    package var segment: Patch<String> = .keep
    package var channel: Patch<String> = .keep
    package var owner: Patch<ID<Actor>> = .keep
    package var team: Patch<String> = .keep
    package var status: Patch<Status> = .keep

    package init(_ ids: [ID<Account>]) { id = ids }

    func change(_ id: ID<Account>) -> Change {
      var change = Change(id: id)
      change.tier = tier
      change.segment = segment
      change.channel = channel
      change.owner = owner
      change.team = team
      change.status = status
      return change
    }
  }

  /// Takes an account below another from a day on.
  package struct Move: Codable, Sendable {
    package var id: ID<Account>
    /// Left out: to the top.
    package var parent: ID<Account>?
    package var from: Day?

    package init(id: ID<Account>, parent: ID<Account>?, from: Day? = nil) {
      self.id = id
      self.parent = parent
      self.from = from
    }
  }

  /// The account after a change, checked.
  func applying(_ change: Change) throws(AccountRefusal) -> Account {
    var new = self
    new.name = change.name.applied(toRequired: name)
    if case .set(nil) = change.name { throw .nameMissing }
    new.kind = change.kind.applied(toRequired: kind)
    new.tier = change.tier.applied(to: tier)
    new.segment = change.segment.applied(to: segment)
    new.industry = change.industry.applied(to: industry)
    new.channel = change.channel.applied(to: channel)
    new.city = change.city.applied(to: city)
    new.postcode = change.postcode.applied(to: postcode)
    new.owner = change.owner.applied(to: owner)
    new.team = change.team.applied(to: team)
    new.status = change.status.applied(toRequired: status)
    new.currency = change.currency.applied(to: currency)
    if let text = change.acv.applied(to: acv?.description) {
      new.acv = try new.volume(text)
    } else {
      new.acv = nil
    }
    new.note = change.note.applied(to: note) ?? ""
    return try new.checked()
  }
}

extension Account.New {
  /// The account that this makes, checked; the tree and the rights are the action's business.
  func account(number: Int64, _ context: Context) throws(AccountRefusal) -> Account {
    var new = Account(
      id: .new(at: context.now), number: number, kind: kind ?? (parent == nil ? .group : .store), name: name,
      at: context.now)
    new.tier = tier
    new.segment = segment
    new.industry = industry
    new.channel = channel
    new.city = city
    new.postcode = postcode
    new.owner = owner
    new.team = team
    new.status = status ?? .customer
    new.currency = currency
    if let acv { new.acv = try new.volume(acv) }
    new.note = note ?? ""
    return try new.checked()
  }

  /// The first code, where one was given.
  var alias: SourceAlias? {
    get throws(AccountRefusal) {
      switch (Account.trimmed(source), Account.trimmed(code)) {
      case (nil, nil): nil
      case (let source?, let code?): SourceAlias(source: source, code: code)
      default: throw .codeMissing
      }
    }
  }
}
