import Blueprint
import Files
import Foundation
import Kernel
import Sales
import Storage

extension Delivery {
  /// Whose deliveries are made is who the job acts for, with the rights they have at that moment.
  struct MakeInput: Codable, Sendable {}
  struct MakeResult: Codable, Sendable { let files: [String] }

  static let make = JobKind("insights.deliveries", "Delivery of analyses") { (_: MakeInput, run) in
    try await makeDue(run.context)
  }

  /// Writes every file of who asks that is due today.
  static func makeDue(_ context: Context) async throws -> MakeResult {
    let due = try await context.read { db in
      try all(of: context.actor.id, db).filter { $0.nextDay <= context.today }
    }
    var names: [String] = []
    for delivery in due {
      let table = try await context.read { db in
        let analysis = try SavedAnalysis.find(delivery.analysis, for: context.actor, db)
        return try SalesDesk.analyse(try AnalysisQuery(address: analysis.address), context, db)
      }
      let folder = "\(context.folder)/deliveries/\(context.actor.id)"
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let name = "\(context.today) \(fileName(delivery.analysisName)).\(delivery.format.rawValue)"
      let path = "\(folder)/\(delivery.id)-\(name)"
      try write(table, delivery.format, to: path)
      try await context.write { db in
        try delivery.done(path, name, rows: table.leaves.count, context, db)
      }
      names.append(name)
    }
    return MakeResult(files: names)
  }

  /// Letters, digits and blanks, so that the name is the same on every disk.
  private static func fileName(_ text: String) -> String {
    String(text.map { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" ? $0 : "-" }.prefix(60))
  }

  private static func write(_ table: AnalysisTable, _ format: Format, to path: String) throws {
    switch format {
    case .csv: try Data(table.csv().utf8).write(to: URL(filePath: path), options: .atomic)
    case .xlsx:
      let file = table.file(), writer = try WorkbookWriter(path: path)
      let sheet = try writer.addSheet(file.title, columns: file.heads.map { WorkbookColumn($0) })
      for row in file.rows { try sheet.append(row.map(cell)) }
      try writer.addAbout(file.notes.map { (key: $0.0, value: $0.1) })
      try writer.finish()
    }
  }

  private static func cell(_ cell: Table.Cell) -> WorkbookCell {
    switch cell {
    case .decimal(let units, let scale): .fixed(units, scale: scale)
    case .day(let day): .day(day)
    case .text(let text): .text(text)
    default: .empty
    }
  }
}
