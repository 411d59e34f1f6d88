import Blueprint
import Storage

extension StageOdds {
  /// Counts anew once in a while: time alone makes more deals count, and large pipelines are not counted at every move.
  static let chore = Chore("pipeline.odds", every: 3_600) { context in
    try await context.database.write { db in
      try settle(on: context.today, db)
      try StageStay.settle(db)
    }
  }
}
