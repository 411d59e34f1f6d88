import Blueprint
import Foundation
import Kernel
import Sales
import Storage

extension Alert {
  /// Whose alerts are checked is who the job acts for, with the rights they have at that moment.
  struct CheckInput: Codable, Sendable {}
  struct CheckResult: Codable, Sendable {
    let checked: Int
    let found: Int
  }

  static let check = JobKind("insights.alerts", "Check of alerts") { (_: CheckInput, run) in
    try await checkAll(run.context)
  }

  /// Holds every alert of who asks against the figures of now.
  static func checkAll(_ context: Context) async throws -> CheckResult {
    let alerts = try await context.read { try all(of: context.actor.id, $0) }
    var found = 0
    for alert in alerts {
      let hits = try await context.read { db -> [Hit]? in
        do {
          let analysis = try SavedAnalysis.find(alert.analysis, for: context.actor, db)
          return alert.hits(try SalesDesk.analyse(try alert.query(analysis.address), context, db))
        } catch is any Refusal {
          // The analysis is no longer shared, or asks for what is gone: there is nothing to watch.
          return nil
        }
      }
      guard let hits else { continue }
      found += try await context.write { try alert.keep(hits, at: context.now, $0) }
    }
    return CheckResult(checked: alerts.count, found: found)
  }
}
