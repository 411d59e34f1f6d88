import Accounts
import Blueprint
import Blueprint
import Catalog
import Files
import Kernel

/// A row of a file as a deal would be made of it.
struct DealDraft: Sendable {
  var line: Int
  var code: String?
  var name: String
  var account: ID<Account>?
  /// A name that no account has, where prospects are to be made of such.
  var newAccount: String?
  var owner: ID<Actor>?
  var stage: DealStage
  var amount: Money?
  var currency: Currency
  var opened: Day?
  var close: Day?
  var reason: String?
  var competitor: String?
  var nextStep: String?
  var leadSource: String?
  var note: String?
  var product: (id: ID<Product>?, name: String)?
  /// What the row says in the company's own fields.
  var own: [ID<CustomField>: CustomValue] = [:]
}

/// Reads rows into drafts, or says why not. Pure: what it compares with was loaded before.
struct DealReader {
  struct Problem: Error {
    let field: String
    let reason: String
  }

  let columns: DealColumns
  let options: DealImport.Options
  let world: KnownDealWorld
  let stages: [String: DealStage]
  let today: Day
  private(set) var findings: [String: DealImport.Finding] = [:]
  private(set) var order: [String] = []

  init(
    _ columns: DealColumns, _ options: DealImport.Options, _ world: KnownDealWorld, _ process: DealProcess,
    today: Day
  ) {
    self.columns = columns
    self.options = options
    self.world = world
    self.today = today
    stages = Dictionary(process.stages.map { (SearchKey.fold($0.name), $0) }) { first, _ in first }
  }

  mutating func found(_ field: String, _ text: String) {
    let key = "\(field)\u{1f}\(text)"
    if findings[key] == nil {
      // A thousand different things are more than anybody reads.
      guard order.count < 1_000 else { return }
      findings[key] = .init(field: field, text: text, rows: 0)
      order.append(key)
    }
    findings[key]?.rows += 1
  }

  mutating func read(_ record: borrowing Record) throws(Problem) -> DealDraft {
    guard let stageName = columns.text(.stage, record) else {
      throw Problem(field: "stage", reason: "The stage is empty. Write where the deal stands.")
    }
    let end = DealCells.outcome(stageName)
    guard
      let stage = stages[SearchKey.fold(stageName)]
        ?? stages.values.first(where: { $0.outcome == end && end != .open })
    else {
      throw Problem(field: "stage", reason: "“\(stageName)” is not a stage of the process.")
    }
    let product = product(record), accountName = columns.text(.account, record),
      code = columns.text(.code, record)
    let name =
      columns.text(.name, record)
      ?? [product?.name, accountName].compactMap { $0 }.joined(separator: ", ")
    guard let title = Deal.trimmed(name.isEmpty ? code : name) else {
      throw Problem(field: "name", reason: "The row has neither a name nor a code. Give it one of them.")
    }
    guard title.count <= Deal.longest else {
      throw Problem(field: "name", reason: "The name is longer than \(Deal.longest) characters. Shorten it.")
    }
    var draft = DealDraft(line: record.line, code: code, name: title, stage: stage, currency: world.company)
    draft.product = product
    do throws(CustomFieldRefusal) { draft.own = try columns.ownValues(record) } catch {
      throw Problem(field: error.field ?? "fields", reason: error.message)
    }
    try read(&draft, amount: record)
    try read(&draft, days: record)
    try checkRate(draft)
    try read(&draft, account: accountName)
    read(&draft, owner: columns.text(.owner, record))
    draft.reason = short(columns.text(.reason, record))
    draft.competitor = short(columns.text(.competitor, record))
    draft.nextStep = short(columns.text(.nextStep, record))
    draft.leadSource = short(columns.text(.leadSource, record))
    draft.note = columns.text(.note, record).map { String($0.prefix(Deal.longestNote)) }
    return draft
  }

  private func short(_ text: String?) -> String? { text.map { String($0.prefix(Deal.longest)) } }

