import Accounts
import Blueprint
import Forecasting
import Foundation
import Kernel
import Storage

/// Writes what the managers counted in their accounts' pipelines: the truth of the last week, where anybody counted.
struct DemoStockWriter {
  let company: DemoCompany
  let records: DemoRecords
  let context: Context

  /// What a row of the truth says of a stock.
  private struct Detail: Decodable { let closing: Int64 }

  func write() async throws {
    let day = company.history.week(DemoHistory.count - 1).lastDay, stocks = try await stocks()
    // Nobody counted at every third: there the change alone is known.
    for retailer in company.retailers where retailer.index % 3 != 2 {
      let places = company.places[retailer.index]
      let units = places.dcs.reduce(Int64(0)) { $0 + (stocks[records.account($1)] ?? 0) }
      guard units > 0 else { continue }
      _ = try await PipelineStock.state(
        .init(
          id: records.accountIDs[places.group], countedOn: day, units: String(units), target: "2.5", most: "6"
        ),
        context)
    }
  }

  /// What lies in each DC and its stores, over all items.
  private func stocks() async throws -> [Int32: Int64] {
    let rows = try await context.read { db in
      try db.all("SELECT account, detail FROM demo_truth WHERE kind = 'stock' ORDER BY number") {
        (dc: Int32(clamping: try $0.int64(0)), detail: try $0.text(1))
      }
    }
    return try rows.reduce(into: [:]) { sums, row in
      sums[row.dc, default: 0] += try JSONDecoder().decode(Detail.self, from: Data(row.detail.utf8)).closing
    }
  }
}
