import Blueprint
import Kernel
import Storage

/// One pass over a file of records: a look, or the import itself. Adds up what the batches do.
struct RecordPass {
  /// How many notes are kept beside an import; the file of rejects has them all.
  static let mostNotes = 1_000

  private(set) var header: [String] = []
  private(set) var counts = RecordImport.Counts()
  private(set) var notes: [RecordNote] = []
  private var changes = 0

  /// Goes through the file. Nothing is changed unless `saved` names the import that it is done for.
  init(
    _ importer: RecordImporter, _ path: String, _ options: RecordImport.Options, saved: ID<RecordImport>?,
    _ context: Context, _ db: Connection
  ) throws {
    let own = try importer.own.map { try CustomColumns($0, db).fields.map(RecordField.init) } ?? []
    let stream = try RecordStream(path: path, fields: importer.fields + own, mapping: options.mapping)
    header = stream.head.header
    let rejects = try RejectsFile(for: path, header: header)
    if saved != nil, importer.rowsAtOnce < .max { try db.makeRoom() }
    let step = try importer.begin(stream.head, options, context, db)
    func go() throws {
      while let sheet = try stream.next(importer.rowsAtOnce) {
        let plan = try step(sheet, db)
        try add(plan, sheet, rejects)
        guard let id = saved else { continue }
        try plan.save(db)
        try RecordImport.insert(plan.changes, of: id, from: changes, db)
        changes += plan.changes.count
      }
    }
    if saved == nil { try go() } else { try importer.fills.run(path, db, go) }
    try rejects.finish()
  }

  private mutating func add(_ plan: RecordPlan, _ sheet: RecordSheet, _ rejects: RejectsFile) throws {
    counts.rows += sheet.lines.count + sheet.broken.count
    counts.new += plan.counts.new
    counts.changed += plan.counts.changed
    counts.unchanged += plan.counts.unchanged
    for note in (plan.notes + sheet.broken).sorted(by: { ($0.line, $0.field) < ($1.line, $1.field) }) {
      if note.kind == .rejected {
        counts.rejected += 1
        try rejects.add(note.row, line: note.line, field: note.field, note.reason)
      } else if note.kind == .duplicate {
        counts.duplicates += 1
      }
      if notes.count < RecordPass.mostNotes { notes.append(note) }
    }
  }
}
