import Kernel
import Storage

/// A small schema that uses every type and every kind of constraint.
enum Samples {
  enum Team {}
  enum Person {}

  enum Mood: String, Bindable { case glad, sad }

  static let teams = Migration(
    "2026-01-01.1 teams: create",
    """
    CREATE TABLE teams (
      id TEXT PRIMARY KEY NOT NULL,
      name TEXT NOT NULL,
      CONSTRAINT teams_name UNIQUE (name)
    )
    """)

  static let people = Migration(
    "2026-01-01.2 people: create",
    """
    CREATE TABLE people (
      id TEXT PRIMARY KEY NOT NULL,
      team_id TEXT NOT NULL REFERENCES teams (id),
      name TEXT NOT NULL,
      age BIGINT CONSTRAINT people_age CHECK (age >= 0),
      weight DOUBLE PRECISION,
      is_away BOOLEAN NOT NULL DEFAULT FALSE,
      born TEXT,
      photo BLOB
    );
    -- A BLOB is not translated in a comment; nor in 'text'.
    CREATE INDEX people_by_team ON people (team_id, name);
    CREATE TABLE visits (
      person_id TEXT NOT NULL REFERENCES people (id),
      week BIGINT NOT NULL,
      note TEXT NOT NULL DEFAULT '; BLOB',
      PRIMARY KEY (person_id, week)
    )
    """)

  static let migrations = [people, teams]

  /// Two teams and some people with every awkward value there is.
  @Sendable static func fill(_ db: Connection) throws {
    try db.run("INSERT INTO teams (id, name) VALUES ('t1', 'North'), ('t2', 'Süd')")
    let columns = ["id", "team_id", "name", "age", "weight", "is_away", "born", "photo"]
    let rows: [[Value]] = [
      ["p1", "t1", "Ada", .int(36), .double(0.1 + 0.2), .bool(true), "1815-12-10", .blob([0, 1, 255])],
      ["p2", "t1", "O'Brien; DROP TABLE people", .null, .null, .bool(false), .null, .null],
      ["p3", "t2", "", .int(.max), .double(-1e300), .bool(false), "", .blob([])],
      [
        "p4", "t2", "two\nlines, \"quoted\"\r\n\ttab \\N \\ back", .int(0), .double(.leastNormalMagnitude),
        .bool(true), .null, .null,
      ],
      ["P5", "t2", "Żółć 日本 🥖", .int(1), .double(1), .bool(false), "null", .blob(Array(0...255))],
    ]
    try db.insertMany(into: "people", columns: columns, rows: rows)
    try db.run("INSERT INTO visits (person_id, week) VALUES ('p1', 10), ('p1', 9), ('P5', 1)")
  }
}

extension Value: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self = .text(value) }
}
