import Accounts
import Blueprint
import Foundation
import Kernel
import Storage

extension ImportQuestion {
  /// Weeks that the rules look back over, and most items that are looked at.
  private static let reach: Int32 = 26
  private static let mostItems = 20_000

  /// Looks at what an import changed, once it counts, and keeps what should be asked.
  static func look(
    at batch: ID<SalesBatch>, _ source: SalesSource, weeks: ClosedRange<Int32>, _ calendar: FiscalCalendar,
    moved: [MovedSite], _ context: Context
  ) async throws {
    let found = try await context.read { db -> [ImportQuestion] in
      var questions = moved.map { $0.question(batch, context) }
      guard let span = try span(source, weeks, db) else { return questions }
      let items = try histories(source, span, db)
      questions += items.compactMap(CodeRules.casePack).compactMap { one in
        // A change that earlier imports had shown was asked about then.
        one.from >= weeks.lowerBound - 6 ? question(one, batch, calendar, context) : nil
      }
      questions += try renumbered(items, source, span, weeks, db).map {
        question($0, try codes(of: $0, source, db), batch, calendar, context)
      }
      return questions
    }
    guard !found.isEmpty else { return }
    try await context.database.write { try insert(found, source: source.id, $0) }
  }

  /// The source's weeks that matter: those of the import and half a year before.
  private static func span(_ source: SalesSource, _ weeks: ClosedRange<Int32>, _ db: Connection) throws
    -> ClosedRange<Int32>?
  {
    let all = try db.first(
      "SELECT MIN(first_week), MAX(last_week) FROM sales_segments WHERE source = \(source.number)"
    ) { (try $0.intOrNil(0), try $0.intOrNil(1)) }
    guard let first = all?.0, let last = all?.1 else { return nil }
    let from = max(Int32(first), min(weeks.lowerBound, weeks.upperBound - reach) - reach / 2)
    return from <= Int32(last) ? from...Int32(last) : nil
  }

  private static func histories(_ source: SalesSource, _ span: ClosedRange<Int32>, _ db: Connection) throws
    -> [ItemHistory]
  {
    let question = FactQuestion(
      [.total(.units), .total(.value), .flagged(.units, .any)], of: [source],
      in: SalesScope(weeks: span, sites: nil), by: [.item, .week])
    var weeks: [Int32: [ItemHistory.Week]] = [:]
    for (key, cell) in try question.answer(db).cells {
      guard let units = cell.sums[0], units > 0 else { continue }
      weeks[key.item, default: []].append(
        .init(week: key.week, units: units, value: cell.sums[1], isPromoted: (cell.sums[2] ?? 0) > 0))
    }
    guard weeks.count <= mostItems else { return [] }
    return weeks.map { ItemHistory(item: $0.key, weeks: $0.value.sorted { $0.week < $1.week }) }
      .sorted { $0.item < $1.item }
  }

  private static func renumbered(
    _ items: [ItemHistory], _ source: SalesSource, _ span: ClosedRange<Int32>, _ weeks: ClosedRange<Int32>,
    _ db: Connection
  ) throws -> [CodeRules.Renumbering] {
    let pairs = CodeRules.pairs(items, span: span).filter { $0.new.first >= weeks.lowerBound - 6 }
    // So many at once are a new range of the source, not codes that changed.
    guard !pairs.isEmpty, pairs.count <= 500 else { return [] }
    let numbers = Array(Set(pairs.flatMap { [$0.old.item, $0.new.item] })).sorted()
    let question = FactQuestion(
      [.total(.units)], of: [source], in: SalesScope(weeks: span, sites: nil, products: numbers),
      by: [.item, .site])
    var sites: [Int32: Set<Int32>] = [:]
    for (key, cell) in try question.answer(db).cells where (cell.sums[0] ?? 0) > 0 {
      sites[key.item, default: []].insert(key.site)
    }
    return CodeRules.renumberings(pairs, sites: sites, names: try names(ofItems: numbers, db))
  }

  private static func codes(of one: CodeRules.Renumbering, _ source: SalesSource, _ db: Connection) throws
    -> (old: String, new: String)
  {
    (
      try code(ofItem: Int64(one.old), source: source.code, db) ?? "\(one.old)",
      try code(ofItem: Int64(one.new), source: source.code, db) ?? "\(one.new)"
    )
  }

  // MARK: - Words

  private static func question(
    _ one: CodeRules.Renumbering, _ codes: (old: String, new: String), _ batch: ID<SalesBatch>,
    _ calendar: FiscalCalendar, _ context: Context
  ) -> ImportQuestion {
    let week = Week(ordinal: Int(one.from), endingOn: calendar.weekEnding)
    return ImportQuestion(
      id: .new(at: context.now), batch: batch, kind: .renumbered, subject: Int64(one.old),
      other: Int64(one.new),
      from: week.firstDay,
      text: "The item “\(codes.old)” stopped, and “\(codes.new)” began in its place in the week to "
        + "\(DisplayNumber.day(week.lastDay)). Is it the same item under a new code?",
      evidence: "\(one.shared) of \(one.sites) sites sold both; the price was \(price(one.oldPrice)) and is "
        + "\(price(one.newPrice)).",
      detail: codes.new, state: .open, decidedBy: nil, createdAt: context.now)
  }

  private static func question(
    _ one: CodeRules.CasePack, _ batch: ID<SalesBatch>, _ calendar: FiscalCalendar, _ context: Context
  ) -> ImportQuestion {
    let week = Week(ordinal: Int(one.from), endingOn: calendar.weekEnding)
    return ImportQuestion(
      id: .new(at: context.now), batch: batch, kind: .casePack, subject: Int64(one.item), other: nil,
      from: week.firstDay,
      text: "From the week to \(DisplayNumber.day(week.lastDay)) on, units are "
        + "\(one.isSplit ? "\(one.factor) times as many" : "a \(one.factor)th") and the price is "
        + "\(one.isSplit ? "a \(one.factor)th" : "\(one.factor) times as high"). Does the source count other packs now?",
      evidence:
        "The price of one was \(price(one.oldPrice)) and is \(price(one.newPrice)), steady on both sides.",
      detail: "\(one.isSplit ? "1/" : "")\(one.factor) \(week.lastDay)", state: .open, decidedBy: nil,
      createdAt: context.now)
  }

  private static func price(_ tenThousandths: Int64) -> String {
    MeasureSums.text(Int128(tenThousandths), scale: Measure.price.scale)
  }
}
