import Storage

/// The tables of forecasts, append only.
enum ForecastTables {
  static let migrations: [Migration] = [runs, overrides, cuts, known, launches, pipelines, levels]

  // Figures of a series lie packed in one value (see `SeriesPlan`): fifty-two weeks of ten figures each would be five
  // hundred rows. A total's account is the top of a part of the tree; without one it is the whole.
  private static let runs = Migration(
    "2026-11-24.10 forecasting: versions, their series",
    """
    CREATE TABLE forecast_versions (
      id TEXT NOT NULL PRIMARY KEY,
      state TEXT NOT NULL CHECK (state IN ('building', 'ready')),
      kind TEXT NOT NULL CHECK (kind IN ('pos', 'shipment', 'syndicated')),
      currency TEXT NOT NULL,
      account_id TEXT REFERENCES accounts (id),
      level TEXT NOT NULL CHECK (level IN ('item', 'brand')),
      through_week BIGINT NOT NULL,
      week_ending BIGINT NOT NULL,
      horizon BIGINT NOT NULL,
      frozen BIGINT NOT NULL,
      ground TEXT NOT NULL,
      left_out BIGINT NOT NULL,
      known_on TEXT,
      made_at TEXT NOT NULL,
      made_by TEXT NOT NULL,
      made_by_name TEXT NOT NULL,
      lock_name TEXT,
      locked_at TEXT,
      locked_by_name TEXT
    );
    CREATE INDEX forecast_versions_by_account ON forecast_versions (account_id);
    CREATE TABLE forecast_series (
      version_id TEXT NOT NULL REFERENCES forecast_versions (id) ON DELETE CASCADE,
      account_id TEXT NOT NULL REFERENCES accounts (id),
      product_id TEXT NOT NULL REFERENCES products (id),
      method TEXT NOT NULL,
      flags TEXT NOT NULL,
      against_naive BIGINT,
      data BLOB NOT NULL,
      PRIMARY KEY (version_id, account_id, product_id)
    );
    CREATE INDEX forecast_series_by_account ON forecast_series (account_id);
    CREATE INDEX forecast_series_by_product ON forecast_series (product_id);
    CREATE TABLE forecast_totals (
      id TEXT NOT NULL PRIMARY KEY,
      version_id TEXT NOT NULL REFERENCES forecast_versions (id) ON DELETE CASCADE,
      account_id TEXT REFERENCES accounts (id),
      method TEXT NOT NULL,
      flags TEXT NOT NULL,
      against_naive BIGINT,
      data BLOB NOT NULL
    );
    CREATE INDEX forecast_totals_by_version ON forecast_totals (version_id);
    CREATE INDEX forecast_totals_by_account ON forecast_totals (account_id);
    """)

  // `amount` counts whole units over all weeks of the range, or hundredths of a percent.
  private static let overrides = Migration(
    "2026-11-24.11 forecasting: overrides",
    """
    CREATE TABLE forecast_overrides (
      id TEXT NOT NULL PRIMARY KEY,
      version_id TEXT NOT NULL REFERENCES forecast_versions (id) ON DELETE CASCADE,
      desk TEXT NOT NULL CHECK (desk IN ('sales', 'supply')),
      account_id TEXT REFERENCES accounts (id),
      product_id TEXT REFERENCES products (id),
      first_week BIGINT NOT NULL,
      last_week BIGINT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('units', 'percent')),
      amount BIGINT NOT NULL,
      reason TEXT NOT NULL CHECK (reason <> ''),
      expires_on TEXT NOT NULL,
      made_at TEXT NOT NULL,
      made_by TEXT NOT NULL,
      made_by_name TEXT NOT NULL,
      withdrawn_at TEXT
    );
    CREATE INDEX forecast_overrides_by_version ON forecast_overrides (version_id, id);
    CREATE INDEX forecast_overrides_by_account ON forecast_overrides (account_id);
    CREATE INDEX forecast_overrides_by_product ON forecast_overrides (product_id);
    """)

  // Looked back from figures of today, cut at a week, because nothing was imported yet on that day.
  private static let cuts = Migration(
    "2026-11-24.12 forecasting: versions cut at a week",
    "ALTER TABLE forecast_versions ADD COLUMN is_cut BOOLEAN NOT NULL DEFAULT FALSE")

