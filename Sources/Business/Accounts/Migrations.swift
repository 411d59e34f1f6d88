import Storage

extension Account {
  static let migrations: [Migration] = [accounts, tree, merges, views, volume, listed]

  private static let accounts = Migration(
    "2026-11-22.30 accounts: accounts",
    """
    CREATE TABLE accounts (
      id TEXT NOT NULL PRIMARY KEY,
      number BIGINT NOT NULL UNIQUE CHECK (number > 0),
      kind TEXT NOT NULL CHECK (kind IN ('group', 'banner', 'division', 'region', 'dc', 'store', 'site')),
      name TEXT NOT NULL CHECK (name <> ''),
      search_key TEXT NOT NULL,
      tier TEXT,
      segment TEXT,
      industry TEXT,
      channel TEXT,
      city TEXT,
      city_key TEXT NOT NULL,
      postcode TEXT,
      owner_id TEXT REFERENCES users (id),
      team_id TEXT REFERENCES teams (id),
      parent_id TEXT REFERENCES accounts (id) CHECK (parent_id <> id),
      reach_owner_id TEXT REFERENCES users (id),
      reach_team_id TEXT REFERENCES teams (id),
      site_count BIGINT NOT NULL CHECK (site_count >= 0),
      status TEXT NOT NULL CHECK (status IN ('prospect', 'customer', 'former')),
      currency TEXT,
      note TEXT NOT NULL,
      is_provisional BOOLEAN NOT NULL,
      merged_into TEXT REFERENCES accounts (id) CHECK (merged_into <> id),
      version BIGINT NOT NULL,
      created_at TEXT NOT NULL,
      changed_at TEXT NOT NULL
    );
    CREATE INDEX accounts_by_name ON accounts (search_key, id);
    CREATE INDEX accounts_by_kind ON accounts (kind, search_key, id);
    CREATE INDEX accounts_by_parent ON accounts (parent_id, search_key, id);
    CREATE INDEX accounts_by_reach_team ON accounts (reach_team_id, search_key, id);
    CREATE INDEX accounts_by_reach_owner ON accounts (reach_owner_id, search_key, id);
    CREATE INDEX accounts_by_tier ON accounts (tier, search_key, id);
    CREATE INDEX accounts_by_segment ON accounts (segment);
    CREATE INDEX accounts_by_industry ON accounts (industry);
    CREATE INDEX accounts_by_channel ON accounts (channel);
    CREATE INDEX accounts_by_city ON accounts (city_key);
    CREATE INDEX accounts_by_owner ON accounts (owner_id);
    CREATE INDEX accounts_by_team ON accounts (team_id);
    CREATE INDEX accounts_by_merge ON accounts (merged_into) WHERE merged_into IS NOT NULL;
    """)

  private static let tree = Migration(
    "2026-11-22.31 accounts: tree by date, codes of sources",
    """
    CREATE TABLE account_parents (
      account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
      first_day TEXT NOT NULL,
      last_day TEXT NOT NULL CHECK (last_day >= first_day),
      parent_id TEXT NOT NULL REFERENCES accounts (id) CHECK (parent_id <> account_id),
      PRIMARY KEY (account_id, first_day)
    );
    CREATE INDEX account_parents_by_parent ON account_parents (parent_id, account_id);
    CREATE INDEX account_parents_by_day ON account_parents (first_day);
    CREATE INDEX account_parents_by_end ON account_parents (last_day);
    CREATE TABLE account_aliases (
      source TEXT NOT NULL,
      code TEXT NOT NULL CHECK (code <> ''),
      code_key TEXT NOT NULL,
      account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
      first_day TEXT NOT NULL,
      last_day TEXT NOT NULL CHECK (last_day >= first_day),
      PRIMARY KEY (source, code, first_day)
    );
    CREATE INDEX account_aliases_by_account ON account_aliases (account_id);
    CREATE INDEX account_aliases_by_code ON account_aliases (code_key);
    """)

  private static let merges = Migration(
    "2026-11-22.32 accounts: merges",
    """
    CREATE TABLE account_merges (
      id TEXT NOT NULL PRIMARY KEY,
      kept_id TEXT NOT NULL REFERENCES accounts (id),
      merged_id TEXT NOT NULL REFERENCES accounts (id),
      moved_json TEXT NOT NULL,
      actor_id TEXT NOT NULL,
      actor_name TEXT NOT NULL,
      merged_at TEXT NOT NULL,
      undone_at TEXT
    );
    CREATE INDEX account_merges_by_kept ON account_merges (kept_id);
    CREATE INDEX account_merges_by_merged ON account_merges (merged_id);
    """)

  private static let views = Migration(
    "2026-11-22.33 accounts: saved views of lists",
    """
    CREATE TABLE saved_views (
      id TEXT NOT NULL PRIMARY KEY,
      list TEXT NOT NULL,
      name TEXT NOT NULL CHECK (name <> ''),
      owner_id TEXT NOT NULL,
      is_shared BOOLEAN NOT NULL,
      query TEXT NOT NULL,
      created_at TEXT NOT NULL
    );
    CREATE UNIQUE INDEX saved_views_by_owner ON saved_views (list, owner_id, name);
    """)

  // Null where nobody has said it: distribution is then weighed by an estimate.
  private static let volume = Migration(
    "2026-11-22.34 accounts: all-commodity volume",
    """
    ALTER TABLE accounts ADD COLUMN acv_minor BIGINT CHECK (acv_minor > 0);
    ALTER TABLE accounts ADD COLUMN acv_currency TEXT;
    """)

  /// The order of the list, over those that stand in it: a list is drawn and counted from this index.
  private static let listed = Migration(
    "2026-11-22.35 accounts: the list's own index",
    """
    DROP INDEX accounts_by_name;
    CREATE INDEX accounts_by_name ON accounts (search_key, id) WHERE merged_into IS NULL;
    """)
}
