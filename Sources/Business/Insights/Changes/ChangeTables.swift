import Storage

/// The tables of changes found in sales, append only.
enum ChangeTables {
  static let migrations: [Migration] = [
    Migration(
      "2026-11-22.71 insights: changes found in sales",
      """
      CREATE TABLE sales_change_runs (
        id TEXT NOT NULL PRIMARY KEY,
        made_at TEXT NOT NULL,
        ground TEXT NOT NULL,
        kind TEXT NOT NULL,
        currency TEXT NOT NULL,
        last_week BIGINT NOT NULL,
        week_ending BIGINT NOT NULL,
        rate_points BIGINT NOT NULL,
        judged BIGINT NOT NULL,
        unjudged BIGINT NOT NULL
      );
      CREATE TABLE sales_changes (
        id TEXT NOT NULL PRIMARY KEY,
        run_id TEXT NOT NULL REFERENCES sales_change_runs (id),
        kind TEXT NOT NULL CHECK (kind IN ('level', 'odd')),
        account_id TEXT NOT NULL REFERENCES accounts (id),
        product_id TEXT REFERENCES products (id),
        week BIGINT NOT NULL,
        value BIGINT NOT NULL,
        value_low BIGINT NOT NULL,
        value_high BIGINT NOT NULL,
        change_points BIGINT NOT NULL,
        chance DOUBLE PRECISION NOT NULL,
        spark TEXT NOT NULL
      );
      CREATE INDEX sales_changes_by_run ON sales_changes (run_id, week);
      CREATE INDEX sales_changes_by_account ON sales_changes (account_id);
      CREATE INDEX sales_changes_by_product ON sales_changes (product_id);
      """)
  ]
}
