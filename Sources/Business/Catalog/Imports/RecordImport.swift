package import Blueprint
package import Foundation
package import Kernel
package import Storage

/// An import of a file of records: looked at first, then applied, then perhaps undone.
package struct RecordImport: Reply, Located, Hashable {
  package enum State: String, Choice { case previewed, queued, applied, undone }

  package struct Counts: Codable, Hashable, Sendable {
    package var rows = 0
    package var new = 0
    package var changed = 0
    package var unchanged = 0
    package var rejected = 0
    package var duplicates = 0
    package init() {}
  }

  /// What the file needs beside itself.
  package struct Options: Codable, Hashable, Sendable {
    /// Field to head, where heads are called otherwise.
    package var mapping: [String: String] = [:]
    /// Whose codes the column “code” holds, where no column says so.
    package var source: String?
  }

  package let id: ID<RecordImport>
  package let kind: String
  package var state: State
  package let fileName: String
  package let options: Options
  package let header: [String]
  package var counts: Counts
  /// The first notes; the rejects come as a file.
  package var notes: [RecordNote]
  package let actor: String
  package let createdAt: Date
  package var endedAt: Date?

  package var location: String { "/\(kind)/imports/\(id)" }

  package struct New: Codable, Sendable {
    package var file: Upload
    /// `field=head;field=head`.
    package var mapping: String?
    package var source: String?
    /// True: at once, without a look first.
    package var apply: Bool?

    package init(file: Upload, mapping: String? = nil, source: String? = nil, apply: Bool? = nil) {
      self.file = file
      self.mapping = mapping
      self.source = source
      self.apply = apply
    }

    func options() throws(RecordImportRefusal) -> Options {
      var options = Options()
      options.source = source
      for pair in (mapping ?? "").split(separator: ";") {
        let parts = pair.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else { throw .badMapping(String(pair)) }
        options.mapping[parts[0].trimmed] = parts[1].trimmed
      }
      return options
    }
  }

  package struct Wanted: Codable, Sendable {
    package var id: ID<RecordImport>
    package init(id: ID<RecordImport>) { self.id = id }
  }
}

/// What an import would do to one kind of record, and how it does it.
package struct RecordPlan: Sendable {
  /// A record that is made (nothing before) or changed; what stood before is whatever its undo needs.
  package struct Change: Sendable {
    package let record: String
    package let version: Int
    package let before: String?

    package init(record: String, version: Int, before: String?) {
      self.record = record
      self.version = version
      self.before = before
    }
  }

  package var counts = RecordImport.Counts()
  package var notes: [RecordNote] = []
  package var changes: [Change] = []
  package var save: @Sendable (Connection) throws -> Void = { _ in }

  package init() {}

  package mutating func reject(_ line: RecordLine, _ field: String, _ reason: String) {
    notes.append(RecordNote(.rejected, line, field: field, reason))
  }
}

/// One kind of record that comes in files.
package struct RecordImporter: Sendable {
  /// Plans what some rows would do. It may remember rows of earlier calls.
  package typealias Step = (RecordSheet, Connection) throws -> RecordPlan

  package let kind: String
  package let nouns: String
  package let fields: [RecordField]
  /// The kind of record whose own fields are columns, too.
  package let own: CustomKind?
  /// How many rows are planned, and saved, before the next are read; all at once where rows may refer to later ones.
  let rowsAtOnce: Int
  let fills: BulkFill
  let begin: @Sendable (RecordSheet, RecordImport.Options, Context, Connection) throws -> Step
  let undo: @Sendable ([RecordPlan.Change], Context, Connection) throws -> Void

  package init(
    kind: String, nouns: String, fields: [RecordField], own: CustomKind? = nil,
    plan: @escaping @Sendable (RecordSheet, RecordImport.Options, Context, Connection) throws -> RecordPlan,
    undo: @escaping @Sendable ([RecordPlan.Change], Context, Connection) throws -> Void
  ) {
    self.init(
      kind: kind, nouns: nouns, fields: fields, own: own, rowsAtOnce: .max, fills: BulkFill([]),
      begin: { _, options, context, _ in { sheet, db in try plan(sheet, options, context, db) } }, undo: undo)
  }

  /// In constant memory: `begin` is handed the head of the file, what it answers some rows after others. So is `undo`.
  package init(
    kind: String, nouns: String, fields: [RecordField], own: CustomKind? = nil, rowsAtOnce: Int,
    fills: BulkFill,
    begin: @escaping @Sendable (RecordSheet, RecordImport.Options, Context, Connection) throws -> Step,
    undo: @escaping @Sendable ([RecordPlan.Change], Context, Connection) throws -> Void
  ) {
    self.kind = kind
    self.nouns = nouns
    self.fields = fields
    self.own = own
    self.rowsAtOnce = rowsAtOnce
    self.fills = fills
    self.begin = begin
    self.undo = undo
  }
}

extension Substring {
  var trimmed: String {
    let start = drop { $0.isWhitespace }
    return start.lastIndex { !$0.isWhitespace }.map { String(start[...$0]) } ?? ""
  }
}
