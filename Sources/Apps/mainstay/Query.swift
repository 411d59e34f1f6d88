import ArgumentParser
import Blueprint
import Foundation
import Kernel
import Sales
import Storage

struct QueryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", abstract: "Answer a question about sales: rows by columns, any metric.",
    discussion: """
      mainstay query --rows account --columns week --metric units --where "category=Snacks" --csv
      Dimensions: \(Dimension.allCases.map(\.rawValue).joined(separator: ", ")).
      Metrics: \(Metric.Name.allCases.map(\.rawValue).joined(separator: ", ")).
      """)

  @Option(help: "Dimensions of the rows, outer first, divided by commas.") var rows: [String] = []
  @Option(help: "Dimensions of the columns.") var columns: [String] = []
  @Option(help: "Metrics, divided by commas; value when left out.") var metric: [String] = []
  @Option(help: ArgumentHelp("A filter; may be repeated.", valueName: "DIMENSION=VALUE|VALUE"))
  var `where`: [String] = []
  @Option(help: "The latest weeks: 4, 12, 52, or ytd.") var window: String?
  @Option(help: ArgumentHelp("The first day; its whole week counts.", valueName: "DAY")) var from: String?
  @Option(help: ArgumentHelp("The last day; its whole week counts.", valueName: "DAY")) var to: String?
  @Option(help: "Held against: none, last-year, previous.") var compare: String?
  @Option(help: "What shares are shares of: category, all.") var base: String?
  @Option(help: "The account tree: as-is, as-was.") var tree: String?
  @Option(help: "Which figures: pos, shipment, syndicated.") var kind: String?
  @Option(help: "Three letters, such as EUR.") var currency: String?
  @Option(help: ArgumentHelp("Only what was known at the end of this day.", valueName: "DAY")) var knownOn:
    String?
  @Option(help: "A metric or “name”; a minus before it turns the order round.") var sort: String?
  @Option(help: "So many rows; the rest become “Other”.") var limit: String?
  @Flag(help: "Print CSV.") var csv = false
  @Flag(help: "Print JSON.") var json = false
  @Flag(help: "Leave the row and the column of totals out of the CSV.") var noTotals = false
  @OptionGroup var place: Place

  func run() async throws {
    let database = try await place.existing(), context = place.context(database)
    let query = try fields.decode(AnalysisQuery.self)
    let table = try await context.read { try SalesDesk.analyse(query, context, $0) }
    if csv {
      print(try table.csv(withTotals: !noTotals), terminator: "")
    } else {
      print(json ? try JSON.text(of: table) : table.plainText)
    }
    try await database.close()
  }

  /// The words as a caller of the API would send them, so that both are understood, and refused, alike.
  private var fields: Fields {
    var fields = Fields()
    fields.add(
      text: rows.map { ("rows", $0) } + columns.map { ("columns", $0) } + metric.map { ("metric", $0) })
    fields.add(text: self.where.map { ("where", $0) })
    let single = [
      ("window", window), ("from", from), ("to", to), ("compare", compare), ("base", base), ("tree", tree),
      ("kind", kind), ("currency", currency), ("knownOn", knownOn), ("sort", sort), ("limit", limit),
    ]
    fields.add(text: single.compactMap { name, text in text.map { (name, $0) } })
    return fields
  }
}
