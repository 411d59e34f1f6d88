import Storage

/// The tables of the pipeline.
enum PipelineTables {
  static let migrations: [Migration] = [processes, first, deals, lines, imports, whitespace]

  private static let processes = Migration(
    "2026-11-22.70 pipeline: processes, stages, exchange rates",
    """
    CREATE TABLE deal_processes (
      id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL CHECK (name <> ''),
      search_key TEXT NOT NULL UNIQUE,
      place BIGINT NOT NULL,
      version BIGINT NOT NULL
    );
    CREATE TABLE deal_stages (
      id TEXT NOT NULL PRIMARY KEY,
      process_id TEXT NOT NULL REFERENCES deal_processes (id),
      place BIGINT NOT NULL,
      name TEXT NOT NULL CHECK (name <> ''),
      search_key TEXT NOT NULL,
      outcome TEXT NOT NULL CHECK (outcome IN ('open', 'won', 'lost')),
      prior_wins BIGINT NOT NULL CHECK (prior_wins > 0),
      prior_losses BIGINT NOT NULL CHECK (prior_losses > 0),
      usual_days BIGINT NOT NULL CHECK (usual_days > 0)
    );
    CREATE UNIQUE INDEX deal_stages_by_name ON deal_stages (process_id, search_key);
    CREATE TABLE deal_odds (
      stage_id TEXT NOT NULL REFERENCES deal_stages (id) ON DELETE CASCADE,
      pushes BIGINT NOT NULL CHECK (pushes BETWEEN 0 AND 3),
      closed BIGINT NOT NULL,
      won BIGINT NOT NULL,
      chance_bp BIGINT NOT NULL CHECK (chance_bp BETWEEN 0 AND 10000),
      PRIMARY KEY (stage_id, pushes)
    );
    CREATE TABLE deal_rates (
      currency TEXT NOT NULL,
      first_day TEXT NOT NULL,
      numerator BIGINT NOT NULL CHECK (numerator > 0),
      denominator BIGINT NOT NULL CHECK (denominator > 0),
      into_currency TEXT NOT NULL,
      PRIMARY KEY (currency, into_currency, first_day)
    );
    """)

  /// A process to begin with: its chances are what such stages bring where nothing is known yet.
  private static let first = Migration(
    "2026-11-22.71 pipeline: a process to begin with",
    """
    INSERT INTO deal_processes (id, name, search_key, place, version)
    VALUES ('00000000-0000-7000-8000-000000000100', 'New business', 'new business', 1, 1);
    INSERT INTO deal_stages (id, process_id, place, name, search_key, outcome, prior_wins, prior_losses, usual_days)
    VALUES
    ('00000000-0000-7000-8000-000000000101', '00000000-0000-7000-8000-000000000100', 1, 'Lead', 'lead', 'open', 1, 9, 30),
    ('00000000-0000-7000-8000-000000000102', '00000000-0000-7000-8000-000000000100', 2, 'Qualified', 'qualified', 'open', 2, 8, 45),
    ('00000000-0000-7000-8000-000000000103', '00000000-0000-7000-8000-000000000100', 3, 'Proposal', 'proposal', 'open', 4, 6, 60),
    ('00000000-0000-7000-8000-000000000104', '00000000-0000-7000-8000-000000000100', 4, 'Negotiation', 'negotiation', 'open', 6, 4, 45),
    ('00000000-0000-7000-8000-000000000105', '00000000-0000-7000-8000-000000000100', 5, 'Won', 'won', 'won', 1, 1, 1),
    ('00000000-0000-7000-8000-000000000106', '00000000-0000-7000-8000-000000000100', 6, 'Lost', 'lost', 'lost', 1, 1, 1);
    INSERT INTO deal_odds (stage_id, pushes, closed, won, chance_bp)
    SELECT s.id, p.pushes, 0, 0, CASE WHEN s.outcome = 'won' THEN 10000 WHEN s.outcome = 'lost' THEN 0
      ELSE (s.prior_wins * 10000 / (s.prior_wins + s.prior_losses)) * p.tenths / 1000 END
    FROM deal_stages s CROSS JOIN (SELECT 0 AS pushes, 1000 AS tenths UNION ALL SELECT 1, 800
      UNION ALL SELECT 2, 640 UNION ALL SELECT 3, 512) p;
    """)

