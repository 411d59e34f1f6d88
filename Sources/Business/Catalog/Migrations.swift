import Storage

extension Product {
  static let migrations: [Migration] = [products, aliases, prices, imports, ours, anyKind]

  private static let products = Migration(
    "2026-11-22.20 catalog: products",
    """
    CREATE TABLE products (
      id TEXT NOT NULL PRIMARY KEY,
      number BIGINT NOT NULL UNIQUE CHECK (number > 0),
      kind TEXT NOT NULL CHECK (kind IN ('category', 'segment', 'brand', 'line', 'item')),
      parent_id TEXT REFERENCES products (id) CHECK (parent_id <> id),
      category_id TEXT REFERENCES products (id),
      brand_id TEXT REFERENCES products (id),
      name TEXT NOT NULL CHECK (name <> ''),
      search_key TEXT NOT NULL,
      gtin TEXT CHECK (LENGTH(gtin) = 14),
      case_gtin TEXT CHECK (LENGTH(case_gtin) = 14),
      case_quantity BIGINT CHECK (case_quantity > 0),
      eq_numerator BIGINT NOT NULL CHECK (eq_numerator > 0),
      eq_denominator BIGINT NOT NULL CHECK (eq_denominator > 0),
      eq_unit TEXT,
      uom TEXT NOT NULL,
      first_day TEXT NOT NULL,
      last_day TEXT NOT NULL CHECK (last_day >= first_day),
      is_merchandise BOOLEAN NOT NULL,
      is_provisional BOOLEAN NOT NULL,
      note TEXT NOT NULL,
      version BIGINT NOT NULL,
      created_at TEXT NOT NULL,
      changed_at TEXT NOT NULL
    );
    CREATE INDEX products_by_name ON products (search_key, id);
    CREATE INDEX products_by_kind ON products (kind, search_key, id);
    CREATE INDEX products_by_parent ON products (parent_id, search_key, id);
    CREATE INDEX products_by_category ON products (category_id, search_key, id);
    CREATE INDEX products_by_brand ON products (brand_id, search_key, id);
    CREATE UNIQUE INDEX products_by_gtin ON products (gtin);
    CREATE INDEX products_by_case_gtin ON products (case_gtin);
    """)

  private static let ours = Migration(
    "2026-11-22.24 catalog: competitors' items",
    "ALTER TABLE products ADD COLUMN is_ours BOOLEAN NOT NULL DEFAULT TRUE;")

  private static let aliases = Migration(
    "2026-11-22.21 catalog: codes of sources",
    """
    CREATE TABLE product_aliases (
      source TEXT NOT NULL,
      code TEXT NOT NULL CHECK (code <> ''),
      code_key TEXT NOT NULL,
      product_id TEXT NOT NULL REFERENCES products (id) ON DELETE CASCADE,
      first_day TEXT NOT NULL,
      last_day TEXT NOT NULL CHECK (last_day >= first_day),
      PRIMARY KEY (source, code, first_day)
    );
    CREATE INDEX product_aliases_by_product ON product_aliases (product_id);
    CREATE INDEX product_aliases_by_code ON product_aliases (code_key);
    """)

  private static let prices = Migration(
    "2026-11-22.22 catalog: price list and costs",
    """
    CREATE TABLE price_list (
      product_id TEXT NOT NULL REFERENCES products (id) ON DELETE CASCADE,
      currency TEXT NOT NULL,
      first_day TEXT NOT NULL,
      last_day TEXT NOT NULL CHECK (last_day >= first_day),
      price_minor BIGINT NOT NULL CHECK (price_minor >= 0),
      PRIMARY KEY (product_id, currency, first_day)
    );
    CREATE TABLE product_costs (
      product_id TEXT NOT NULL REFERENCES products (id) ON DELETE CASCADE,
      currency TEXT NOT NULL,
      first_day TEXT NOT NULL,
      last_day TEXT NOT NULL CHECK (last_day >= first_day),
      cost_minor BIGINT NOT NULL CHECK (cost_minor >= 0),
      PRIMARY KEY (product_id, currency, first_day)
    );
    """)