  private static let known = Migration(
    "2026-11-24.13 forecasting: what is known ahead",
    """
    CREATE TABLE forecast_known (
      id TEXT NOT NULL PRIMARY KEY,
      account_id TEXT REFERENCES accounts (id),
      product_id TEXT REFERENCES products (id),
      first_day TEXT NOT NULL,
      last_day TEXT NOT NULL,
      price_minor BIGINT CHECK (price_minor > 0),
      currency TEXT NOT NULL,
      promotion TEXT CHECK (promotion IN ('feature', 'display', 'feature-and-display')),
      made_at TEXT NOT NULL,
      made_by_name TEXT NOT NULL,
      CHECK (first_day <= last_day),
      CHECK (price_minor IS NOT NULL OR promotion IS NOT NULL)
    );
    CREATE INDEX forecast_known_by_day ON forecast_known (last_day);
    CREATE INDEX forecast_known_by_account ON forecast_known (account_id);
    CREATE INDEX forecast_known_by_product ON forecast_known (product_id);
    """)

  // What was taken back is kept: a forecast looked back from a day finds what counted then.
  private static let launches = Migration(
    "2026-11-24.14 forecasting: launches by like item, replacements",
    """
    CREATE TABLE forecast_launches (
      id TEXT NOT NULL PRIMARY KEY,
      account_id TEXT REFERENCES accounts (id),
      product_id TEXT NOT NULL REFERENCES products (id),
      first_day TEXT NOT NULL,
      level BIGINT NOT NULL CHECK (level > 0),
      replaces_id TEXT REFERENCES products (id),
      phase_out_weeks BIGINT NOT NULL CHECK (phase_out_weeks >= 0),
      sum_rule TEXT NOT NULL CHECK (sum_rule IN ('stays', 'changes')),
      reason TEXT NOT NULL CHECK (reason <> ''),
      made_at TEXT NOT NULL,
      made_by_name TEXT NOT NULL,
      withdrawn_at TEXT,
      CHECK (replaces_id IS NULL OR replaces_id <> product_id)
    );
    CREATE INDEX forecast_launches_by_account ON forecast_launches (account_id);
    CREATE INDEX forecast_launches_by_product ON forecast_launches (product_id);
    CREATE INDEX forecast_launches_by_replaced ON forecast_launches (replaces_id);
    CREATE TABLE forecast_launch_likes (
      launch_id TEXT NOT NULL REFERENCES forecast_launches (id) ON DELETE CASCADE,
      place BIGINT NOT NULL,
      product_id TEXT NOT NULL REFERENCES products (id),
      share BIGINT NOT NULL CHECK (share > 0),
      PRIMARY KEY (launch_id, place)
    );
    CREATE INDEX forecast_launch_likes_by_product ON forecast_launch_likes (product_id);
    """)

  // What a run looked back to is kept while it is made. Errors and trust in hundredths of a percent.
  private static let levels = Migration(
    "2026-11-24.16 forecasting: levels reconciled",
    """
    CREATE TABLE forecast_past (
      version_id TEXT NOT NULL REFERENCES forecast_versions (id) ON DELETE CASCADE,
      account_id TEXT NOT NULL REFERENCES accounts (id),
      product_id TEXT NOT NULL REFERENCES products (id),
      data BLOB NOT NULL,
      PRIMARY KEY (version_id, account_id, product_id)
    );
    CREATE INDEX forecast_past_by_account ON forecast_past (account_id);
    CREATE INDEX forecast_past_by_product ON forecast_past (product_id);
    CREATE TABLE forecast_levels (
      version_id TEXT NOT NULL REFERENCES forecast_versions (id) ON DELETE CASCADE,
      place BIGINT NOT NULL,
      level TEXT NOT NULL,
      nodes BIGINT NOT NULL,
      summed BIGINT NOT NULL,
      tied BIGINT NOT NULL,
      full_error BIGINT NOT NULL,
      trust BIGINT NOT NULL,
      PRIMARY KEY (version_id, place)
    );
    """)

  // Weeks of cover are kept in tenths.
  private static let pipelines = Migration(
    "2026-11-24.15 forecasting: pipeline stock",
    """
    CREATE TABLE forecast_pipelines (
      account_id TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id),
      counted_on TEXT,
      units BIGINT CHECK (units >= 0),
      target_tenths BIGINT NOT NULL CHECK (target_tenths >= 0),
      most_tenths BIGINT NOT NULL,
      made_at TEXT NOT NULL,
      made_by_name TEXT NOT NULL,
      CHECK ((counted_on IS NULL) = (units IS NULL)),
      CHECK (most_tenths >= target_tenths)
    );
    """)
}
