import Storage

/// The tables of sales, append only.
enum SalesTables {
  static let migrations: [Migration] = [sources, segments, notes, sheets, drops, questions]

  private static let sources = Migration(
    "2026-11-22.40 sales: sources, loaders, batches",
    """
    CREATE TABLE sales_sources (
      id TEXT NOT NULL PRIMARY KEY,
      number BIGINT NOT NULL UNIQUE CHECK (number > 0),
      code TEXT NOT NULL UNIQUE CHECK (code <> ''),
      name TEXT NOT NULL CHECK (name <> ''),
      kind TEXT NOT NULL CHECK (kind IN ('pos', 'shipment', 'syndicated')),
      account_id TEXT REFERENCES accounts (id),
      currency TEXT NOT NULL,
      week_ending BIGINT NOT NULL CHECK (week_ending BETWEEN 1 AND 7),
      loader TEXT NOT NULL,
      state_version BIGINT NOT NULL,
      created_at TEXT NOT NULL
    );
    CREATE INDEX sales_sources_by_account ON sales_sources (account_id);
    CREATE TABLE sales_loaders (
      name TEXT NOT NULL PRIMARY KEY,
      spec_json TEXT NOT NULL,
      actor_name TEXT NOT NULL,
      created_at TEXT NOT NULL
    );
    CREATE TABLE sales_batches (
      id TEXT NOT NULL PRIMARY KEY,
      number BIGINT NOT NULL UNIQUE CHECK (number > 0),
      source_id TEXT NOT NULL REFERENCES sales_sources (id),
      loader TEXT NOT NULL,
      file_name TEXT NOT NULL,
      file_key TEXT NOT NULL,
      file_digest TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('loading', 'visible', 'undone')),
      accepted BIGINT NOT NULL,
      rejected BIGINT NOT NULL,
      duplicates BIGINT NOT NULL,
      restated BIGINT NOT NULL,
      unknown_codes BIGINT NOT NULL,
      facts BIGINT NOT NULL,
      result_json TEXT NOT NULL,
      first_week BIGINT,
      last_week BIGINT,
      rejects_path TEXT,
      started_at TEXT NOT NULL,
      ended_at TEXT,
      actor_id TEXT NOT NULL,
      actor_name TEXT NOT NULL
    );
    CREATE INDEX sales_batches_by_source ON sales_batches (source_id, state, number);
    CREATE INDEX sales_batches_by_digest ON sales_batches (file_digest, loader);
    CREATE INDEX sales_batches_by_name ON sales_batches (file_key, id);
    CREATE TABLE sales_batch_spans (
      batch_id TEXT NOT NULL REFERENCES sales_batches (id) ON DELETE CASCADE,
      shown_at TEXT NOT NULL,
      hidden_at TEXT,
      PRIMARY KEY (batch_id, shown_at)
    );
    """)

  // The numbers of sources, products and batches, not their ids: a segment's key then takes 20 bytes, not
  // 120.
  private static let segments = Migration(
    "2026-11-22.41 sales: segments of facts, kept roll-ups",
    """
    CREATE TABLE sales_segments (
      source BIGINT NOT NULL REFERENCES sales_sources (number),
      product BIGINT NOT NULL REFERENCES products (number),
      year BIGINT NOT NULL,
      batch BIGINT NOT NULL REFERENCES sales_batches (number),
      part BIGINT NOT NULL,
      first_week BIGINT NOT NULL,
      last_week BIGINT NOT NULL,
      facts BIGINT NOT NULL CHECK (facts > 0),
      data BLOB NOT NULL,
      PRIMARY KEY (source, product, year, batch, part)
    );
    CREATE INDEX sales_segments_by_product ON sales_segments (product, source, year);
    CREATE INDEX sales_segments_by_batch ON sales_segments (batch, product);
    CREATE TABLE sales_rollups (
      source BIGINT NOT NULL REFERENCES sales_sources (number),
      year BIGINT NOT NULL,
      edition BIGINT NOT NULL,
      part BIGINT NOT NULL,
      first_site BIGINT NOT NULL,
      last_site BIGINT NOT NULL,
      first_week BIGINT NOT NULL,
      last_week BIGINT NOT NULL,
      data BLOB NOT NULL,
      PRIMARY KEY (source, year, edition, part)
    );
    CREATE TABLE sales_rollup_editions (
      source BIGINT NOT NULL REFERENCES sales_sources (number),
      year BIGINT NOT NULL,
      edition BIGINT NOT NULL,
      PRIMARY KEY (source, year)
    );
    """)