  // `value_minor` is the amount in the company's currency; null where nobody has said what a deal is worth.
  private static let deals = Migration(
    "2026-11-22.72 pipeline: deals and what was said of them",
    """
    CREATE TABLE deals (
      id TEXT NOT NULL PRIMARY KEY,
      number BIGINT NOT NULL UNIQUE CHECK (number > 0),
      name TEXT NOT NULL CHECK (name <> ''),
      search_key TEXT NOT NULL,
      account_id TEXT REFERENCES accounts (id),
      owner_id TEXT REFERENCES users (id),
      process_id TEXT NOT NULL REFERENCES deal_processes (id),
      stage_id TEXT NOT NULL REFERENCES deal_stages (id),
      outcome TEXT NOT NULL CHECK (outcome IN ('open', 'won', 'lost')),
      amount_minor BIGINT,
      currency TEXT NOT NULL,
      value_minor BIGINT CHECK ((value_minor IS NULL) = (amount_minor IS NULL)),
      opened_on TEXT NOT NULL,
      stage_since TEXT NOT NULL,
      close_on TEXT,
      first_close_on TEXT,
      pushes BIGINT NOT NULL CHECK (pushes >= 0),
      pushed_days BIGINT NOT NULL CHECK (pushed_days >= 0),
      closed_on TEXT CHECK ((closed_on IS NULL) = (outcome = 'open')),
      reason TEXT,
      competitor TEXT,
      own_chance_bp BIGINT CHECK (own_chance_bp BETWEEN 0 AND 10000),
      chance_why TEXT,
      commitment TEXT NOT NULL CHECK (commitment IN ('pipeline', 'best', 'commit', 'omitted')),
      next_step TEXT,
      next_step_on TEXT,
      lead_source TEXT,
      note TEXT NOT NULL,
      source TEXT,
      code TEXT CHECK ((code IS NULL) = (source IS NULL)),
      version BIGINT NOT NULL,
      created_at TEXT NOT NULL,
      changed_at TEXT NOT NULL
    );
    CREATE UNIQUE INDEX deals_by_code ON deals (source, code) WHERE code IS NOT NULL;
    CREATE INDEX deals_by_stage ON deals (stage_id, COALESCE(close_on, '9999-12-31'), id);
    CREATE INDEX deals_by_outcome ON deals (outcome, close_on, id);
    CREATE INDEX deals_by_name ON deals (search_key, id);
    CREATE INDEX deals_by_account ON deals (account_id, outcome);
    CREATE INDEX deals_by_owner ON deals (owner_id, outcome);
    CREATE INDEX deals_by_closing ON deals (closed_on, id) WHERE closed_on IS NOT NULL;
    CREATE TABLE deal_states (
      deal_id TEXT NOT NULL REFERENCES deals (id) ON DELETE CASCADE,
      place BIGINT NOT NULL,
      on_day TEXT NOT NULL,
      recorded_on TEXT NOT NULL,
      stage_id TEXT NOT NULL REFERENCES deal_stages (id),
      outcome TEXT NOT NULL CHECK (outcome IN ('open', 'won', 'lost')),
      value_minor BIGINT,
      close_on TEXT,
      pushes BIGINT NOT NULL,
      chance_bp BIGINT,
      actor_id TEXT NOT NULL,
      PRIMARY KEY (deal_id, place)
    );
    CREATE INDEX deal_states_by_day ON deal_states (on_day, deal_id);
    CREATE INDEX deal_states_by_stage ON deal_states (stage_id, deal_id);
    """)

  private static let lines = Migration(
    "2026-11-22.73 pipeline: lines and qualification",
    """
    CREATE TABLE deal_lines (
      id TEXT NOT NULL PRIMARY KEY,
      deal_id TEXT NOT NULL REFERENCES deals (id) ON DELETE CASCADE,
      place BIGINT NOT NULL,
      product_id TEXT REFERENCES products (id),
      name TEXT NOT NULL CHECK (name <> ''),
      quantity BIGINT NOT NULL CHECK (quantity > 0),
      price_minor BIGINT NOT NULL,
      UNIQUE (deal_id, place)
    );
    CREATE INDEX deal_lines_by_product ON deal_lines (product_id);
    CREATE TABLE deal_qualifications (
      deal_id TEXT NOT NULL REFERENCES deals (id) ON DELETE CASCADE,
      element TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('unknown', 'partly', 'confirmed')),
      evidence TEXT NOT NULL,
      changed_by TEXT NOT NULL,
      changed_on TEXT NOT NULL,
      PRIMARY KEY (deal_id, element)
    );
    """)

  private static let imports = Migration(
    "2026-11-22.74 pipeline: imports of deals",
    """
    CREATE TABLE deal_imports (
      id TEXT NOT NULL PRIMARY KEY,
      state TEXT NOT NULL CHECK (state IN ('previewed', 'queued', 'applied', 'undone')),
      source TEXT NOT NULL,
      file_path TEXT NOT NULL,
      digest TEXT NOT NULL,
      body_json TEXT NOT NULL,
      created_at TEXT NOT NULL,
      ended_at TEXT
    );
    CREATE INDEX deal_imports_by_digest ON deal_imports (digest, source);
    CREATE TABLE deal_import_changes (
      import_id TEXT NOT NULL REFERENCES deal_imports (id),
      deal_id TEXT NOT NULL REFERENCES deals (id) ON DELETE CASCADE,
      version BIGINT NOT NULL,
      before_json TEXT NOT NULL,
      PRIMARY KEY (import_id, deal_id)
    );
    CREATE INDEX deal_import_changes_by_deal ON deal_import_changes (deal_id);
    ALTER TABLE deals ADD COLUMN import_id TEXT;
    CREATE INDEX deals_by_import ON deals (import_id) WHERE import_id IS NOT NULL;
    """)

  private static let whitespace = Migration(
    "2026-11-22.75 pipeline: whitespace",
    """
    CREATE TABLE whitespace_cells (
      account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
      product_id TEXT NOT NULL REFERENCES products (id) ON DELETE CASCADE,
      state TEXT NOT NULL CHECK (state IN ('competitor', 'inHouse', 'notNeeded', 'unknown')),
      competitor TEXT,
      until TEXT,
      note TEXT NOT NULL,
      changed_on TEXT NOT NULL,
      changed_by TEXT NOT NULL,
      PRIMARY KEY (account_id, product_id)
    );
    CREATE INDEX whitespace_cells_by_product ON whitespace_cells (product_id);
    """)
}
