import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage

/// Decides row by row what a file of contacts would do, a few thousand rows at a time, so that what they are compared
/// with is looked up by the rows' own codes and addresses and never read whole.
struct PersonPlanner {
  /// One row, read: what it says of a person.
  struct Draft {
    let line: RecordLine
    var name: String
    var code: PersonRecord.Code?
    var account: ID<Account>?
    var title: String?
    var department: String?
    var email: String?
    var phone: String?
    var owner: ID<Actor>?
    var role: BuyingRole?
    var since: Day?
    var purpose: String?
    var note: String?
    /// What the row says in the company's own fields.
    var own: [ID<CustomField>: CustomValue] = [:]
  }

  struct Problem: Error {
    let field: String
    let reason: String
  }

  var sheet: RecordSheet
  let options: RecordImport.Options
  let context: Context
  let book: AccountBook
  let source: String?
  var result = RecordPlan()
  /// The line that each person of the file stands on: a second row about the same one is told.
  var lineByKey: [Int: Int32] = [:]
  /// What the batch makes, and what it changes.
  var made: [Person] = []
  var madePositions: [Position] = []
  var persons: [Person] = []
  var positions: [Position] = []
  var codes: [(PersonRecord.Code, ID<Person>)] = []
  var ownValues: [(record: String, held: [CustomHeld])] = []
  /// The company's own fields that the file has columns for, and what the batch's people hold in them.
  let own: CustomColumns
  var held: [String: [ID<CustomField>: CustomValue]] = [:]

  static let rowsAtOnce = 2_000

  init(_ sheet: RecordSheet, _ options: RecordImport.Options, _ context: Context, _ db: Connection) throws {
    self.sheet = sheet
    self.options = options
    self.context = context
    let heads = Set(sheet.header.map { SearchKey.fold($0).filter { $0.isLetter || $0.isNumber } })
    // Whose export it is shows in the name of its key column.
    source =
      options.source
      ?? (heads.contains("contactid") ? "Salesforce" : heads.contains("recordid") ? "HubSpot" : nil)
    book = try AccountBook(source: source, for: context, db)
    own = try CustomColumns(Person.ownFields, db).narrowed(sheet.has)
  }

  /// What some rows would do, after those of earlier calls.
  mutating func plan(_ sheet: RecordSheet, _ db: Connection) throws -> RecordPlan {
    self.sheet = sheet
    result = RecordPlan()
    (made, madePositions, persons, positions, codes, ownValues) = ([], [], [], [], [], [])
    var drafts: [Draft] = []
    drafts.reserveCapacity(sheet.lines.count)
    for line in sheet.lines {
      switch read(line) {
      case .success(let draft): drafts.append(draft)
      case .failure(let problem): result.reject(line, problem.field, problem.reason)
      }
    }
    let known = try KnownPersons(drafts, context, db)
    held = try own.held(by: known.persons.keys.map(\.text), db)
    try decide(drafts, known)
    let (made, madePositions, persons) = (made, madePositions, persons)
    let (positions, codes, ownValues) = (positions, codes, ownValues)
    result.save = { db in
      try Person.insert(made, madePositions, db)
      try Person.save(persons, db)
      try Position.save(positions, db)
      try Person.save(codes, db)
      try CustomHeld.save(ownValues, db)
    }
    return result
  }

  // MARK: What a row says

  func read(_ line: RecordLine) -> Result<Draft, Problem> {
    guard let name = name(line) else {
      return .failure(.init(field: "name", reason: "The name is empty. Write one, or take the row out."))
    }
    guard name.count <= Person.longest else {
      return .failure(
        .init(field: "name", reason: "The name is longer than \(Person.longest) characters. Shorten it."))
    }
    var draft = Draft(line: line, name: name)
    draft.title = sheet.text("title", line)
    draft.department = sheet.text("department", line)
    draft.phone = sheet.text("phone", line)
    draft.note = sheet.text("note", line)
    draft.purpose = sheet.text("purpose", line)
    if let email = sheet.text("email", line) {
      guard Person.isAddress(email) else {
        return .failure(.init(field: "email", reason: PersonRefusal.badEmail(email).message))
      }
      draft.email = email
    }
    do throws(CustomFieldRefusal) { draft.own = try own.read { sheet.text($0, line) } } catch {
      return .failure(.init(field: error.field ?? "fields", reason: error.message))
    }
    for step in [code, account, owner, role, since] {
      if let problem = step(line, &draft) { return .failure(problem) }
    }
    return .success(draft)
  }

  private func name(_ line: RecordLine) -> String? {
    guard let last = sheet.text("last", line) else {
      return sheet.text("name", line) ?? sheet.text("first", line)
    }
    return [sheet.text("first", line), last].compactMap { $0 }.joined(separator: " ")
  }

  private func code(_ line: RecordLine, _ draft: inout Draft) -> Problem? {
    guard let code = sheet.text("code", line) else { return nil }
    guard let source = sheet.text("source", line) ?? source else {
      return Problem(
        field: "code",
        reason: "The code “\(code)” has no source. Name the source of the file, such as Salesforce.")
    }
    draft.code = .init(source: source, code: code)
    return nil
  }

  private func account(_ line: RecordLine, _ draft: inout Draft) -> Problem? {
    if let code = sheet.text("accountcode", line), let id = book.byCode[code] {
      draft.account = id
      return nil
    }
    guard let text = sheet.text("account", line) else { return nil }
    let found = book.byName[SearchKey.fold(text)] ?? []
    guard let only = found.first, found.count == 1 else {
      let reason =
        found.isEmpty
        ? "No account is called “\(text)”. Import the account first, correct the name, or leave it empty."
        : "\(found.count) accounts are called “\(text)”. Say which by its code in a column “account id”."
      return Problem(field: "account", reason: reason)
    }
    draft.account = only
    return nil
  }

  private func owner(_ line: RecordLine, _ draft: inout Draft) -> Problem? {
    guard let text = sheet.text("owner", line) else { return nil }
    guard let owner = book.users[SearchKey.fold(text)] else {
      return Problem(
        field: "owner", reason: "No user has the name or address “\(text)”. Add the user, or leave it empty.")
    }
    draft.owner = owner
    return nil
  }

  private func role(_ line: RecordLine, _ draft: inout Draft) -> Problem? {
    guard let text = sheet.text("role", line) else { return nil }
    let key = SearchKey.fold(text).filter(\.isLetter)
    guard let role = BuyingRole.allCases.first(where: { $0.rawValue.lowercased() == key }) else {
      let words = BuyingRole.allCases.map { Words.title($0.rawValue) }.joined(separator: ", ")
      return Problem(field: "role", reason: "“\(text)” is not a role here. Write one of: \(words).")
    }
    draft.role = role
    return nil
  }

  private func since(_ line: RecordLine, _ draft: inout Draft) -> Problem? {
    guard let text = sheet.text("since", line) else { return nil }
    guard let day = Day(text) else {
      return Problem(field: "since", reason: "“\(text)” is not a day. Write it as 2026-03-02.")
    }
    draft.since = day
    return nil
  }
}
