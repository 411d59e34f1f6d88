import Blueprint
import Foundation
import Kernel
import Storage

extension HealthModel {
  static let migration = Migration(
    "2026-11-23.701 today: models of health",
    """
    CREATE TABLE today_health_models (
      version BIGINT NOT NULL PRIMARY KEY,
      made_by TEXT NOT NULL,
      made_on TEXT NOT NULL,
      reason TEXT NOT NULL CHECK (reason <> '')
    );
    CREATE TABLE today_health_weights (
      version BIGINT NOT NULL REFERENCES today_health_models (version),
      input TEXT NOT NULL CHECK (input <> ''),
      place BIGINT NOT NULL,
      weight BIGINT NOT NULL CHECK (weight BETWEEN 0 AND 10000),
      PRIMARY KEY (version, input)
    );
    """)

  /// All versions that were ever in force, the newest first.
  static func all(_ db: Connection) throws -> [HealthModel] {
    let weights = Dictionary(
      grouping: try db.all(
        "SELECT version, input, weight FROM today_health_weights ORDER BY version, place, input"
      ) {
        (version: try $0.int(0), weight: Weight(input: try $0.text(1), weight: BasisPoints(try $0.int(2))))
      },
      by: \.version)
    return try db.all(
      "SELECT version, made_by, made_on, reason FROM today_health_models ORDER BY version DESC"
    ) { row in
      let version = try row.int(0)
      return HealthModel(
        version: version, weights: (weights[version] ?? []).map(\.weight), madeBy: try row.text(1),
        madeOn: try row.day(2), reason: try row.text(3))
    }
  }

  static func save(_ model: HealthModel, on day: Day, _ db: Connection) throws {
    try db.run(
      """
      INSERT INTO today_health_models (version, made_by, made_on, reason)
      VALUES (\(model.version), \(model.madeBy), \(day), \(model.reason))
      """)
    try db.insertMany(
      into: "today_health_weights", columns: ["version", "input", "place", "weight"],
      rows: model.weights.enumerated().map { place, one in
        [Int64(model.version).value, one.input.value, Int64(place).value, Int64(one.weight.count).value]
      })
  }
}
