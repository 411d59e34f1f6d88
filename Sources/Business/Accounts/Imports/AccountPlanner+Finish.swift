import Blueprint
import Catalog
import Foundation
import Kernel
import Storage

extension AccountPlanner {
  /// Notes new rows whose names are like those of other accounts; they are taken all the same.
  mutating func findLikeNames() {
    let firstNew = known.accounts.count
    guard accounts.count > firstNew else { return }
    let named = accounts.indices.map { place in
      let isKnown = place >= firstNew || accounts[place].isVisible(to: context.actor)
      let isLive =
        isKnown && accounts[place].mergedInto == nil
        && draftByPlace[place].map { drafts[$0].isRejected } != true
      let parent = parents[place].map { accounts[$0].id } ?? accounts[place].parent
      return NamedRecord(
        name: accounts[place].name,
        scopes: isLive ? Account.scopes(parent: parent, city: accounts[place].city) : [])
    }
    for pair in LikeNames.pairs(named, onlyFrom: firstNew) {
      guard let index = draftByPlace[pair.second] else { continue }
      let other =
        draftByPlace[pair.first].map { "line \(drafts[$0].line.line)" } ?? "an account that is there"
      result.notes.append(
        RecordNote(
          .duplicate, drafts[index].line, field: "name",
          "“\(accounts[pair.second].name)” is much like “\(accounts[pair.first].name)” (\(other)). "
            + "It is imported; merge the two if they are one."))
    }
  }

  /// Numbers what is new, tells what is changed, and prepares all that is to be saved.
  mutating func finish() throws {
    var number = known.nextNumber, links = known.links, codes: [(SourceAlias, ID<Account>)] = []
    var relinked: [ID<Account>] = [], touched: Set<ID<Account>> = [], gone: Set<ID<Account>> = []
    for draft in drafts {
      var account = accounts[draft.place]
      if draft.isRejected {
        if draft.isNew { gone.insert(account.id) }
        continue
      }
      let isNewCode = draft.alias.map { !hasCode($0, account.id) } ?? false
      let hung = newLinks(draft, account, links[account.id] ?? [])
      let said = CustomHeld.differences(draft.own, held[account.id.text])
      let isOther = draft.isNew || hung != nil || isNewCode || !said.now.isEmpty
      if !isOther, account == known.accounts[draft.place] {
        result.counts.unchanged += 1
        continue
      }
      if draft.isNew {
        account = numbered(account, number, draft)
        number += 1
        result.counts.new += 1
      } else {
        account.version += 1
        account.changedAt = context.now
        result.counts.changed += 1
      }
      result.changes.append(
        try change(draft, account, links[account.id] ?? [], isNewCode ? draft.alias : nil, said.before))
      if let hung {
        links[account.id] = hung
        relinked.append(account.id)
      }
      if isNewCode, let alias = draft.alias { codes.append((alias, account.id)) }
      accounts[draft.place] = account
      touched.insert(account.id)
    }
    prepare(accounts.filter { !gone.contains($0.id) }, links, relinked, codes, touched)
    saveOwnFields()
  }

  /// What the rows that are taken say in the company's own fields is saved behind the accounts.
  private mutating func saveOwnFields() {
    let values = drafts.filter { !$0.isRejected && !$0.own.isEmpty }.map { draft in
      let id = accounts[draft.place].id.text
      return (record: id, held: CustomHeld.differences(draft.own, held[id]).now)
    }
    guard !values.isEmpty else { return }
    let save = result.save
    result.save = { db in
      try save(db)
      try CustomHeld.save(values, db)
    }
  }