  private static let imports = Migration(
    "2026-11-22.23 catalog: imports of records",
    """
    CREATE TABLE record_imports (
      id TEXT NOT NULL PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('accounts', 'products')),
      state TEXT NOT NULL CHECK (state IN ('previewed', 'queued', 'applied', 'undone')),
      file_name TEXT NOT NULL,
      file_path TEXT,
      digest TEXT NOT NULL,
      options_json TEXT NOT NULL,
      header_json TEXT NOT NULL,
      counts_json TEXT NOT NULL,
      actor_id TEXT NOT NULL,
      actor_name TEXT NOT NULL,
      created_at TEXT NOT NULL,
      ended_at TEXT
    );
    CREATE TABLE record_import_notes (
      import_id TEXT NOT NULL REFERENCES record_imports (id) ON DELETE CASCADE,
      place BIGINT NOT NULL,
      line BIGINT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('rejected', 'duplicate')),
      field TEXT NOT NULL,
      reason TEXT NOT NULL,
      row_json TEXT NOT NULL,
      PRIMARY KEY (import_id, place)
    );
    CREATE TABLE record_import_changes (
      import_id TEXT NOT NULL REFERENCES record_imports (id) ON DELETE CASCADE,
      place BIGINT NOT NULL,
      record_id TEXT NOT NULL,
      version BIGINT NOT NULL,
      before_json TEXT,
      PRIMARY KEY (import_id, place)
    );
    CREATE INDEX record_import_changes_by_record ON record_import_changes (record_id);
    """)

  /// Imports of any kind of record: capabilities above bring their own. Neither database can drop the old check alone.
  private static let anyKind = Migration(
    "2026-11-22.26 catalog: imports of any kind of record",
    """
    CREATE TABLE record_imports_next (
      id TEXT NOT NULL PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind <> ''),
      state TEXT NOT NULL CHECK (state IN ('previewed', 'queued', 'applied', 'undone')),
      file_name TEXT NOT NULL,
      file_path TEXT,
      digest TEXT NOT NULL,
      options_json TEXT NOT NULL,
      header_json TEXT NOT NULL,
      counts_json TEXT NOT NULL,
      actor_id TEXT NOT NULL,
      actor_name TEXT NOT NULL,
      created_at TEXT NOT NULL,
      ended_at TEXT
    );
    CREATE TABLE record_import_notes_next (
      import_id TEXT NOT NULL REFERENCES record_imports_next (id) ON DELETE CASCADE,
      place BIGINT NOT NULL,
      line BIGINT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('rejected', 'duplicate')),
      field TEXT NOT NULL,
      reason TEXT NOT NULL,
      row_json TEXT NOT NULL,
      PRIMARY KEY (import_id, place)
    );
    CREATE TABLE record_import_changes_next (
      import_id TEXT NOT NULL REFERENCES record_imports_next (id) ON DELETE CASCADE,
      place BIGINT NOT NULL,
      record_id TEXT NOT NULL,
      version BIGINT NOT NULL,
      before_json TEXT,
      PRIMARY KEY (import_id, place)
    );
    INSERT INTO record_imports_next (id, kind, state, file_name, file_path, digest, options_json, header_json,
        counts_json, actor_id, actor_name, created_at, ended_at)
      SELECT id, kind, state, file_name, file_path, digest, options_json, header_json, counts_json, actor_id,
        actor_name, created_at, ended_at FROM record_imports;
    INSERT INTO record_import_notes_next (import_id, place, line, kind, field, reason, row_json)
      SELECT import_id, place, line, kind, field, reason, row_json FROM record_import_notes;
    INSERT INTO record_import_changes_next (import_id, place, record_id, version, before_json)
      SELECT import_id, place, record_id, version, before_json FROM record_import_changes;
    DROP TABLE record_import_changes;
    DROP TABLE record_import_notes;
    DROP TABLE record_imports;
    ALTER TABLE record_imports_next RENAME TO record_imports;
    ALTER TABLE record_import_notes_next RENAME TO record_import_notes;
    ALTER TABLE record_import_changes_next RENAME TO record_import_changes;
    CREATE INDEX record_import_changes_by_record ON record_import_changes (record_id);
    """)
}
