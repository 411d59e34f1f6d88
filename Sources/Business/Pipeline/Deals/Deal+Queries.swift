import Accounts
package import Blueprint
import Catalog
package import Kernel
package import Storage

extension Deal {
  static let fields = [
    "id", "number", "name", "search_key", "account_id", "owner_id", "process_id", "stage_id", "outcome",
    "amount_minor", "currency", "value_minor", "opened_on", "stage_since", "close_on", "first_close_on",
    "pushes", "pushed_days", "closed_on", "reason", "competitor", "own_chance_bp", "chance_why", "commitment",
    "next_step", "next_step_on", "lead_source", "note", "source", "code", "version", "created_at",
    "changed_at",
  ]
  /// Of a table called `d`.
  static let columns = SQL(raw: fields.map { "d.\($0)" }.joined(separator: ", "))
  static let from: SQL = "FROM deals d LEFT JOIN accounts a ON a.id = d.account_id"

  /// Who sees the account sees its deals; one without an account is seen by its owner. Of `d` joined to `a`.
  package static func visible(to actor: Actor) -> SQL {
    actor.seesEverything
      ? "1 = 1"
      : "(\(Account.visible(to: actor)) OR (d.account_id IS NULL AND d.owner_id = \(actor.id)))"
  }

  init(_ row: Row, company: Currency) throws {
    id = try row.id(0)
    number = try row.int64(1)
    name = try row.text(2)
    account = try row.idOrNil(4)
    owner = try row.idOrNil(5)
    process = try row.id(6)
    stage = try row.id(7)
    outcome = try row.choice(8)
    let own = try row.currency(10)
    currency = own
    amount = try row.int64OrNil(9).map { Money(minor: $0, currency: own) }
    value = try row.int64OrNil(11).map { Money(minor: $0, currency: company) }
    openedOn = try row.day(12)
    stageSince = try row.day(13)
    closeOn = try row.dayOrNil(14)
    firstCloseOn = try row.dayOrNil(15)
    pushes = try row.int(16)
    pushedDays = try row.int(17)
    closedOn = try row.dayOrNil(18)
    reason = try row.textOrNil(19)
    competitor = try row.textOrNil(20)
    ownChance = try row.intOrNil(21).map { BasisPoints($0) }
    chanceWhy = try row.textOrNil(22)
    commitment = try row.choice(23)
    nextStep = try row.textOrNil(24)
    nextStepOn = try row.dayOrNil(25)
    leadSource = try row.textOrNil(26)
    note = try row.text(27)
    source = try row.textOrNil(28)
    code = try row.textOrNil(29)
    version = try row.int(30)
    createdAt = try row.moment(31)
    changedAt = try row.moment(32)
  }

  var values: [Value] {
    [
      id.value, number.value, name.value, SearchKey.fold(name).value, account.value, owner.value,
      process.value, stage.value, outcome.value, (amount?.minor).value, currency.value,
      (value?.minor).value, openedOn.value, stageSince.value, closeOn.value, firstCloseOn.value,
      pushes.value, pushedDays.value, closedOn.value, reason.value, competitor.value,
      (ownChance?.count).value, chanceWhy.value, commitment.value, nextStep.value, nextStepOn.value,
      leadSource.value, note.value, source.value, code.value, version.value, createdAt.value,
      changedAt.value,
    ]
  }

  /// One deal that the actor may see; what is not theirs is refused as if it were not there.
  package static func find(_ id: ID<Deal>, for actor: Actor, _ db: Connection) throws -> Deal {
    guard let found = try find([id], for: actor, db).first else { throw DealRefusal.notThere }
    return found
  }

  /// Those of them that the actor may see.
  static func find(_ ids: [ID<Deal>], for actor: Actor, _ db: Connection) throws -> [Deal] {
    let company = try companyCurrency(db)
    return try ids.chunked(by: 500).flatMap { batch in
      try db.all(
        "SELECT \(columns) \(from) WHERE d.id IN \(SQL.list(batch)) AND \(visible(to: actor)) ORDER BY d.id"
      ) { try Deal($0, company: company) }
    }
  }