  private func numbered(_ account: Account, _ number: Int64, _ draft: Draft) -> Account {
    var new = Account(id: account.id, number: number, kind: account.kind, name: account.name, at: context.now)
    (new.tier, new.segment, new.industry) = (account.tier, account.segment, account.industry)
    (new.channel, new.city, new.postcode) = (account.channel, account.city, account.postcode)
    (new.owner, new.team, new.status) = (account.owner, account.team, account.status)
    (new.currency, new.acv, new.note) = (account.currency, account.acv, account.note)
    let isNobodys = new.owner == nil && new.team == nil && parents[draft.place] == nil
    if isNobodys, known.actorIsUser { new.owner = context.actor.id }
    return new
  }

  private func hasCode(_ alias: SourceAlias, _ id: ID<Account>) -> Bool {
    known.codeHolders[KnownAccounts.key(alias.source, alias.code)] == id
  }

  /// The links after a row; nil where it leaves them as they are.
  private func newLinks(_ draft: Draft, _ account: Account, _ old: [ParentLink]) -> [ParentLink]? {
    guard let parent = parents[draft.place].map({ accounts[$0].id }) else { return nil }
    let day = sheet.text("from", draft.line).flatMap { Day($0) }
    let today = old.first { $0.firstDay <= context.today && context.today <= $0.lastDay }
    if !draft.isNew, today?.parent == parent { return nil }
    let start = day ?? (old.isEmpty ? Validity.earliest : context.today)
    let new = ParentLink.moved(account.id, old, below: parent, from: start)
    return new == old ? nil : new
  }

  private func change(
    _ draft: Draft, _ account: Account, _ links: [ParentLink], _ code: SourceAlias?, _ own: [CustomHeld]
  ) throws -> RecordPlan.Change {
    var before: String?
    if !draft.isNew {
      let earlier = Account.Earlier(
        account: known.accounts[draft.place], links: links, newCodes: code.map { [$0] } ?? [],
        own: own)
      before = try JSON.text(of: earlier)
    }
    return RecordPlan.Change(record: account.id.text, version: account.version, before: before)
  }

  private mutating func prepare(
    _ accounts: [Account], _ links: [ID<Account>: [ParentLink]], _ relinked: [ID<Account>],
    _ codes: [(SourceAlias, ID<Account>)], _ touched: Set<ID<Account>>
  ) {
    guard !touched.isEmpty else { return }
    let today = context.today
    var final: [ID<Account>: Account] = [:]
    for account in accounts where touched.contains(account.id) { final[account.id] = account }
    let settled = Account.settled(accounts, links: links.values.flatMap { $0 }, on: today)
    for account in settled { final[account.id] = account }
    // Parents before children: settled accounts come in that order, and what settling left alone has parents
    // that are stored or settled as they are.
    let order = settled.map(\.id) + accounts.map(\.id).filter { touched.contains($0) }
    var seen = Set<ID<Account>>()
    let rows = order.compactMap { id in seen.insert(id).inserted ? final[id] : nil }
    let newLinks = relinked.flatMap { links[$0] ?? [] }
    result.save = { db in
      // A new parent that settling left alone may stand behind its children.
      try Account.save(Account.parentsFirst(rows), db)
      try ParentLink.replace(of: relinked, by: newLinks, db)
      try Account.save(codes, db)
      try Account.touchTree(db)
      if try Account.treeDay(db) == nil { try Account.setTreeDay(today, db) }
    }
  }
}

extension Account {
  /// The same accounts, each behind its parent.
  static func parentsFirst(_ accounts: [Account]) -> [Account] {
    let places = Dictionary(uniqueKeysWithValues: accounts.enumerated().map { ($1.id, $0) })
    var depths = [Int](repeating: -1, count: accounts.count)
    func depth(_ place: Int, _ steps: Int) -> Int {
      if depths[place] >= 0 || steps > accounts.count { return max(depths[place], 0) }
      let parent = accounts[place].parent.flatMap { places[$0] }
      depths[place] = parent.map { depth($0, steps + 1) + 1 } ?? 0
      return depths[place]
    }
    for place in accounts.indices { _ = depth(place, 0) }
    return accounts.indices.sorted { (depths[$0], $0) < (depths[$1], $1) }.map { accounts[$0] }
  }
}
