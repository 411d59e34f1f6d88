package import Storage

/// The tables that the platform itself keeps.
package enum PlatformTables {
  package static let migrations: [Migration] = [
    Migration(
      "2026-11-22.01 platform: events, jobs, idempotency keys, settings",
      """
      CREATE TABLE events (
        id TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        subject_id TEXT NOT NULL,
        actor_id TEXT NOT NULL,
        actor_name TEXT NOT NULL,
        at TEXT NOT NULL,
        before_json TEXT,
        after_json TEXT,
        request_id TEXT NOT NULL
      );
      CREATE INDEX events_by_subject ON events (subject_id, id);
      CREATE TABLE jobs (
        id TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
        done BIGINT NOT NULL,
        total BIGINT NOT NULL,
        word TEXT NOT NULL,
        input_json TEXT NOT NULL,
        result_json TEXT,
        problem TEXT,
        subject TEXT,
        actor_id TEXT NOT NULL,
        actor_name TEXT NOT NULL,
        actor_role TEXT NOT NULL,
        worker TEXT,
        created_at TEXT NOT NULL,
        started_at TEXT,
        heard_at TEXT,
        ended_at TEXT,
        attempts BIGINT NOT NULL
      );
      CREATE INDEX jobs_by_state ON jobs (state, id);
      CREATE TABLE idempotency_keys (
        actor_id TEXT NOT NULL,
        key TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        status BIGINT,
        location TEXT,
        body TEXT,
        created_at TEXT NOT NULL,
        PRIMARY KEY (actor_id, key)
      );
      CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
      CREATE TABLE settings (
        name TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL
      );
      """),
    SearchEntry.migration,
    CustomField.migration,
    SearchEntry.longerBeginnings,
  ]
}
