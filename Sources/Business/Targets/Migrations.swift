import Storage

/// The tables of targets, append only.
enum TargetTables {
  static let migrations: [Migration] = [targets, requests]

  // `own_1` to `own_12` count the metric's smallest unit: the target of a node without children, the hold-back of one
  // that has some. Sums are never kept, so no two can disagree. The calendar is that of the day the targets were set.
  private static let targets = Migration(
    "2026-11-23.30 targets: sets, nodes",
    """
    CREATE TABLE target_sets (
      id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL CHECK (name <> ''),
      year BIGINT NOT NULL,
      metric TEXT NOT NULL CHECK (metric IN ('value', 'units', 'eq-volume')),
      basis TEXT NOT NULL CHECK (basis IN ('pos', 'shipment', 'syndicated')),
      currency TEXT NOT NULL,
      calendar TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('draft', 'agreed')),
      season_known BOOLEAN NOT NULL,
      version BIGINT NOT NULL,
      created_at TEXT NOT NULL
    );
    CREATE UNIQUE INDEX target_sets_by_year ON target_sets (year, metric, basis, currency);
    CREATE TABLE target_nodes (
      id TEXT NOT NULL PRIMARY KEY,
      set_id TEXT NOT NULL REFERENCES target_sets (id) ON DELETE CASCADE,
      parent_id TEXT REFERENCES target_nodes (id) ON DELETE CASCADE,
      place BIGINT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('company', 'team', 'manager', 'account', 'product')),
      team_id TEXT REFERENCES teams (id),
      user_id TEXT REFERENCES users (id),
      account_id TEXT REFERENCES accounts (id),
      product_id TEXT REFERENCES products (id),
      own_1 BIGINT NOT NULL, own_2 BIGINT NOT NULL, own_3 BIGINT NOT NULL, own_4 BIGINT NOT NULL,
      own_5 BIGINT NOT NULL, own_6 BIGINT NOT NULL, own_7 BIGINT NOT NULL, own_8 BIGINT NOT NULL,
      own_9 BIGINT NOT NULL, own_10 BIGINT NOT NULL, own_11 BIGINT NOT NULL, own_12 BIGINT NOT NULL
    );
    CREATE INDEX target_nodes_by_set ON target_nodes (set_id, place);
    CREATE INDEX target_nodes_by_parent ON target_nodes (parent_id);
    CREATE INDEX target_nodes_by_team ON target_nodes (team_id);
    CREATE INDEX target_nodes_by_user ON target_nodes (user_id);
    CREATE INDEX target_nodes_by_account ON target_nodes (account_id, set_id);
    CREATE INDEX target_nodes_by_product ON target_nodes (product_id);
    """)

  private static let requests = Migration(
    "2026-11-23.31 targets: requests for change",
    """
    CREATE TABLE target_requests (
      id TEXT NOT NULL PRIMARY KEY,
      node_id TEXT NOT NULL REFERENCES target_nodes (id) ON DELETE CASCADE,
      source TEXT NOT NULL CHECK (source IN ('hold-back', 'siblings', 'above')),
      before_amount BIGINT NOT NULL,
      asked_amount BIGINT NOT NULL,
      reason TEXT NOT NULL CHECK (reason <> ''),
      asked_by TEXT NOT NULL,
      asked_by_name TEXT NOT NULL,
      asked_at TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('open', 'approved', 'declined')),
      decided_by TEXT,
      decided_by_name TEXT,
      decided_at TEXT,
      note TEXT NOT NULL
    );
    CREATE INDEX target_requests_by_node ON target_requests (node_id, id);
    CREATE INDEX target_requests_by_status ON target_requests (status, id);
    """)
}
