import Activity
import Blueprint
import Foundation
import Kernel
import People
import Pipeline
import Relationships
import Storage
import Testing

@testable import Demo

/// What the program says of the demo company, held against the truth that it was drawn from.
extension DemoCreationTests {
  @Test func `chances that were given came true within their intervals, and beat the overall rate`()
    async throws
  {
    let (database, _) = try await Self.shared.value
    let context = Self.context(database)
    let found = try await database.read { try Calibration.find(.init(), context, $0) }
    let bands = found.bands.filter { $0.count >= 20 }
    #expect(bands.count >= 4 && found.decided > 400)
    // Each interval covers 95 in 100: of so few bands one at most may be missed.
    #expect(bands.count { !$0.holds } <= 1, "\(bands)")
    for band in bands where band.holds { #expect(band.low <= band.stated && band.stated <= band.high) }
    let brier = try #require(found.brier), reference = try #require(found.reference)
    #expect(brier < reference, "\(brier) is no better than \(reference)")
  }

  private struct PlantedWarmth: Decodable {
    let person: String
    let warmth: Double
    let gone: Int
  }

  @Test func `relationships rank as they were planted`() async throws {
    let (database, _) = try await Self.shared.value
    let today = Self.context(database).today
    let (planted, scores) = try await database.read { db in
      let told = try db.all("SELECT detail FROM demo_truth WHERE kind = 'relationship' ORDER BY number") {
        row in
        try JSONDecoder().decode(PlantedWarmth.self, from: Data(try row.text(0).utf8))
      }
      let named = Dictionary(
        grouping: try db.all("SELECT name, id FROM persons ORDER BY id") {
          (try $0.text(0), try $0.id(1, as: Person.self))
        }, by: \.0)
      let planted = told.filter { $0.gone == 0 && named[$0.person]?.count == 1 }
      let people = planted.compactMap { named[$0.person]?.first?.1 }
      let contacts = try Strength.contacts(of: people, until: today, for: .commandLine, db)
      return (planted, people.map { Strength(contacts[$0] ?? [], on: today).score })
    }
    #expect(planted.count > 60 && planted.count == scores.count)
    let agreement = Self.rankCorrelation(planted.map(\.warmth), scores.map(Double.init))
    #expect(agreement > 0.8, "Spearman's rho is \(agreement)")
  }

  /// Spearman's rho: Pearson's correlation of the ranks, equal values sharing theirs.
  private static func rankCorrelation(_ left: [Double], _ right: [Double]) -> Double {
    func ranks(_ values: [Double]) -> [Double] {
      values.map { value in
        Double(values.count { $0 < value }) + Double(values.count { $0 == value } + 1) / 2
      }
    }
    let middle = Double(left.count + 1) / 2
    let pairs = zip(ranks(left), ranks(right)).map { ($0 - middle, $1 - middle) }
    let (both, one, other) = pairs.reduce((0.0, 0.0, 0.0)) { sum, pair in
      (sum.0 + pair.0 * pair.1, sum.1 + pair.0 * pair.0, sum.2 + pair.1 * pair.1)
    }
    return both / (one * other).squareRoot()
  }
}
