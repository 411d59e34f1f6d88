import Blueprint
import Catalog
import Kernel

extension AccountPlanner {
  /// Writes a row's cells onto an account; an empty cell leaves what is there. Answers what can't be taken.
  func describe(_ account: inout Account, _ name: String, _ line: RecordLine) -> Problem? {
    account.name = name
    for (field, path) in AccountPlanner.words {
      if let text = sheet.text(field, line) { account[keyPath: path] = text }
    }
    if let text = sheet.text("note", line) { account.note = text }
    if let text = sheet.text("kind", line) {
      guard let kind = Account.Kind(rawValue: SearchKey.fold(text)) else {
        return unknown("kind", text, Account.Kind.self)
      }
      account.kind = kind
    }
    if let text = sheet.text("status", line) {
      guard let status = Account.Status(rawValue: SearchKey.fold(text)) else {
        return unknown("status", text, Account.Status.self)
      }
      account.status = status
    }
    if let text = sheet.text("currency", line) {
      guard let currency = Currency(text) else {
        return Problem(
          field: "currency", reason: "“\(text)” is not a currency. Write three letters, such as EUR.")
      }
      account.currency = currency
    }
    if let text = sheet.text("acv", line) {
      do throws(AccountRefusal) { account.acv = try account.volume(text) } catch {
        return Problem(field: "acv", reason: error.message)
      }
    }
    if let text = sheet.text("from", line), Day(text) == nil {
      return Problem(field: "from", reason: "“\(text)” is not a day. Write it as 2026-03-02.")
    }
    if let problem = people(&account, line) { return problem }
    do throws(AccountRefusal) { account = try account.checked() } catch {
      return Problem(field: error.field ?? "name", reason: error.message)
    }
    return nil
  }

  private static let words: [(String, any WritableKeyPath<Account, String?> & Sendable)] = [
    ("tier", \.tier), ("segment", \.segment), ("industry", \.industry), ("channel", \.channel),
    ("city", \.city),
    ("postcode", \.postcode),
  ]

  private func people(_ account: inout Account, _ line: RecordLine) -> Problem? {
    if let text = sheet.text("owner", line) {
      guard let owner = known.owners[SearchKey.fold(text)] else {
        return Problem(
          field: "owner",
          reason: "No user has the e-mail address “\(text)”. Add the user first, or correct the address.")
      }
      account.owner = owner
    }
    if let text = sheet.text("team", line) {
      guard let team = known.teams[SearchKey.fold(text)] else {
        return Problem(
          field: "team", reason: "No team is called “\(text)”. Add the team first, or correct the name.")
      }
      account.team = team
    }
    return nil
  }

  private func unknown<C: Choice>(_ field: String, _ text: String, _ type: C.Type) -> Problem {
    let words = C.allCases.map(\.rawValue).joined(separator: ", ")
    return Problem(field: field, reason: "“\(text)” is not a \(field) here. Write one of: \(words).")
  }
}
