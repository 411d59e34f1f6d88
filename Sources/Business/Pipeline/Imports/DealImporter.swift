import Accounts
import Blueprint
import Catalog
import Files
import Kernel
import Storage

/// Goes through a file of deals batch by batch, in constant memory: looks only, or also writes.
struct DealImporter {
  static let batch = 2_000
  static let fills = BulkFill(["deals", "deal_states", "deal_import_changes", "search_entries"])

  let one: DealImport
  let path: String
  let context: Context
  /// Whether it writes; a look changes nothing.
  let isApplied: Bool
  private var counts = DealImport.Counts()
  private var rejects: [DealImport.Reject] = []
  private var seen = Set<UInt64>()
  private var made: [String: ID<Account>] = [:]
  private var number: Int64 = 0
  private var rejectsFile: RejectsFile?

  init(_ one: DealImport, path: String, isApplied: Bool, _ context: Context) {
    self.one = one
    self.path = path
    self.context = context
    self.isApplied = isApplied
  }

  /// The import with what it found, and, applied, with all of it in the database.
  mutating func run(_ db: Connection) throws -> DealImport {
    let world = try KnownDealWorld(one.options.source, context, db)
    let own = try CustomColumns(Deal.ownFields, db)
    let scan = try DealFileScan(path, one.options, own: own), process = process(world, scan)
    let source = try RowSource.open(path: path)
    let columns = try DealColumns(try source.readHeader(), one.options.mapping, own: own)
    rejectsFile = try RejectsFile(for: path, header: columns.header)
    var reader = DealReader(columns, one.options, world, process, today: context.today)
    let knowsSome = try DealImport.hasDeals(one.options.source, db)
    let maker = DealMaker(
      options: one.options, world: world, process: process, usual: scan.usual(in: process), context: context)
    if isApplied {
      try db.makeRoom()
      try save(process, world, db)
      number = try Deal.nextNumber(db)
    }
    func go() throws {
      var drafts: [DealDraft] = []
      drafts.reserveCapacity(Self.batch)
      while let record = try source.next() {
        if record.count == 0 || (record.count == 1 && record[0].isEmpty) { continue }
        counts.rows += 1
        if let draft = try take(record, &reader) { drafts.append(draft) }
        if drafts.count == Self.batch {
          try settle(drafts, maker, columns.own, knowsSome, db)
          drafts.removeAll(keepingCapacity: true)
        }
      }
      try settle(drafts, maker, columns.own, knowsSome, db)
    }
    if isApplied { try Self.fills.run(path, db, go) } else { try go() }
    try rejectsFile?.finish()
    if isApplied {
      try StageOdds.settle(on: context.today, db)
      try StageStay.settle(db)
    }
    return finished(reader, columns, world)
  }

  private func finished(_ reader: DealReader, _ columns: DealColumns, _ world: KnownDealWorld) -> DealImport {
    var done = one
    done.counts = counts
    done.currency = world.company
    done.columns = columns.taken.map { "\($0.field): \($0.head)" }
    done.findings = reader.order.compactMap { reader.findings[$0] }
    done.rejects = rejects
    return done
  }

  private mutating func take(_ record: borrowing Record, _ reader: inout DealReader) throws -> DealDraft? {
    if let problem = record.problem {
      try reject(record, "", problem.message)
      return nil
    }
    do {
      let draft = try reader.read(record)
      if let code = draft.code, !seen.insert(DealImporter.hash(code)).inserted {
        try reject(record, "code", "The code “\(code)” stands in an earlier row, too. Keep one of them.")
        return nil
      }
      return draft
    } catch let problem as DealReader.Problem {
      try reject(record, problem.field, problem.reason)
      return nil
    }
  }

