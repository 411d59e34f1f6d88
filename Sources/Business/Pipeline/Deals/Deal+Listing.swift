package import Accounts
package import Blueprint
import Catalog
package import Kernel
import Storage

/// One deal as a list shows it.
package struct DealRow: Reply, Hashable {
  package let id: ID<Deal>
  package let number: Int64
  package let name: String
  package let accountId: ID<Account>?
  package let account: String?
  package let owner: String?
  package let stage: String
  package let outcome: Outcome
  package let amount: Money?
  package let chance: BasisPoints
  package let closeOn: Day?
  package let stageSince: Day
  package let pushes: Int
  package let nextStep: String?
  package let nextStepOn: Day?
  package let commitment: Deal.Commitment
  package let reason: String?
  package let source: String?
  package let code: String?
  package let version: Int
}

extension DealRow {
  init(_ row: Row) throws {
    id = try row.id(0)
    number = try row.int64(1)
    name = try row.text(2)
    accountId = try row.idOrNil(3)
    account = try row.textOrNil(4)
    owner = try row.textOrNil(5)
    stage = try row.text(6)
    outcome = try row.choice(7)
    let (minor, currency) = (try row.int64OrNil(8), try row.currency(9))
    amount = minor.map { Money(minor: $0, currency: currency) }
    chance = BasisPoints(try row.int(10))
    closeOn = try row.dayOrNil(11)
    stageSince = try row.day(12)
    pushes = try row.int(13)
    nextStep = try row.textOrNil(14)
    nextStepOn = try row.dayOrNil(15)
    commitment = try row.choice(16)
    reason = try row.textOrNil(17)
    source = try row.textOrNil(18)
    code = try row.textOrNil(19)
    version = try row.int(20)
  }

  /// Amount x chance, in the deal's own currency.
  package var weighted: Money? { amount.map { chance.of($0) } }
}

extension Deal {
  /// The chance of a deal `d` joined to its stage's odds `k`, as SQL: the owner's opinion before the figures.
  static let chanceSQL: SQL = "COALESCE(CASE WHEN d.outcome = 'open' THEN d.own_chance_bp END, k.chance_bp)"
  static let oddsJoin: SQL =
    "JOIN deal_odds k ON k.stage_id = d.stage_id AND k.pushes = CASE WHEN d.pushes > 3 THEN 3 ELSE d.pushes END"

  package static let listing: Listing<DealRow> = {
    var listing = Listing<DealRow>(
      "Deals", nouns: ("deal", "deals"), at: "/deals", section: "pipeline",
      select: """
        d.id, d.number, d.name, d.account_id, a.name, o.name, s.name, d.outcome, d.amount_minor, d.currency,
        \(chanceSQL), d.close_on, d.stage_since, d.pushes, d.next_step, d.next_step_on, d.commitment, d.reason,
        d.source, d.code, d.version
        """,
      from: """
        \(from) JOIN deal_stages s ON s.id = d.stage_id \(oddsJoin) LEFT JOIN users o ON o.id = d.owner_id
        """,
      id: "d.id", idText: { $0.id.text }, sort: "close", columns: columnsOfList, empty: emptyList,
      visible: visible, matches: matching, make: { try DealRow($0) })
    listing.counted = from
    listing.filters = filtersOfList
    listing.bulk = [
      .init("owner", "Owner", options: ownerOptions),
      .init("commitment", "Commitment") { _ in options(Commitment.self) },
    ]
    listing.edit = ({ "/deals/\($0.id)/edit" }, .manager)
    listing.action = ("New deal", "/deals/new", .manager)
    listing.views = [
      ("Open", "outcome:open"), ("Won", "outcome:won"), ("Lost", "outcome:lost"),
      ("Without an account", "account:none"),
    ]
    listing.savedViews = { actor, db in
      try SavedView.all(of: "/deals", for: actor, db).map { (label: $0.name, query: $0.query) }
    }
    listing.saveHref = "/views/new"
    return listing.withOwnFields(of: ownFields)
  }()

  @Sendable static func matching(_ query: String) -> SQL {
    """
    d.id IN (\(SearchEntry.matching(searchKind, query))) OR d.account_id IN (SELECT s.id FROM accounts s
      WHERE s.search_key LIKE \(LikePattern.contains(query)) ESCAPE '\\')
    """
  }

  private static let emptyList = Listing<DealRow>.Empty(
    "Your deals will stand here",
    "Import them from Salesforce, HubSpot or any CSV file, or add the first one by hand.",
    action: ("Import deals", "/deals/imports/new"))

