package import Blueprint
import Kernel
package import Storage

/// How an account stands in all categories that we play in, as one reader may know it: sums over a year's figures, in
/// ten-thousandths of the currency's unit.
package struct CategoryStanding: Codable, Hashable, Sendable {
  package let account: String
  /// What the account sold of those categories, all makers, and what of it was ours.
  package let category: Int64
  package let ours: Int64
  package let categoryBefore: Int64
  /// What of it would be ours at our shares in the rest of the market, category by category; nil without a rest.
  package let fair: Int64?

  /// Our sales / fair sales x 100, in hundredths: 8182 reads 81.8. Nil where nothing is to compare.
  package var index: Int64? {
    fair.flatMap { $0 > 0 ? Quotient.rounded(Int128(ours) * 10_000, Int128($0)) : nil }
  }

  /// What `actor` may know, by account id, as of the last search.
  package static func all(for actor: Actor, _ db: Connection) throws -> [String: CategoryStanding] {
    let found = try db.all(
      """
      SELECT account_id, category, ours, category_before, fair FROM category_standings
      WHERE reader = \(CategoryOpportunity.reader(actor)) ORDER BY account_id
      """
    ) {
      CategoryStanding(
        account: try $0.text(0), category: try $0.int64(1), ours: try $0.int64(2),
        categoryBefore: try $0.int64(3), fair: try $0.int64OrNil(4))
    }
    return Dictionary(found.map { ($0.account, $0) }) { first, _ in first }
  }

  static let migration = Migration(
    "2026-11-23.61 categories: standings",
    """
    CREATE TABLE category_standings (
      reader TEXT NOT NULL,
      account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
      category BIGINT NOT NULL,
      ours BIGINT NOT NULL,
      category_before BIGINT NOT NULL,
      fair BIGINT,
      PRIMARY KEY (reader, account_id)
    );
    CREATE INDEX category_standings_by_account ON category_standings (account_id);
    """)

  static func keep(_ found: [CategoryStanding], for actor: Actor, _ db: Connection) throws {
    let reader = CategoryOpportunity.reader(actor)
    try db.run("DELETE FROM category_standings WHERE reader = \(reader)")
    try db.insertMany(
      into: "category_standings",
      columns: ["reader", "account_id", "category", "ours", "category_before", "fair"],
      rows: found.map {
        [
          reader.value, $0.account.value, $0.category.value, $0.ours.value, $0.categoryBefore.value,
          $0.fair.value,
        ]
      })
  }
}

extension CategoryStanding {
  /// One category more.
  func adding(_ fairShare: FairShare, before: CategorySales) -> CategoryStanding {
    CategoryStanding(
      account: account, category: category + fairShare.here.category, ours: ours + fairShare.here.ours,
      categoryBefore: categoryBefore + before.category,
      fair: fairShare.fairSales.map { (fair ?? 0) + $0 } ?? fair)
  }

  static func none(_ account: String) -> CategoryStanding {
    CategoryStanding(account: account, category: 0, ours: 0, categoryBefore: 0, fair: nil)
  }
}
