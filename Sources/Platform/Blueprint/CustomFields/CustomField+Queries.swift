import Foundation
package import Kernel
package import Storage

extension CustomField {
  static let migration = Migration(
    "2026-11-22.03 platform: fields of a company's own, and what is said in them",
    """
    CREATE TABLE custom_fields (
      id TEXT NOT NULL PRIMARY KEY,
      record TEXT NOT NULL CHECK (record <> ''),
      field_key TEXT NOT NULL CHECK (field_key <> ''),
      name TEXT NOT NULL CHECK (name <> ''),
      type TEXT NOT NULL CHECK (type IN ('text', 'number', 'money', 'day', 'yesNo', 'oneOf', 'severalOf')),
      decimals BIGINT NOT NULL CHECK (decimals >= 0),
      currency TEXT,
      choices_json TEXT NOT NULL,
      help TEXT NOT NULL,
      is_required BOOLEAN NOT NULL,
      is_listed BOOLEAN NOT NULL,
      place BIGINT NOT NULL,
      retired_at TEXT,
      version BIGINT NOT NULL
    );
    CREATE UNIQUE INDEX custom_fields_by_key ON custom_fields (record, field_key);
    CREATE TABLE custom_values (
      record_id TEXT NOT NULL,
      field_id TEXT NOT NULL REFERENCES custom_fields (id),
      place BIGINT NOT NULL,
      text_value TEXT,
      number_value BIGINT,
      currency TEXT,
      day_value TEXT,
      flag_value BOOLEAN,
      PRIMARY KEY (record_id, field_id, place)
    );
    CREATE INDEX custom_values_by_text ON custom_values (field_id, text_value);
    CREATE INDEX custom_values_by_number ON custom_values (field_id, number_value);
    CREATE INDEX custom_values_by_day ON custom_values (field_id, day_value);
    """)

  private static let columns: SQL =
    "id, record, field_key, name, type, decimals, currency, choices_json, help, is_required, is_listed, place, retired_at, version"

  private init(_ row: Row) throws {
    id = try row.id(0)
    record = try row.text(1)
    key = try row.text(2)
    name = try row.text(3)
    type = try row.choice(4)
    decimals = try row.int(5)
    currency = try row.currencyOrNil(6)
    choices = try JSONDecoder().decode([String].self, from: Data(try row.text(7).utf8))
    help = try row.text(8)
    isRequired = try row.bool(9)
    isListed = try row.bool(10)
    place = try row.int(11)
    retiredAt = try row.momentOrNil(12)
    version = try row.int(13)
  }

  /// The fields of a kind in their order, retired ones among them.
  package static func all(of kind: CustomKind, _ db: Connection) throws -> [CustomField] {
    try db.all("SELECT \(columns) FROM custom_fields WHERE record = \(kind.name) ORDER BY place, field_key") {
      try CustomField($0)
    }
  }

  static func all(_ db: Connection) throws -> [CustomField] {
    try db.all("SELECT \(columns) FROM custom_fields ORDER BY record, place, field_key") {
      try CustomField($0)
    }
  }

  static func find(_ id: ID<CustomField>, _ db: Connection) throws -> CustomField {
    guard
      let found = try db.first(
        "SELECT \(columns) FROM custom_fields WHERE id = \(id)", { try CustomField($0) })
    else { throw CustomFieldRefusal.notThere }
    return found
  }

  /// Inserts a field, or saves a change to the version before its own.
  static func save(_ field: CustomField, _ db: Connection) throws {
    let saved = try db.run(
      """
      INSERT INTO custom_fields (\(columns)) VALUES (\(field.id), \(field.record), \(field.key), \(field.name),
        \(field.type), \(field.decimals), \(field.currency), \(try JSON.text(of: field.choices)), \(field.help),
        \(field.isRequired), \(field.isListed), \(field.place), \(field.retiredAt), \(field.version))
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, decimals = excluded.decimals,
        currency = excluded.currency, choices_json = excluded.choices_json, help = excluded.help,
        is_required = excluded.is_required, is_listed = excluded.is_listed, place = excluded.place,
        retired_at = excluded.retired_at, version = excluded.version
      WHERE custom_fields.version = excluded.version - 1
      """)
    guard saved == 1 else { throw CustomFieldRefusal.changedMeanwhile }
  }

  static func setPlaces(_ fields: [CustomField], _ db: Connection) throws {
    for (place, field) in fields.enumerated() where field.place != place + 1 {
      try db.run("UPDATE custom_fields SET place = \(place + 1) WHERE id = \(field.id)")
    }
  }

  /// In how many records each field says something.
  static func counts(_ db: Connection) throws -> [ID<CustomField>: Int] {
    let pairs = try db.all(
      "SELECT field_id, COUNT(DISTINCT record_id) FROM custom_values GROUP BY field_id ORDER BY field_id"
    ) { (try $0.id(0, as: CustomField.self), try $0.int(1)) }
    return Dictionary(uniqueKeysWithValues: pairs)
  }
}

