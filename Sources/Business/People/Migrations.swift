import Storage

extension Person {
  static let migrations: [Migration] = [persons, merges, found]

  // Keys are compared by ranges, so PostgreSQL must order them by their bytes as SQLite does.
  private static let persons = Migration(
    "2026-11-22.47 people: persons, positions, assessments",
    sqlite: tables(key: "TEXT"), postgres: tables(key: "TEXT COLLATE \"C\""))

  private static func tables(key: String) -> String {
    master(key: key) + "\n" + positions + "\n" + opinions
  }

  private static func master(key: String) -> String {
    """
    CREATE TABLE persons (
      id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL CHECK (name <> ''),
      search_key \(key) NOT NULL,
      family_key \(key) NOT NULL,
      email TEXT,
      email_key \(key),
      phone TEXT,
      note TEXT NOT NULL,
      owner_id TEXT REFERENCES users (id),
      position_id TEXT,
      account_id TEXT REFERENCES accounts (id),
      title TEXT,
      role TEXT,
      stance TEXT,
      power TEXT,
      purpose TEXT NOT NULL,
      keep_until TEXT NOT NULL,
      erased_at TEXT,
      merged_into TEXT REFERENCES persons (id) CHECK (merged_into <> id),
      version BIGINT NOT NULL,
      created_at TEXT NOT NULL,
      changed_at TEXT NOT NULL
    );
    CREATE INDEX persons_by_name ON persons (family_key, id) WHERE merged_into IS NULL AND erased_at IS NULL;
    CREATE INDEX persons_by_search ON persons (search_key);
    CREATE INDEX persons_by_email ON persons (email_key) WHERE email_key IS NOT NULL;
    CREATE INDEX persons_by_account ON persons (account_id);
    CREATE INDEX persons_by_owner ON persons (owner_id);
    CREATE INDEX persons_by_merge ON persons (merged_into) WHERE merged_into IS NOT NULL;
    CREATE INDEX persons_by_end ON persons (keep_until);
    """
  }

  private static let positions =
    """
    CREATE TABLE person_positions (
      id TEXT NOT NULL PRIMARY KEY,
      person_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
      account_id TEXT NOT NULL REFERENCES accounts (id),
      title TEXT NOT NULL,
      department TEXT,
      reports_to TEXT REFERENCES persons (id) CHECK (reports_to <> person_id),
      first_day TEXT NOT NULL,
      last_day TEXT NOT NULL CHECK (last_day >= first_day)
    );
    CREATE INDEX person_positions_by_person ON person_positions (person_id, first_day);
    CREATE INDEX person_positions_by_account ON person_positions (account_id, person_id);
    CREATE INDEX person_positions_by_boss ON person_positions (reports_to) WHERE reports_to IS NOT NULL;
    CREATE INDEX person_positions_by_start ON person_positions (first_day);
    CREATE INDEX person_positions_by_end ON person_positions (last_day);
    """

  private static let opinions =
    """
    CREATE TABLE person_assessments (
      id TEXT NOT NULL PRIMARY KEY,
      person_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
      role TEXT,
      stance TEXT,
      power TEXT,
      strength BIGINT CHECK (strength BETWEEN 0 AND 100),
      evidence TEXT NOT NULL,
      said_on TEXT NOT NULL,
      actor_id TEXT NOT NULL,
      actor_name TEXT NOT NULL
    );
    CREATE INDEX person_assessments_by_person ON person_assessments (person_id, said_on, id);
    CREATE TABLE person_codes (
      source TEXT NOT NULL,
      code TEXT NOT NULL CHECK (code <> ''),
      person_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
      PRIMARY KEY (source, code)
    );
    CREATE INDEX person_codes_by_person ON person_codes (person_id);
    """

  private static let merges = Migration(
    "2026-11-22.48 people: merges",
    """
    CREATE TABLE person_merges (
      id TEXT NOT NULL PRIMARY KEY,
      kept_id TEXT NOT NULL REFERENCES persons (id),
      merged_id TEXT NOT NULL REFERENCES persons (id),
      moved_json TEXT NOT NULL,
      actor_id TEXT NOT NULL,
      actor_name TEXT NOT NULL,
      merged_at TEXT NOT NULL,
      undone_at TEXT
    );
    CREATE INDEX person_merges_by_kept ON person_merges (kept_id);
    CREATE INDEX person_merges_by_merged ON person_merges (merged_id);
    """)

  /// Names are found by the one search.
  private static let found = Migration(
    "2026-11-22.49 people: no index of whole names", "DROP INDEX persons_by_search;")
}
