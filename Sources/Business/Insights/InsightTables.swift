import Storage

/// The tables of insights, append only.
enum InsightTables {
  static let migrations: [Migration] = [analyses, alerts, deliveries]

  private static let analyses = Migration(
    "2026-11-22.70 insights: saved analyses, dashboards",
    """
    CREATE TABLE insight_analyses (
      id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL CHECK (name <> ''),
      owner_id TEXT NOT NULL,
      owner_name TEXT NOT NULL,
      is_shared BOOLEAN NOT NULL,
      address TEXT NOT NULL,
      created_at TEXT NOT NULL
    );
    CREATE UNIQUE INDEX insight_analyses_by_owner ON insight_analyses (owner_id, name);
    CREATE TABLE insight_dashboards (
      id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL CHECK (name <> ''),
      owner_id TEXT NOT NULL,
      owner_name TEXT NOT NULL,
      is_shared BOOLEAN NOT NULL,
      created_at TEXT NOT NULL
    );
    CREATE UNIQUE INDEX insight_dashboards_by_owner ON insight_dashboards (owner_id, name);
    CREATE TABLE insight_panels (
      dashboard_id TEXT NOT NULL REFERENCES insight_dashboards (id) ON DELETE CASCADE,
      analysis_id TEXT NOT NULL REFERENCES insight_analyses (id) ON DELETE CASCADE,
      place BIGINT NOT NULL,
      PRIMARY KEY (dashboard_id, analysis_id)
    );
    CREATE INDEX insight_panels_by_analysis ON insight_panels (analysis_id);
    """)

  // The threshold counts ten-thousandths of the metric's unit, or of a percent where a change is watched.
  private static let alerts = Migration(
    "2026-11-22.71 insights: alerts and what they found",
    """
    CREATE TABLE insight_alerts (
      id TEXT NOT NULL PRIMARY KEY,
      analysis_id TEXT NOT NULL REFERENCES insight_analyses (id) ON DELETE CASCADE,
      owner_id TEXT NOT NULL,
      metric TEXT NOT NULL,
      rule TEXT NOT NULL CHECK (rule IN ('above', 'below', 'rises', 'falls')),
      threshold BIGINT NOT NULL,
      created_at TEXT NOT NULL,
      checked_at TEXT
    );
    CREATE INDEX insight_alerts_by_owner ON insight_alerts (owner_id, id);
    CREATE INDEX insight_alerts_by_analysis ON insight_alerts (analysis_id);
    CREATE TABLE insight_findings (
      id TEXT NOT NULL PRIMARY KEY,
      alert_id TEXT NOT NULL REFERENCES insight_alerts (id) ON DELETE CASCADE,
      row_key TEXT NOT NULL,
      name TEXT NOT NULL,
      arithmetic TEXT NOT NULL,
      address TEXT NOT NULL,
      is_standing BOOLEAN NOT NULL,
      found_at TEXT NOT NULL
    );
    CREATE INDEX insight_findings_by_alert ON insight_findings (alert_id, is_standing, row_key);
    CREATE TABLE insight_marks (
      name TEXT NOT NULL PRIMARY KEY,
      value TEXT NOT NULL
    );
    """)

  private static let deliveries = Migration(
    "2026-11-22.72 insights: scheduled deliveries",
    """
    CREATE TABLE insight_deliveries (
      id TEXT NOT NULL PRIMARY KEY,
      analysis_id TEXT NOT NULL REFERENCES insight_analyses (id) ON DELETE CASCADE,
      owner_id TEXT NOT NULL,
      rhythm TEXT NOT NULL CHECK (rhythm IN ('daily', 'weekly')),
      format TEXT NOT NULL CHECK (format IN ('csv', 'xlsx')),
      next_day TEXT NOT NULL,
      created_at TEXT NOT NULL
    );
    CREATE INDEX insight_deliveries_by_owner ON insight_deliveries (owner_id, id);
    CREATE INDEX insight_deliveries_by_day ON insight_deliveries (next_day);
    CREATE INDEX insight_deliveries_by_analysis ON insight_deliveries (analysis_id);
    CREATE TABLE insight_files (
      id TEXT NOT NULL PRIMARY KEY,
      delivery_id TEXT NOT NULL,
      owner_id TEXT NOT NULL,
      name TEXT NOT NULL,
      path TEXT NOT NULL,
      rows BIGINT NOT NULL,
      made_at TEXT NOT NULL
    );
    CREATE INDEX insight_files_by_owner ON insight_files (owner_id, id);
    """)
}
