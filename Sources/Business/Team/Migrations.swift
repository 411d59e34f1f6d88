import Storage

/// The tables of this capability, append only.
enum TeamTables {
  static let migrations = [
    Migration(
      "2026-11-22.10 team: users, teams, sessions, tokens",
      """
      CREATE TABLE teams (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL CHECK (name <> ''),
        search_key TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('team', 'region')),
        parent_id TEXT REFERENCES teams (id) CHECK (parent_id <> id),
        version BIGINT NOT NULL
      );
      CREATE INDEX teams_by_parent ON teams (parent_id);
      CREATE TABLE users (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL CHECK (name <> ''),
        email TEXT NOT NULL,
        email_key TEXT NOT NULL UNIQUE,
        search_key TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('viewer', 'analyst', 'manager', 'director', 'admin')),
        team_id TEXT REFERENCES teams (id),
        password_hash TEXT,
        is_active BOOLEAN NOT NULL,
        theme TEXT NOT NULL CHECK (theme IN ('system', 'light', 'dark')),
        density TEXT NOT NULL CHECK (density IN ('comfortable', 'compact')),
        created_at TEXT NOT NULL,
        last_sign_in_at TEXT,
        version BIGINT NOT NULL
      );
      CREATE INDEX users_by_team ON users (team_id);
      CREATE TABLE invitations (
        user_id TEXT NOT NULL PRIMARY KEY REFERENCES users (id),
        code_hash TEXT NOT NULL UNIQUE,
        expires_at TEXT NOT NULL
      );
      CREATE TABLE sessions (
        id TEXT NOT NULL PRIMARY KEY,
        user_id TEXT NOT NULL REFERENCES users (id),
        token_hash TEXT NOT NULL UNIQUE,
        started_at TEXT NOT NULL,
        last_seen_at TEXT NOT NULL,
        address TEXT NOT NULL,
        device TEXT NOT NULL
      );
      CREATE INDEX sessions_by_user ON sessions (user_id);
      CREATE TABLE tokens (
        id TEXT NOT NULL PRIMARY KEY,
        user_id TEXT NOT NULL REFERENCES users (id),
        name TEXT NOT NULL CHECK (name <> ''),
        start TEXT NOT NULL,
        token_hash TEXT NOT NULL UNIQUE,
        scope TEXT NOT NULL CHECK (scope IN ('read', 'write', 'admin')),
        created_at TEXT NOT NULL,
        expires_at TEXT NOT NULL,
        last_used_at TEXT,
        revoked_at TEXT
      );
      CREATE INDEX tokens_by_user ON tokens (user_id);
      CREATE TABLE sign_in_attempts (
        id TEXT NOT NULL PRIMARY KEY,
        account_key TEXT NOT NULL,
        address_key TEXT NOT NULL,
        at TEXT NOT NULL
      );
      CREATE INDEX sign_in_attempts_by_account ON sign_in_attempts (account_key, at);
      CREATE INDEX sign_in_attempts_by_address ON sign_in_attempts (address_key, at);
      CREATE INDEX sign_in_attempts_by_age ON sign_in_attempts (at)
      """)
  ]
}
