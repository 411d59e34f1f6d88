import Storage

enum CategoryTables {
  static let migrations = [roles, shelf, CategoryOpportunity.migration, CategoryStanding.migration]

  private static let roles = Migration(
    "2026-11-22.60 categories: roles",
    """
    CREATE TABLE category_roles (
      account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
      product_id TEXT NOT NULL REFERENCES products (id) ON DELETE CASCADE,
      role TEXT NOT NULL CHECK (role IN ('destination', 'routine', 'occasional', 'convenience')),
      note TEXT NOT NULL,
      set_by TEXT NOT NULL,
      set_by_name TEXT NOT NULL,
      set_at TEXT NOT NULL,
      PRIMARY KEY (account_id, product_id)
    );
    CREATE INDEX category_roles_by_product ON category_roles (product_id);
    """)

  private static let shelf = Migration(
    "2026-11-22.61 categories: listings and facings",
    """
    CREATE TABLE shelf_listings (
      account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
      product_id TEXT NOT NULL REFERENCES products (id) ON DELETE CASCADE,
      first_day TEXT NOT NULL,
      last_day TEXT NOT NULL CHECK (last_day >= first_day),
      PRIMARY KEY (account_id, product_id, first_day)
    );
    CREATE INDEX shelf_listings_by_product ON shelf_listings (product_id);
    CREATE TABLE shelf_facings (
      account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
      product_id TEXT NOT NULL REFERENCES products (id) ON DELETE CASCADE,
      day TEXT NOT NULL,
      facings BIGINT NOT NULL CHECK (facings >= 0),
      capacity BIGINT CHECK (capacity >= 0),
      PRIMARY KEY (account_id, product_id, day)
    );
    CREATE INDEX shelf_facings_by_product ON shelf_facings (product_id);
    CREATE TABLE shelf_imports (
      id TEXT NOT NULL PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('listings', 'facings')),
      file_name TEXT NOT NULL,
      result_json TEXT NOT NULL,
      actor_id TEXT NOT NULL,
      actor_name TEXT NOT NULL,
      created_at TEXT NOT NULL
    );
    """)
}
