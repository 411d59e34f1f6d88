import Storage

/// The tables of plans, append only.
enum PlanTables {
  static let migrations: [Migration] = [plans, deals]

  private static let deals = Migration(
    "2026-11-23.51 plans: initiatives bound to deals",
    """
    ALTER TABLE plan_items ADD COLUMN deal_id TEXT REFERENCES deals (id) ON DELETE SET NULL;
    CREATE INDEX plan_items_by_deal ON plan_items (deal_id);
    """)

  // One table for all that a plan is made of: what a kind does not use stays null. Amounts are minor units of the
  // plan's currency, percentages hundredths of a percent; base, aim and reached count the unit of the key result.
  private static let plans = Migration(
    "2026-11-23.50 plans: plans, items, versions",
    """
    CREATE TABLE account_plans (
      id TEXT NOT NULL PRIMARY KEY,
      account_id TEXT NOT NULL REFERENCES accounts (id),
      kind TEXT NOT NULL CHECK (kind IN ('account', 'joint')),
      name TEXT NOT NULL CHECK (name <> ''),
      search_key TEXT NOT NULL,
      summary TEXT NOT NULL,
      first_day TEXT NOT NULL,
      last_day TEXT NOT NULL CHECK (last_day >= first_day),
      currency TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('draft', 'signed')),
      number BIGINT NOT NULL,
      version BIGINT NOT NULL,
      created_at TEXT NOT NULL,
      changed_at TEXT NOT NULL,
      signed_at TEXT,
      signed_by TEXT
    );
    CREATE INDEX account_plans_by_account ON account_plans (account_id, first_day);
    CREATE INDEX account_plans_by_key ON account_plans (search_key);
    CREATE TABLE plan_items (
      id TEXT NOT NULL PRIMARY KEY,
      plan_id TEXT NOT NULL REFERENCES account_plans (id) ON DELETE CASCADE,
      parent_id TEXT REFERENCES plan_items (id) ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (kind IN ('goal', 'swot', 'objective', 'key-result', 'initiative', 'role', 'action',
        'risk', 'competitor', 'promise', 'gain')),
      title TEXT NOT NULL CHECK (title <> ''),
      note TEXT NOT NULL,
      mark TEXT,
      standing TEXT NOT NULL,
      owner_id TEXT REFERENCES users (id),
      due TEXT,
      done_on TEXT,
      amount BIGINT,
      percent BIGINT,
      residual_amount BIGINT,
      residual_percent BIGINT,
      base BIGINT,
      aim BIGINT,
      reached BIGINT,
      is_shared BOOLEAN NOT NULL,
      version BIGINT NOT NULL,
      created_at TEXT NOT NULL,
      changed_at TEXT NOT NULL
    );
    CREATE INDEX plan_items_by_plan ON plan_items (plan_id, kind, id);
    CREATE INDEX plan_items_by_parent ON plan_items (parent_id);
    CREATE INDEX plan_items_by_owner ON plan_items (owner_id);
    CREATE INDEX plan_items_by_due ON plan_items (standing, kind, due);
    CREATE TABLE plan_versions (
      plan_id TEXT NOT NULL REFERENCES account_plans (id) ON DELETE CASCADE,
      number BIGINT NOT NULL,
      signed_by TEXT NOT NULL,
      signed_at TEXT NOT NULL,
      snapshot TEXT NOT NULL,
      PRIMARY KEY (plan_id, number)
    );
    """)
}
