package import Kernel
package import Storage

/// The columns of a file that hold fields of a company's own, by the field's key or its name.
package struct CustomColumns: Sendable {
  package let kind: CustomKind
  /// Those that are asked.
  package private(set) var fields: [CustomField]

  package init(_ kind: CustomKind, _ db: Connection) throws {
    self.kind = kind
    fields = try CustomField.all(of: kind, db).filter { !$0.isRetired }
  }

  /// Only those for which `has` finds a column, asked for as `field.key`.
  package func narrowed(_ has: (String) -> Bool) -> CustomColumns {
    var copy = self
    copy.fields = fields.filter { has($0.columnKey) }
    return copy
  }

  /// What a row says, by field; an empty cell says nothing and leaves what is there. `text` gives the cell of a field.
  package func read(
    _ text: (String) -> String?
  ) throws(CustomFieldRefusal) -> [ID<CustomField>: CustomValue] {
    var said: [ID<CustomField>: CustomValue] = [:]
    for field in fields {
      if let cell = text(field.columnKey), let value = try CustomValue.parse(cell, field) {
        said[field.id] = value
      }
    }
    return said
  }

  /// What some records hold, asked for only where a row could differ from it.
  package func held(by records: some Sequence<String>, _ db: Connection) throws -> [String: [ID<CustomField>:
    CustomValue]]
  {
    fields.isEmpty ? [:] : try CustomValue.of(records, db)
  }
}

/// A field's value of one record, or that it has none: what an import writes, and what its undo puts back.
package struct CustomHeld: Codable, Hashable, Sendable {
  package let field: ID<CustomField>
  package let value: CustomValue?

  /// Where what a row says differs from what is held: the values that it brings, and those that it replaces.
  package static func differences(
    _ said: [ID<CustomField>: CustomValue], _ held: [ID<CustomField>: CustomValue]?
  ) -> (now: [CustomHeld], before: [CustomHeld]) {
    let fields = said.keys.filter { held?[$0] != said[$0] }.sorted()
    return (
      fields.map { CustomHeld(field: $0, value: said[$0]) },
      fields.map { CustomHeld(field: $0, value: held?[$0]) }
    )
  }

  package static func save(_ all: [(record: String, held: [CustomHeld])], _ db: Connection) throws {
    try CustomValue.set(all.flatMap { one in one.held.map { (one.record, $0.field, $0.value) } }, db)
  }
}
