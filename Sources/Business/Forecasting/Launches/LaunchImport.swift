import Accounts
package import Blueprint
import Catalog
import Kernel
import Storage

/// A file of launches to come, taken whole or not at all.
package struct LaunchImport: Codable, Sendable {
  package let fileName: String
  package let accepted: Int

  package struct New: Codable, Sendable {
    package var file: Upload
    package init(file: Upload) { self.file = file }
  }

  static let mostRows = 5_000

  package static func run(_ input: New, _ context: Context) async throws -> LaunchImport {
    let sheet = try ForecastRows.sheet(
      input.file.path, fields: LaunchRows.fields, needed: ["from", "reason"], most: mostRows)
    return try await context.write { db in
      let rows = LaunchRows(rows: try ForecastRows(sheet, context, db))
      let made = try rows.rows.all(rows.launch)
      var checks = try LaunchChecks(db), wrong: [ForecastRows.Problem] = []
      for (line, one) in zip(sheet.lines, made) {
        do { try checks.take(one, db) } catch let refusal as LaunchRefusal {
          wrong.append(.init(line: line.line, field: refusal.field ?? "row", reason: refusal.message))
        }
      }
      try ForecastRows.refuse(wrong)
      try ItemLaunch.keep(made, context, db)
      return LaunchImport(fileName: input.file.name, accepted: made.count)
    }
  }
}

/// Reads rows of launches to come.
struct LaunchRows {
  static let fields = [
    ForecastRows.product, ForecastRows.account, ForecastRows.from, RecordField("like", "likeitem"),
    RecordField("share"), RecordField("like2", "likeitem2"), RecordField("share2"),
    RecordField("like3", "likeitem3"), RecordField("share3"), RecordField("level", "percent"),
    RecordField("replaces", "replaced"), RecordField("weeks", "phaseoutweeks"), RecordField("sum"),
    RecordField("reason", "why"),
  ]

  let rows: ForecastRows

  func launch(_ line: RecordLine) throws(ForecastRows.Problem) -> ItemLaunch {
    func wrong(_ refusal: LaunchRefusal) -> ForecastRows.Problem {
      .init(line: line.line, field: refusal.field ?? "row", reason: refusal.message)
    }
    let sheet = rows.sheet, account = try rows.account(line)
    guard let product = try rows.product("name", line) else { throw wrong(.itemMissing) }
    var likes: [(item: ForecastRows.Named, share: String?)] = []
    for (like, share) in [("like", "share"), ("like2", "share2"), ("like3", "share3")] {
      if let found = try rows.product(like, line) { likes.append((found, sheet.text(share, line))) }
    }
    var draft = ItemLaunch.Draft(
      product: product, account: account, from: try rows.day("from", line), likes: likes,
      level: sheet.text("level", line), replaces: try rows.product("replaces", line),
      reason: sheet.text("reason", line) ?? "")
    if let text = sheet.text("weeks", line) {
      guard let weeks = Int(text) else {
        throw .init(line: line.line, field: "weeks", reason: "“\(text)” is not a number of weeks. Write 8.")
      }
      draft.weeks = weeks
    }
    if let text = sheet.text("sum", line) {
      guard let sum = ItemLaunch.Sum(rawValue: text.lowercased()) else { throw wrong(.notASum(text)) }
      draft.sum = sum
    }
    do throws(LaunchRefusal) { return try draft.made(rows.context) } catch { throw wrong(error) }
  }
}