  private mutating func product(_ record: borrowing Record) -> (id: ID<Product>?, name: String)? {
    guard let text = columns.text(.product, record) else { return nil }
    if let known = world.products[SearchKey.fold(text)] { return (known.id, known.name) }
    if let known = world.productsByLetters[DealColumns.key(text)] {
      found("product", "“\(text)” is taken for “\(known.name)”")
      return (known.id, known.name)
    }
    found("product", "“\(text)” is no product here: kept as words")
    return (nil, text)
  }

  private mutating func read(_ draft: inout DealDraft, amount record: borrowing Record) throws(Problem) {
    if let text = columns.text(.currency, record) {
      guard let currency = Currency(text) else {
        throw Problem(
          field: "currency", reason: "“\(text)” is not a currency. Write three letters, such as EUR.")
      }
      draft.currency = currency
    }
    guard let text = columns.text(.amount, record) else { return }
    guard let amount = DealCells.amount(text, draft.currency), amount.minor <= 10_000_000_000_000_000 else {
      throw Problem(
        field: "amount", reason: "“\(text)” is not an amount in \(draft.currency). Write it such as 1054.00.")
    }
    draft.amount = amount
  }

  private func checkRate(_ draft: DealDraft) throws(Problem) {
    guard draft.amount != nil, draft.currency != world.company else { return }
    let day = draft.stage.outcome == .open ? today : draft.close ?? today
    if let first = world.rates[draft.currency], first <= day { return }
    throw Problem(
      field: "currency", reason: DealRefusal.noRate(draft.currency, into: world.company, on: day).message)
  }

  private func read(_ draft: inout DealDraft, days record: borrowing Record) throws(Problem) {
    draft.opened = try day(.opened, record)
    draft.close = try day(.close, record)
    if draft.stage.outcome != .open {
      guard let close = draft.close else {
        throw Problem(
          field: "close",
          reason: "A deal that is \(draft.stage.outcome.rawValue) needs the day it was decided.")
      }
      guard close <= today else {
        throw Problem(
          field: "close",
          reason: "\(close) is still to come, but the deal is \(draft.stage.outcome.rawValue).")
      }
    }
    if let opened = draft.opened {
      guard opened <= today else {
        throw Problem(field: "opened", reason: "\(opened) is still to come. Say when it was opened.")
      }
      if draft.stage.outcome != .open, let close = draft.close, close < opened {
        throw Problem(
          field: "close", reason: "It was decided on \(close), before it was opened on \(opened).")
      }
    }
  }

  private func day(_ field: DealColumns.Field, _ record: borrowing Record) throws(Problem) -> Day? {
    guard let text = columns.text(field, record) else { return nil }
    guard let day = DealCells.day(text, dayFirst: options.dayFirst), (1980...2100).contains(day.year) else {
      throw Problem(field: field.rawValue, reason: "“\(text)” is not a day. Write it as 2026-03-02.")
    }
    return day
  }

  private mutating func read(_ draft: inout DealDraft, account text: String?) throws(Problem) {
    guard let text else { return }
    if let id = world.accountCodes[text] {
      draft.account = id
      return
    }
    let like = world.accounts[SearchKey.fold(text)] ?? []
    if like.count > 1 {
      throw Problem(
        field: "account",
        reason: "\(like.count) accounts are called “\(text)”. Give one of them a code of this source.")
    }
    if let id = like.first {
      draft.account = id
      return
    }
    switch options.accounts {
    case .reject:
      throw Problem(
        field: "account",
        reason:
          "No account is called “\(text)”. Import the accounts first, or choose what becomes of such rows.")
    case .prospects:
      found("account", "“\(text)” becomes a prospect")
      draft.newAccount = text
    case .without: found("account", "“\(text)” is no account here: left out")
    }
  }

  private mutating func read(_ draft: inout DealDraft, owner text: String?) {
    guard let text else { return }
    if let id = world.owners[SearchKey.fold(text)] {
      draft.owner = id
    } else {
      found("owner", "“\(text)” is no user here: the deal is kept without an owner")
    }
  }
}