  static func open(in currency: Currency, _ db: Connection) throws -> [Deal] {
    let company = try companyCurrency(db)
    return try db.all(
      "SELECT \(columns) FROM deals d WHERE d.outcome = 'open' AND d.currency = \(currency) ORDER BY d.id"
    ) { try Deal($0, company: company) }
  }

  static func nextNumber(_ db: Connection) throws -> Int64 { try db.nextNumber(in: "deals") }

  /// Inserts deals with their states. The caller says what number each has.
  package static func insert(_ deals: [Deal], _ states: [DealState], _ db: Connection) throws {
    try db.insertMany(into: "deals", columns: fields, rows: deals.lazy.map(\.values), together: 64)
    try noteForSearch(deals, db)
    try DealState.insert(states, db)
  }

  /// Overwrites deals that are there.
  static func write(_ deals: [Deal], _ db: Connection) throws {
    let kept = fields.filter { !["id", "number", "created_at"].contains($0) }
    try db.insertMany(
      into: "deals", columns: fields, rows: deals.lazy.map(\.values),
      onConflict: "(id) DO UPDATE SET " + kept.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
    try noteForSearch(deals, db)
  }

  static func delete(_ id: ID<Deal>, _ db: Connection) throws {
    try db.run("DELETE FROM deals WHERE id = \(id)")
    try CustomValue.forget([id.text], db)
    try SearchEntry.remove([id.text], db)
  }

  static func isUser(_ id: ID<Actor>, _ db: Connection) throws -> Bool {
    try db.first("SELECT 1 FROM users WHERE id = \(id)") { _ in true } ?? false
  }

  /// What ids in the audit trail mean.
  static func names(_ db: Connection) throws -> [String: String] {
    let pairs = try db.all(
      "SELECT id, name FROM users UNION ALL SELECT id, name FROM deal_stages UNION ALL SELECT id, name FROM deal_processes"
    ) { (try $0.text(0), try $0.text(1)) }
    return Dictionary(pairs) { first, _ in first }
  }
}

extension DealState {
  static let fields = [
    "deal_id", "place", "on_day", "recorded_on", "stage_id", "outcome", "value_minor", "close_on", "pushes",
    "chance_bp", "actor_id",
  ]

  package func values(by actor: ID<Actor>) -> [Value] {
    [
      deal.value, place.value, onDay.value, recordedOn.value, stage.value, outcome.value, valueMinor.value,
      closeOn.value, pushes.value, (chance?.count).value, actor.value,
    ]
  }

  package static func insert(
    _ states: [DealState], by actor: ID<Actor> = Actor.commandLine.id, _ db: Connection
  ) throws {
    try db.insertMany(
      into: "deal_states", columns: fields, rows: states.lazy.map { $0.values(by: actor) },
      together: 64)
  }

  /// All that was ever said of a deal, oldest first.
  package static func of(_ deal: ID<Deal>, _ db: Connection) throws -> [DealState] {
    try db.all(
      """
      SELECT deal_id, place, on_day, recorded_on, stage_id, outcome, value_minor, close_on, pushes, chance_bp
      FROM deal_states WHERE deal_id = \(deal) ORDER BY place
      """
    ) { row in
      DealState(
        deal: try row.id(0), place: try row.int(1), onDay: try row.day(2), recordedOn: try row.day(3),
        stage: try row.id(4), outcome: try row.choice(5), valueMinor: try row.int64OrNil(6),
        closeOn: try row.dayOrNil(7), pushes: try row.int(8),
        chance: try row.intOrNil(9).map { BasisPoints($0) })
    }
  }
}

extension DealState {
  static func nextPlace(of deal: ID<Deal>, _ db: Connection) throws -> Int {
    try db.first("SELECT COALESCE(MAX(place), -1) + 1 FROM deal_states WHERE deal_id = \(deal)") {
      try $0.int(0)
    } ?? 0
  }

  /// The chance that the figures give to deals of a stage.
  static func chance(of stage: ID<DealStage>, pushes: Int, _ db: Connection) throws -> BasisPoints {
    let place = min(max(pushes, 0), 3)
    return try db.first("SELECT chance_bp FROM deal_odds WHERE stage_id = \(stage) AND pushes = \(place)") {
      BasisPoints(try $0.int(0))
    } ?? BasisPoints(0)
  }
}