  /// FNV-1a: the codes of a million rows would not fit the memory that an import may take.
  static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }

  private mutating func reject(_ record: borrowing Record, _ field: String, _ reason: String) throws {
    counts.rejected += 1
    if rejects.count < DealImport.shownRejects {
      rejects.append(.init(line: record.line, field: field, reason: reason))
    }
    var cells: [String] = []
    for place in 0..<record.count { cells.append(record[place].text) }
    try rejectsFile?.add(cells, line: record.line, field: field, reason)
  }

  private mutating func settle(
    _ drafts: [DealDraft], _ maker: DealMaker, _ own: CustomColumns?, _ knowsSome: Bool, _ db: Connection
  ) throws {
    guard !drafts.isEmpty else { return }
    let known =
      knowsSome
      ? try DealImport.known(one.options.source, drafts.compactMap(\.code), maker.world.company, db) : [:]
    let held = try own?.held(by: known.values.map(\.id.text), db) ?? [:]
    var values: [(record: String, held: [CustomHeld])] = []
    var new: [Deal] = [], states: [DealState] = [], changed: [(deal: Deal, before: DealBefore)] = [],
      lines: [(deal: ID<Deal>, place: Int, line: DealLine)] = []
    for var draft in drafts {
      draft.account = try account(draft, db)
      if let old = draft.code.flatMap({ known[$0] }) {
        let said = CustomHeld.differences(draft.own, held[old.id.text])
        guard let deal = try maker.changed(old, by: draft, saysMore: !said.now.isEmpty, db) else {
          counts.unchanged += 1
          continue
        }
        counts.changed += 1
        changed.append((deal, DealBefore(deal: old, own: said.before)))
        values.append((old.id.text, said.now))
        if isApplied, let state = try maker.state(of: deal, after: old, db) { states.append(state) }
      } else {
        let made = try maker.made(draft, number: number, db)
        number += 1
        counts.new += 1
        new.append(made.deal)
        values.append((made.deal.id.text, CustomHeld.differences(draft.own, nil).now))
        states += made.states
        if let line = made.line { lines.append((made.deal.id, 1, line)) }
      }
      count(draft)
    }
    guard isApplied else { return }
    try write(new, changed, states, db)
    try DealLine.insert(lines, db)
    try CustomHeld.save(values, db)
  }

  private func write(
    _ new: [Deal], _ changed: [(deal: Deal, before: DealBefore)], _ states: [DealState], _ db: Connection
  ) throws {
    try DealImport.insert(new, [], of: one.id, by: context.actor.id, db)
    try Deal.write(changed.map(\.deal), db)
    try DealState.insert(states, by: context.actor.id, db)
    try DealImport.insert(changes: changed, of: one.id, db)
  }

  private mutating func count(_ draft: DealDraft) {
    switch draft.stage.outcome {
    case .open: counts.open += 1
    case .won:
      counts.won += 1
      counts.wonMinor += draft.amount?.minor ?? 0
    case .lost: counts.lost += 1
    }
    if draft.account == nil, draft.newAccount == nil { counts.withoutAccount += 1 }
    if draft.amount == nil { counts.withoutValue += 1 }
  }

  /// The account of a row; a prospect is made where that was wanted.
  private mutating func account(_ draft: DealDraft, _ db: Connection) throws -> ID<Account>? {
    guard let name = draft.newAccount, isApplied else { return draft.account }
    let key = SearchKey.fold(name)
    if let id = made[key] { return id }
    var input = Account.New(name: String(name.prefix(Deal.longest)), kind: .group)
    input.status = .prospect
    let id = try Account.add(input, context, db).id
    made[key] = id
    return id
  }

  /// The process that the rows go through: one that is there, with what stages it lacks, or a new one.
  private func process(_ world: KnownDealWorld, _ scan: DealFileScan) -> DealProcess {
    let name = one.options.process ?? one.options.source, key = SearchKey.fold(name)
    let old = world.processes.first { SearchKey.fold($0.name) == key }
    return scan.process(
      old, name: name, place: (world.processes.map(\.place).max() ?? 0) + 1, at: context.now)
  }

  private func save(_ process: DealProcess, _ world: KnownDealWorld, _ db: Connection) throws {
    if let old = world.processes.first(where: { $0.id == process.id }) {
      guard old.stages != process.stages else { return }
      var new = process
      new.version += 1
      try DealProcess.replace(new, db)
    } else {
      try DealProcess.insert(process, db)
    }
  }
}
