import Storage

enum RelationshipTables {
  static let migrations: [Migration] = [tables]

  private static let tables = Migration(
    "2026-11-22.84 relationships: influence, places on the map, required roles, pairs, single threads",
    """
    CREATE TABLE influences (
      id TEXT NOT NULL PRIMARY KEY,
      account_id TEXT NOT NULL REFERENCES accounts (id),
      from_id TEXT NOT NULL REFERENCES persons (id),
      to_id TEXT NOT NULL REFERENCES persons (id) CHECK (to_id <> from_id),
      force TEXT NOT NULL CHECK (force IN ('supports', 'persuades', 'blocks')),
      note TEXT NOT NULL,
      first_day TEXT NOT NULL,
      last_day TEXT NOT NULL CHECK (last_day >= first_day),
      actor_name TEXT NOT NULL
    );
    CREATE INDEX influences_by_account ON influences (account_id, id);
    CREATE INDEX influences_by_from ON influences (from_id);
    CREATE INDEX influences_by_to ON influences (to_id);
    CREATE TABLE map_places (
      account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
      person_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
      x BIGINT NOT NULL,
      y BIGINT NOT NULL,
      PRIMARY KEY (account_id, person_id)
    );
    CREATE TABLE required_roles (
      tier TEXT NOT NULL,
      role TEXT NOT NULL,
      PRIMARY KEY (tier, role)
    );
    INSERT INTO required_roles (tier, role) VALUES ('A', 'economicBuyer');
    INSERT INTO required_roles (tier, role) VALUES ('A', 'decisionMaker');
    INSERT INTO required_roles (tier, role) VALUES ('A', 'champion');
    INSERT INTO required_roles (tier, role) VALUES ('A', 'sponsor');
    INSERT INTO required_roles (tier, role) VALUES ('A', 'technicalBuyer');
    INSERT INTO required_roles (tier, role) VALUES ('B', 'economicBuyer');
    INSERT INTO required_roles (tier, role) VALUES ('B', 'decisionMaker');
    INSERT INTO required_roles (tier, role) VALUES ('B', 'champion');
    INSERT INTO required_roles (tier, role) VALUES ('C', 'decisionMaker');
    INSERT INTO required_roles (tier, role) VALUES ('C', 'champion');
    CREATE TABLE executive_pairs (
      id TEXT NOT NULL PRIMARY KEY,
      account_id TEXT NOT NULL REFERENCES accounts (id),
      person_id TEXT NOT NULL REFERENCES persons (id),
      user_id TEXT NOT NULL REFERENCES users (id),
      every_days BIGINT NOT NULL CHECK (every_days > 0),
      created_at TEXT NOT NULL
    );
    CREATE UNIQUE INDEX executive_pairs_once ON executive_pairs (person_id, user_id);
    CREATE INDEX executive_pairs_by_account ON executive_pairs (account_id);
    CREATE TABLE single_threads (
      account_id TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
      person_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
      through BIGINT NOT NULL,
      total BIGINT NOT NULL
    );
    """)
}
