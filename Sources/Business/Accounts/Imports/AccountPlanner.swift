import Blueprint
import Catalog
import Foundation
import Kernel
import Storage

/// Decides row by row what a file of accounts would do. Pure: what it compares with was loaded before.
struct AccountPlanner {
  /// One row on its way: which account it is about, and what it wants.
  struct Draft {
    let line: RecordLine
    let place: Int
    let isNew: Bool
    var parentText: String?
    var alias: SourceAlias?
    /// What the row says in the company's own fields.
    var own: [ID<CustomField>: CustomValue] = [:]
    var isRejected = false
  }

  let sheet: RecordSheet
  let known: KnownAccounts
  let options: RecordImport.Options
  let context: Context
  var result = RecordPlan()
  /// The known accounts, with changes, and the new ones behind them.
  var accounts: [Account]
  var drafts: [Draft] = []
  /// The company's own fields that the file has columns for, and what accounts hold in them.
  var own: CustomColumns?
  var held: [String: [ID<CustomField>: CustomValue]] = [:]
  var placesByName: [String: [Int]] = [:]
  var places: [ID<Account>: Int] = [:]
  /// The parents that rows ask for.
  var parents: [Int: Int] = [:]
  var placesByCode: [String: Int] = [:]
  /// Codes of accounts that who imports may not see: no row may take them, and no word says whose they are.
  private var takenCodes: Set<String> = []
  var draftByPlace: [Int: Int] = [:]
  /// Accounts that have a code already, by source.
  private var codedPlaces: [String: Set<Int>] = [:]
  private var placesByNumber: [Int64: Int] = [:]

  init(_ sheet: RecordSheet, _ known: KnownAccounts, _ options: RecordImport.Options, _ context: Context) {
    self.sheet = sheet
    self.known = known
    self.options = options
    self.context = context
    accounts = known.accounts
    for (place, account) in accounts.enumerated() {
      places[account.id] = place
      guard account.isVisible(to: context.actor) else { continue }
      placesByNumber[account.number] = place
      if account.mergedInto == nil { placesByName[SearchKey.fold(account.name), default: []].append(place) }
    }
    for (alias, id) in known.aliases {
      guard let place = places[id] else { continue }
      guard accounts[place].isVisible(to: context.actor) else {
        takenCodes.insert(KnownAccounts.key(alias.source, alias.code))
        continue
      }
      placesByCode[KnownAccounts.key(alias.source, alias.code)] = place
      codedPlaces[alias.source, default: []].insert(place)
    }
  }

  mutating func plan() throws -> RecordPlan {
    for line in sheet.lines { read(line) }
    resolveParents()
    findLikeNames()
    try finish()
    return result
  }

  // MARK: Which account a row is about

  private mutating func read(_ line: RecordLine) {
    guard let name = sheet.text("name", line) else {
      return result.reject(line, "name", "The name is empty. Write one, or take the row out.")
    }
    let parentText = sheet.text("parent", line)
    var alias: SourceAlias?
    if let code = sheet.text("code", line) {
      guard let source = sheet.text("source", line) ?? options.source else {
        return result.reject(
          line, "code",
          "The code “\(code)” has no source. Add a column “source”, or name the source of the file.")
      }
      guard !takenCodes.contains(KnownAccounts.key(source, code)) else {
        return result.reject(
          line, "code", "The code “\(code)” can't be given here. Ask a director to import this row.")
      }
      alias = SourceAlias(source: source, code: code)
    }
    let found: Int?
    switch identity(line, name, parentText, alias) {
    case .failure(let refusal): return result.reject(line, refusal.field, refusal.reason)
    case .success(let place): found = place
    }
    if let found, let earlier = draftByPlace[found] {
      return result.reject(
        line, "name",
        "The row is about the same account as line \(drafts[earlier].line.line). Keep one of them.")
    }
    var account = found.map { accounts[$0] } ?? blank(name)
    if let problem = describe(&account, name, line) {
      return result.reject(line, problem.field, problem.reason)
    }
    var draft = Draft(
      line: line, place: found ?? accounts.count, isNew: found == nil, parentText: parentText, alias: alias)
    do throws(CustomFieldRefusal) { draft.own = try own?.read { sheet.text($0, line) } ?? [:] } catch {
      return result.reject(line, error.field ?? "fields", error.message)
    }
    keep(account, draft)
  }

  private mutating func keep(_ account: Account, _ draft: Draft) {
    if draft.isNew {
      accounts.append(account)
      places[account.id] = draft.place
      placesByName[SearchKey.fold(account.name), default: []].append(draft.place)
    } else {
      accounts[draft.place] = account
    }
    if let alias = draft.alias { placesByCode[KnownAccounts.key(alias.source, alias.code)] = draft.place }
    draftByPlace[draft.place] = drafts.count
    drafts.append(draft)
  }

  private func blank(_ name: String) -> Account {
    // Numbers are given at the end, when it is known which rows are taken.
    var account = Account(id: .new(at: context.now), number: 0, kind: .store, name: name, at: context.now)
    account.version = 1
    return account
  }

  struct Problem: Error {
    let field: String
    let reason: String
  }

  private func identity(
    _ line: RecordLine, _ name: String, _ parentText: String?, _ alias: SourceAlias?
  ) -> Result<Int?, Problem> {
    if let text = sheet.text("number", line) {
      guard let number = Int64(text), let place = placesByNumber[number] else {
        return .failure(
          .init(field: "number", reason: "No account has the number “\(text)”. Leave it empty for a new one.")
        )
      }
      return .success(place)
    }
    if let alias, let place = placesByCode[KnownAccounts.key(alias.source, alias.code)] {
      return .success(place)
    }
    var like = placesByName[SearchKey.fold(name)] ?? []
    // Another code of the same source is another site, whatever its name.
    if let alias { like = like.filter { !hasCode(of: alias.source, $0) } }
    if let parentText { like = like.filter { hangs($0, below: parentText) } }
    if like.count > 1 {
      return .failure(
        .init(
          field: "name",
          reason: "\(like.count) accounts are called “\(name)”. Say which by its number or code."))
    }
    return .success(like.first)
  }

  private func hasCode(of source: String, _ place: Int) -> Bool {
    if let draft = draftByPlace[place], let alias = drafts[draft].alias { return alias.source == source }
    return codedPlaces[source]?.contains(place) == true
  }

  /// Whether an account hangs below what a row calls its parent; a new one by the text of its own row.
  private func hangs(_ place: Int, below text: String) -> Bool {
    if let draft = draftByPlace[place], drafts[draft].isNew { return drafts[draft].parentText == text }
    guard let parent = accounts[place].parent.flatMap({ places[$0] }) else { return false }
    return parentPlaces(text, source: nil).contains(parent)
  }
}