  private static let columnsOfList: [Listing<DealRow>.Column] = [
    .init("name", "Deal", order: "d.search_key", href: { "/deals/\($0.id)" }) { .text($0.name) },
    .init(
      "account", "Account", order: "COALESCE(a.search_key, '')",
      href: { row in row.accountId.map { "/accounts/\($0)" } ?? "/accounts" }
    ) { text($0.account) },
    .init("stage", "Stage", order: "s.place", emptyUnder: nil) { .text($0.stage) },
    .init("amount", "Amount", order: "COALESCE(d.value_minor, -1)", numeric: true) {
      $0.amount.map { .money($0) } ?? .empty
    },
    .init("chance", "Chance", order: chanceSQL, numeric: true) { .percent($0.chance) },
    .init("weighted", "Weighted", numeric: true) { $0.weighted.map { .money($0) } ?? .empty },
    .init("close", "Closes", order: "COALESCE(d.close_on, '9999-12-31')") { day($0.closeOn) },
    .init("pushes", "Pushed", order: "d.pushes", numeric: true) {
      $0.pushes == 0 ? .empty : .whole(Int64($0.pushes))
    },
    .init("since", "In stage since", order: "d.stage_since") { .day($0.stageSince) },
    .init("next", "Next step", order: "COALESCE(d.next_step_on, '9999-12-31')") { text($0.nextStep) },
    .init("nextOn", "Next step by", order: "COALESCE(d.next_step_on, '9999-12-31')", shown: false) {
      day($0.nextStepOn)
    },
    .init("owner", "Owner", order: "COALESCE(o.search_key, '')") { text($0.owner) },
    .init("commitment", "Commitment", order: "d.commitment", shown: false) {
      .text(Words.title($0.commitment.rawValue))
    },
    .init("reason", "Reason", order: "COALESCE(d.reason, '')", shown: false) { text($0.reason) },
    .init("code", "Code", order: "COALESCE(d.code, '')", shown: false) { text($0.code) },
    .init("number", "Number", order: "d.number", shown: false, numeric: true) { .whole($0.number) },
  ]

  private static func text(_ text: String?) -> Table.Cell { text.map { .text($0) } ?? .empty }
  private static func day(_ day: Day?) -> Table.Cell { day.map { .day($0) } ?? .empty }

  private static let filtersOfList: [Listing<DealRow>.Filter] = [
    .init("outcome", "Outcome", choices: .fixed(options(Outcome.self))) { "d.outcome = \($0)" },
    .init("stage", "Stage", choices: .stored { try stageOptions($0) }) { "d.stage_id = \($0)" },
    .init("process", "Process", choices: .stored { try processOptions($0) }) { "d.process_id = \($0)" },
    .init("owner", "Owner", choices: .stored { try Account.owners($0) }) { "d.owner_id = \($0)" },
    .init("commitment", "Commitment", choices: .fixed(options(Commitment.self))) { "d.commitment = \($0)" },
    .init(
      "tier", "Tier of the account",
      choices: .stored { try Account.words(in: .tier, $0).map { .init($0, $0) } }
    ) {
      "a.tier = \($0)"
    },
    .init("account", "Account", choices: .fixed([.init("none", "None"), .init("some", "Named")])) {
      $0 == "none" ? "d.account_id IS NULL" : "d.account_id IS NOT NULL"
    },
    .init(
      "pushed", "Pushed", choices: .fixed([.init("1", "Once or more"), .init("3", "Three times or more")])
    ) {
      "d.pushes >= \(Int($0) ?? 1)"
    },
    .init("step", "Next step", choices: .fixed([.init("none", "None"), .init("some", "Some")])) {
      $0 == "none" ? "d.next_step IS NULL" : "d.next_step IS NOT NULL"
    },
    .init("before", "Closes before", choices: .asked { dayOptions($0) }) { "d.close_on < \($0)" },
  ]

  @Sendable private static func dayOptions(_ context: Context) -> [Form.Option] {
    [(0, "Today"), (30, "In 30 days"), (90, "In 90 days")].map { days, label in
      Form.Option(context.today.advanced(by: days).description, label)
    }
  }

  static func options<C: Choice>(_ type: C.Type) -> [Form.Option] {
    C.allCases.map { Form.Option($0.rawValue, Words.title($0.rawValue)) }
  }

  static func stageOptions(_ db: Connection) throws -> [Form.Option] {
    let processes = try DealProcess.all(db)
    return processes.flatMap { process in
      process.stages.map { stage in
        Form.Option(stage.id.text, processes.count == 1 ? stage.name : "\(process.name): \(stage.name)")
      }
    }
  }

  static func processOptions(_ db: Connection) throws -> [Form.Option] {
    try DealProcess.all(db).map { Form.Option($0.id.text, $0.name) }
  }

  @Sendable static func ownerOptions(_ context: Context) async throws -> [Form.Option] {
    try await context.read { try Account.owners($0) }
  }

  @Sendable static func accountOptions(_ context: Context) async throws -> [Form.Option] {
    let found = try await context.read { try Account.named("", for: context.actor, limit: 2_000, $0) }
    return found.map { Form.Option($0.id.text, "\($0.name) (\($0.kind.rawValue))") }
  }
}
