import Foundation
import Kernel
import Sales
import Storage

/// Asks the questions of the import's benchmark of a database that holds its file, once from the facts and once from
/// the cheapest store, and prints CPU milliseconds as JSON.
struct Questions {
  private let database: Database
  private let sources: [SalesSource]
  private let weeks: ClosedRange<Int32>
  private let sites: [Int32]
  private let items: [Int32]

  init(_ path: String) async throws {
    let database = try await Database.open(DatabaseLocation(path))
    self.database = database
    let found = try await database.read { db in
      let weeks = try db.first("SELECT MIN(first_week), MAX(last_week) FROM sales_segments") {
        Int32(try $0.int(0))...Int32(try $0.int(1))
      }
      return (
        try SalesSource.all(db), weeks,
        try db.all("SELECT number FROM accounts WHERE kind = 'store' ORDER BY number") {
          Int32(try $0.int(0))
        },
        try db.all("SELECT number FROM products WHERE kind = 'item' ORDER BY number") { Int32(try $0.int(0)) }
      )
    }
    (sources, weeks, sites, items) = (found.0, found.1 ?? 0...0, found.2, found.3)
  }

  private func question(
    _ quantities: [SegmentScan.Quantity] = [.total(.units), .total(.value)], by axes: SegmentScan.Axes
  ) -> FactQuestion {
    FactQuestion(quantities, of: sources, in: SalesScope(weeks: weeks, sites: nil), by: axes)
  }

  private var all: [(String, FactQuestion)] {
    var some = question(by: [.site, .week]), series = question(by: .week), account = question(by: .item)
    let year = (weeks.upperBound - 51)...weeks.upperBound
    some.scope = SalesScope(
      weeks: year, sites: SiteSet(stride(from: 19, to: 400, by: 20).compactMap { sites.dropFirst($0).first }))
    series.scope = SalesScope(
      weeks: weeks, sites: SiteSet(sites.dropFirst(76).prefix(1)),
      products: Array(items.dropFirst(500).prefix(1)))
    account.scope = SalesScope(weeks: year, sites: SiteSet(sites))
    return [
      ("totals by week", question(by: .week)), ("store x week", question(by: [.site, .week])),
      ("promoted share by item", question([.total(.value), .flagged(.value, .any)], by: .item)),
      ("20 stores x 52 weeks", some), ("one series", series), ("items of an account, 52 weeks", account),
    ]
  }

  func run() async throws {
    var lines: [String] = []
    for (name, question) in all {
      var facts = question
      facts.store = .facts
      let slow = try await measure(facts), quick = try await measure(question)
      lines.append("\"\(name)\": [\(slow.milliseconds), \(quick.milliseconds), \(quick.sum == slow.sum)]")
    }
    print("{\(lines.joined(separator: ", "))}")
  }

  private func measure(_ question: FactQuestion) async throws -> (milliseconds: Double, sum: Int64) {
    try await database.read { db in
      var times: [Double] = [], sum: Int64 = 0
      for _ in 0..<7 {
        let start = cpuTime(), answer = try question.answer(db)
        times.append(cpuTime() - start)
        sum = answer.cells.values.reduce(0) { $0 &+ ($1.sums[0] ?? 0) &+ ($1.sums[1] ?? 0) }
      }
      return (times.sorted()[3], sum)
    }
  }
}

/// CPU milliseconds of this process.
private func cpuTime() -> Double {
  var spec = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spec)
  return Double(spec.tv_sec) * 1_000 + Double(spec.tv_nsec) / 1e6
}
