import Storage

enum ActivityTables {
  static let migrations: [Migration] = [interactions, tasks, contact, feeds, words]

  // Words are compared by ranges, so PostgreSQL must order them by their bytes as SQLite does.
  private static let interactions = Migration(
    "2026-11-22.80 activity: interactions", sqlite: interactions(word: "TEXT"),
    postgres: interactions(word: "TEXT COLLATE \"C\""))

  private static func interactions(word: String) -> String { dealings + "\n" + dealingWords(word) }

  private static let dealings =
    """
    CREATE TABLE interactions (
      id TEXT NOT NULL PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('call', 'meeting', 'visit', 'email', 'note', 'file')),
      subject TEXT NOT NULL CHECK (subject <> ''),
      body TEXT NOT NULL,
      account_id TEXT NOT NULL REFERENCES accounts (id),
      happened_at TEXT NOT NULL,
      on_day TEXT NOT NULL,
      minutes BIGINT CHECK (minutes >= 0),
      direction TEXT NOT NULL CHECK (direction IN ('ours', 'theirs', 'both')),
      is_contact BOOLEAN NOT NULL,
      owner_id TEXT REFERENCES users (id),
      source TEXT NOT NULL,
      message_key TEXT UNIQUE,
      file_name TEXT,
      file_path TEXT,
      file_bytes BIGINT,
      version BIGINT NOT NULL,
      created_at TEXT NOT NULL,
      changed_at TEXT NOT NULL
    );
    CREATE INDEX interactions_by_account ON interactions (account_id, on_day, id);
    CREATE INDEX interactions_by_day ON interactions (on_day, id);
    CREATE INDEX interactions_by_owner ON interactions (owner_id, on_day);
    CREATE TABLE interaction_persons (
      interaction_id TEXT NOT NULL REFERENCES interactions (id) ON DELETE CASCADE,
      person_id TEXT NOT NULL REFERENCES persons (id),
      on_day TEXT NOT NULL,
      is_contact BOOLEAN NOT NULL,
      PRIMARY KEY (interaction_id, person_id)
    );
    CREATE INDEX interaction_persons_by_person ON interaction_persons (person_id, is_contact, on_day, interaction_id);
    """

  private static func dealingWords(_ word: String) -> String {
    """
    CREATE TABLE interaction_words (
      word \(word) NOT NULL,
      interaction_id TEXT NOT NULL REFERENCES interactions (id) ON DELETE CASCADE,
      PRIMARY KEY (word, interaction_id)
    );
    CREATE INDEX interaction_words_by_interaction ON interaction_words (interaction_id);
    """
  }

  private static let tasks = Migration(
    "2026-11-22.81 activity: tasks, promises, decisions", sqlite: tasks(key: "TEXT"),
    postgres: tasks(key: "TEXT COLLATE \"C\""))

  private static func tasks(key: String) -> String { todos(key) + "\n" + decisions(key) }

  private static func todos(_ key: String) -> String {
    """
    CREATE TABLE tasks (
      id TEXT NOT NULL PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('task', 'promise', 'expectation')),
      title TEXT NOT NULL CHECK (title <> ''),
      search_key \(key) NOT NULL,
      note TEXT NOT NULL,
      account_id TEXT NOT NULL REFERENCES accounts (id),
      person_id TEXT REFERENCES persons (id),
      interaction_id TEXT REFERENCES interactions (id) ON DELETE SET NULL,
      owner_id TEXT REFERENCES users (id),
      due_day TEXT,
      closed_on TEXT,
      outcome TEXT CHECK (outcome IN ('done', 'kept', 'broken', 'dropped')),
      evidence TEXT NOT NULL,
      version BIGINT NOT NULL,
      created_at TEXT NOT NULL,
      changed_at TEXT NOT NULL
    );
    CREATE INDEX tasks_open_by_day ON tasks (due_day, id) WHERE closed_on IS NULL;
    CREATE INDEX tasks_by_account ON tasks (account_id, closed_on, due_day);
    CREATE INDEX tasks_by_owner ON tasks (owner_id, closed_on, due_day);
    CREATE INDEX tasks_by_person ON tasks (person_id) WHERE person_id IS NOT NULL;
    CREATE INDEX tasks_by_name ON tasks (search_key);
    """
  }

  private static func decisions(_ key: String) -> String {
    """
    CREATE TABLE decisions (
      id TEXT NOT NULL PRIMARY KEY,
      title TEXT NOT NULL CHECK (title <> ''),
      search_key \(key) NOT NULL,
      reason TEXT NOT NULL,
      account_id TEXT NOT NULL REFERENCES accounts (id),
      interaction_id TEXT REFERENCES interactions (id) ON DELETE SET NULL,
      decided_by TEXT NOT NULL,
      decided_on TEXT NOT NULL,
      review_on TEXT,
      created_at TEXT NOT NULL,
      actor_name TEXT NOT NULL
    );
    CREATE INDEX decisions_by_account ON decisions (account_id, decided_on, id);
    CREATE INDEX decisions_by_day ON decisions (decided_on, id);
    """
  }

  private static let contact = Migration(
    "2026-11-22.82 activity: contact strategy",
    """
    CREATE TABLE contact_policies (
      tier TEXT NOT NULL PRIMARY KEY,
      account_days BIGINT NOT NULL CHECK (account_days > 0),
      person_days BIGINT NOT NULL CHECK (person_days > 0),
      version BIGINT NOT NULL
    );
    INSERT INTO contact_policies (tier, account_days, person_days, version) VALUES ('A', 14, 45, 1);
    INSERT INTO contact_policies (tier, account_days, person_days, version) VALUES ('B', 30, 75, 1);
    INSERT INTO contact_policies (tier, account_days, person_days, version) VALUES ('C', 60, 120, 1);
    CREATE TABLE account_contacts (
      account_id TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
      last_day TEXT NOT NULL
    );
    CREATE TABLE account_stakes (
      account_id TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
      minor BIGINT NOT NULL,
      currency TEXT NOT NULL,
      words TEXT NOT NULL
    );
    """)

  private static let feeds = Migration(
    "2026-11-22.83 activity: calendar feeds",
    """
    CREATE TABLE calendar_feeds (
      user_id TEXT NOT NULL PRIMARY KEY REFERENCES users (id),
      secret_hash TEXT NOT NULL UNIQUE,
      created_at TEXT NOT NULL
    );
    """)

  /// Words are kept by the platform's one search; its chore reads them anew.
  private static let words = Migration(
    "2026-11-22.84 activity: words go to the one search", "DROP TABLE interaction_words;")
}