  private static let notes = Migration(
    "2026-11-22.42 sales: rejected rows, restated facts, imports being prepared",
    """
    CREATE TABLE sales_rejects (
      batch_id TEXT NOT NULL REFERENCES sales_batches (id) ON DELETE CASCADE,
      place BIGINT NOT NULL,
      line BIGINT NOT NULL,
      field TEXT NOT NULL,
      reason TEXT NOT NULL,
      text TEXT NOT NULL,
      PRIMARY KEY (batch_id, place)
    );
    CREATE TABLE sales_restatements (
      batch_id TEXT NOT NULL REFERENCES sales_batches (id) ON DELETE CASCADE,
      product BIGINT NOT NULL,
      year BIGINT NOT NULL,
      part BIGINT NOT NULL,
      facts BIGINT NOT NULL,
      units_before BIGINT NOT NULL,
      units_after BIGINT NOT NULL,
      value_before BIGINT NOT NULL,
      value_after BIGINT NOT NULL,
      PRIMARY KEY (batch_id, product, year, part)
    );
    CREATE TABLE sales_drafts (
      id TEXT NOT NULL PRIMARY KEY,
      file_path TEXT NOT NULL,
      file_name TEXT NOT NULL,
      loader TEXT NOT NULL,
      spec_json TEXT NOT NULL,
      decisions_json TEXT NOT NULL,
      result_json TEXT,
      batch_id TEXT,
      actor_id TEXT NOT NULL,
      created_at TEXT NOT NULL
    );
    CREATE INDEX sales_drafts_by_actor ON sales_drafts (actor_id, id);
    """)

  // Totals of an older program stay where they are until the next import of their year makes better ones.
  private static let sheets = Migration(
    "2026-11-22.45 sales: kept totals by site and by item",
    """
    CREATE TABLE sales_rollup_sheets (
      source BIGINT NOT NULL REFERENCES sales_sources (number),
      year BIGINT NOT NULL,
      edition BIGINT NOT NULL,
      side TEXT NOT NULL CHECK (side IN ('site', 'item')),
      site_group BIGINT NOT NULL,
      sheet BIGINT NOT NULL,
      part BIGINT NOT NULL,
      first_number BIGINT NOT NULL,
      last_number BIGINT NOT NULL,
      first_week BIGINT NOT NULL,
      last_week BIGINT NOT NULL,
      data BLOB NOT NULL,
      PRIMARY KEY (source, year, edition, side, site_group, sheet, part)
    );
    CREATE TABLE sales_rollup_sites (
      source BIGINT NOT NULL REFERENCES sales_sources (number),
      year BIGINT NOT NULL,
      edition BIGINT NOT NULL,
      site_group BIGINT NOT NULL,
      sites BLOB NOT NULL,
      PRIMARY KEY (source, year, edition, site_group)
    );
    ALTER TABLE sales_rollup_editions ADD COLUMN format BIGINT NOT NULL DEFAULT 1;
    ALTER TABLE sales_rollup_editions ADD COLUMN sites BIGINT NOT NULL DEFAULT 0;
    ALTER TABLE sales_rollup_editions ADD COLUMN items BIGINT NOT NULL DEFAULT 0;
    INSERT INTO sales_rollup_sheets
    SELECT source, year, edition, 'site', 0, 0, part, first_site, last_site, first_week, last_week, data
    FROM sales_rollups;
    DROP TABLE sales_rollups;
    """)

  private static let drops = Migration(
    "2026-11-22.56 sales: drop folders",
    """
    CREATE TABLE sales_drop_folders (
      id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL UNIQUE CHECK (name <> ''),
      loader TEXT NOT NULL CHECK (loader <> ''),
      is_on BOOLEAN NOT NULL,
      actor_id TEXT NOT NULL,
      actor_name TEXT NOT NULL,
      actor_role TEXT NOT NULL,
      created_at TEXT NOT NULL
    );
    CREATE TABLE sales_dropped_files (
      folder_id TEXT NOT NULL REFERENCES sales_drop_folders (id) ON DELETE CASCADE,
      name TEXT NOT NULL CHECK (name <> ''),
      bytes BIGINT NOT NULL CHECK (bytes >= 0),
      changed_at TEXT NOT NULL,
      seen_at TEXT NOT NULL,
      is_taken BOOLEAN NOT NULL,
      PRIMARY KEY (folder_id, name)
    );
    """)

  private static let questions = Migration(
    "2026-11-22.57 sales: questions about codes",
    """
    CREATE TABLE sales_questions (
      id TEXT NOT NULL PRIMARY KEY,
      batch_id TEXT NOT NULL REFERENCES sales_batches (id) ON DELETE CASCADE,
      source_id TEXT NOT NULL REFERENCES sales_sources (id),
      kind TEXT NOT NULL CHECK (kind IN ('renumbered', 'case-pack', 'moved-site')),
      subject BIGINT NOT NULL,
      other BIGINT,
      detail_key TEXT NOT NULL,
      from_day TEXT NOT NULL,
      text TEXT NOT NULL,
      evidence TEXT NOT NULL,
      detail TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'rejected')),
      decided_by TEXT,
      decided_at TEXT,
      created_at TEXT NOT NULL,
      UNIQUE (source_id, kind, subject, detail_key)
    );
    CREATE INDEX sales_questions_by_batch ON sales_questions (batch_id, state);
    """)
}
