import Foundation
package import Kernel
import Storage

extension CustomField {
  package static let wasAdded = EventKind<CustomField>("custom-field.added")
  package static let wasChanged = EventKind<CustomField>("custom-field.changed")
  package static let wasRetired = EventKind<CustomField>("custom-field.retired")
  package static let wasTakenUp = EventKind<CustomField>("custom-field.taken-up")

  /// Adds a field to a kind of record, behind those that it has.
  package static func add(
    _ input: New, among kinds: [CustomKind], _ context: Context
  ) async throws -> CustomField {
    guard let kind = kinds.first(where: { $0.name == input.record }) else {
      throw CustomFieldRefusal.unknownKind(input.record, known: kinds.map(\.name))
    }
    return try await context.write { db in
      let field = try input.field(after: all(of: kind, db), context)
      try save(field, db)
      try context.publish(wasAdded, field.id, after: field, db)
      return field
    }
  }

  package static func change(_ input: Change, _ context: Context) async throws -> CustomField {
    try await context.write { db in
      let old = try find(input.id, db)
      if let seen = input.version, seen != old.version { throw CustomFieldRefusal.changedMeanwhile }
      var new = try old.applying(input)
      guard new != old else { return old }
      new.version += 1
      try save(new, db)
      if new.place != old.place { try reorder(new, db) }
      try context.publish(wasChanged, new.id, before: old, after: new, db)
      return try find(new.id, db)
    }
  }

  /// The others of its kind make room.
  private static func reorder(_ moved: CustomField, _ db: Connection) throws {
    var fields = try all(db).filter { $0.record == moved.record && $0.id != moved.id }
    fields.insert(moved, at: min(moved.place - 1, fields.count))
    try setPlaces(fields, db)
  }

  /// Asks the field no more; what was said in it stays and is shown.
  package static func retire(_ id: ID<CustomField>, _ context: Context) async throws -> CustomField {
    try await setRetired(id, at: context.now, wasRetired, context)
  }

  package static func takeUp(_ id: ID<CustomField>, _ context: Context) async throws -> CustomField {
    try await setRetired(id, at: nil, wasTakenUp, context)
  }

  private static func setRetired(
    _ id: ID<CustomField>, at moment: Date?, _ kind: EventKind<CustomField>, _ context: Context
  ) async throws -> CustomField {
    try await context.write { db in
      var field = try find(id, db)
      guard field.isRetired != (moment != nil) else { return field }
      field.retiredAt = moment
      field.version += 1
      try save(field, db)
      try context.publish(kind, id, db)
      return field
    }
  }
}