extension CustomValue {
  /// What some records hold, by record and field.
  package static func of(
    _ records: some Sequence<String>, _ db: Connection
  ) throws -> [String: [ID<CustomField>: CustomValue]] {
    var found: [String: [ID<CustomField>: CustomValue]] = [:]
    let records = Array(records)
    for start in stride(from: 0, to: records.count, by: 500) {
      let some = records[start..<min(start + 500, records.count)]
      try db.each(
        """
        SELECT v.record_id, v.field_id, f.type, v.text_value, v.number_value, v.currency, v.day_value, v.flag_value
        FROM custom_values v JOIN custom_fields f ON f.id = v.field_id
        WHERE v.record_id IN \(SQL.list(some)) ORDER BY v.record_id, v.field_id, v.place
        """
      ) { row in
        let record = try row.text(0), field = try row.id(1, as: CustomField.self)
        let value = try CustomValue(row)
        if case .words(let more) = value, case .words(let words)? = found[record]?[field] {
          found[record]?[field] = .words(words + more)
        } else {
          found[record, default: [:]][field] = value
        }
      }
    }
    return found
  }

  private init(_ row: Row) throws {
    switch try row.choice(2, as: CustomField.Kind.self) {
    case .text: self = .text(try row.text(3))
    case .number: self = .number(try row.int64(4))
    case .money: self = .money(Money(minor: try row.int64(4), currency: try row.currency(5)))
    case .day: self = .day(try row.day(6))
    case .yesNo: self = .flag(try row.bool(7))
    case .oneOf, .severalOf: self = .words([try row.text(3)])
    }
  }

  private func rows(_ record: String, _ field: ID<CustomField>) -> [[Value]] {
    func row(
      _ place: Int = 0, text: String? = nil, number: Int64? = nil, currency: Currency? = nil, day: Day? = nil,
      flag: Bool? = nil
    ) -> [Value] {
      [
        record.value, field.value, place.value, text.value, number.value, currency.value, day.value,
        flag.value,
      ]
    }
    return switch self {
    case .text(let text): [row(text: text)]
    case .number(let units): [row(number: units)]
    case .money(let money): [row(number: money.minor, currency: money.currency)]
    case .day(let day): [row(day: day)]
    case .flag(let flag): [row(flag: flag)]
    case .words(let words): words.enumerated().map { row($0.offset, text: $0.element) }
    }
  }

  /// Puts values in the place of what records held in these fields; nil takes away.
  package static func set(
    _ values: [(record: String, field: ID<CustomField>, value: CustomValue?)], _ db: Connection
  ) throws {
    guard !values.isEmpty else { return }
    for (field, some) in Dictionary(grouping: values, by: \.field) {
      for start in stride(from: 0, to: some.count, by: 500) {
        let records = some[start..<min(start + 500, some.count)].map(\.record)
        try db.run(
          "DELETE FROM custom_values WHERE field_id = \(field) AND record_id IN \(SQL.list(records))")
      }
    }
    try db.insertMany(
      into: "custom_values",
      columns: [
        "record_id", "field_id", "place", "text_value", "number_value", "currency", "day_value", "flag_value",
      ],
      rows: values.flatMap { one in one.value?.rows(one.record, one.field) ?? [] })
  }

  /// Takes away all that some records hold: they are deleted, or a person is erased.
  package static func forget(_ records: some Sequence<String>, _ db: Connection) throws {
    let records = Array(records)
    for start in stride(from: 0, to: records.count, by: 500) {
      let some = records[start..<min(start + 500, records.count)]
      try db.run("DELETE FROM custom_values WHERE record_id IN \(SQL.list(some))")
    }
  }
}

extension CustomChange {
  /// Checks what a call says of a record that is there; nothing said changes nothing.
  package static func of<Subject>(
    _ id: ID<Subject>, _ kind: CustomKind, by input: CustomInput?, _ db: Connection
  ) throws -> CustomChange {
    guard let input, !input.values.isEmpty else { return try CustomChange(CustomInput([:]), kind, [], [:]) }
    return try CustomChange(
      input, kind, try CustomField.all(of: kind, db), try CustomValue.of([id.text], db)[id.text] ?? [:])
  }

  /// Checks what a call says of a new record. What people add must have the needed fields.
  package static func new(
    _ kind: CustomKind, by input: CustomInput?, complete: Completeness, _ db: Connection
  ) throws -> CustomChange {
    let fields = try CustomField.all(of: kind, db)
    let change = try CustomChange(input ?? CustomInput([:]), kind, fields, [:])
    if complete == .asked { try change.checkComplete(fields) }
    return change
  }

  /// Whether a new record is refused without its needed fields: not where it is made in passing.
  package enum Completeness: Sendable { case asked, notAsked }

  package func save<Subject>(_ id: ID<Subject>, _ db: Connection) throws {
    try CustomValue.set(parts.map { (id.text, $0.field.id, $0.after) }, db)
  }
}

extension CustomRecord {
  /// What a record holds, in the order of the fields; retired ones where something was said.
  package static func of<Subject>(
    _ id: ID<Subject>, _ kind: CustomKind, _ db: Connection
  ) throws -> CustomRecord {
    guard let held = try CustomValue.of([id.text], db)[id.text] else { return CustomRecord() }
    return CustomRecord(
      try CustomField.all(of: kind, db).compactMap { field in
        held[field.id].map { value in
          Line(
            key: field.key, name: field.isRetired ? "\(field.name) (retired)" : field.name, help: field.help,
            shown: value.cell(field).shown, json: value.json(of: field))
        }
      })
  }
}
