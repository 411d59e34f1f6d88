package import Blueprint
import Storage

/// What the demo adds to a database: the table of its truth.
package let demoCapability = Capability("demo", migrations: [DemoTables.truth])

enum DemoTables {
  /// Weeks are the company's, by number; `detail` is one JSON object, see `DemoTruth`.
  static let truth = Migration(
    "2026-11-22.90 demo: truth",
    """
    CREATE TABLE demo_truth (
      number BIGINT NOT NULL PRIMARY KEY,
      kind TEXT NOT NULL,
      source TEXT,
      account BIGINT REFERENCES accounts (number),
      product BIGINT REFERENCES products (number),
      first_week BIGINT,
      last_week BIGINT,
      detail TEXT NOT NULL
    );
    CREATE INDEX demo_truth_by_kind ON demo_truth (kind, source, product, number);
    """)
}
