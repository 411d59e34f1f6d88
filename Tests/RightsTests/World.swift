import Accounts
import Blueprint
import Foundation
import Kernel
import Sales
import Storage
import Testing

@testable import Catalog
@testable import Web

/// One manager's part of the company: an account, and one record of every kind that hangs on it or is theirs alone.
struct World {
  /// What an id names. What is `open` belongs to the company, and everybody may know it.
  enum Kind: String, CaseIterable {
    case account, store, accountMerge, accountImport, person, colleague, position, influence, pair,
      personMerge,
      personImport, interaction, task, decision, deal, line, plan, targetNode, targetRequest, dropFolder,
      batch, question, source, draft, job, analysis, dashboard, alert, delivery, deliveredFile, digest, view,
      token,
      session, forecast, override, known, launch, goal, swot, objective, keyResult, initiative, role, action,
      risk,
      competitor, promise, gain,
      listing, facing
    case product, category, user, team, stage, process, targetSet, customField

    var isOpen: Bool {
      [.product, .category, .user, .team, .stage, .process, .targetSet, .customField].contains(self)
    }
  }

  let who: House.Who
  /// The last week that it has figures of.
  let last: Day
  /// Stands in every name of this world.
  let word: String
  private(set) var ids: [Kind: String] = [:]
  private let house: House

  static func make(
    _ who: House.Who, _ word: String, last: Day = Day("2026-11-15")!, in house: House
  ) async throws -> World {
    var world = World(who: who, last: last, word: word, ids: [:], house: house)
    try await world.sell()
    try await world.meetPeople()
    try await world.trade()
    try await world.plan()
    try await world.importFiles()
    try await world.keepOwnThings()
    return world
  }

  subscript(_ kind: Kind) -> String { ids[kind] ?? "" }

  /// Carries out one call that makes a record, and notes the record's id.
  mutating func make(
    _ kind: Kind, in table: String, _ path: String, _ body: String, as asking: House.Who? = nil
  ) async throws {
    let before = Set(try await all(table))
    try await call(path, body, as: asking)
    let made: String = try #require(
      try await all(table).first { !before.contains($0) }, "\(kind) in \(table)")
    ids[kind] = made
  }

  func call(_ path: String, _ body: String, as asking: House.Who? = nil) async throws {
    let answer = await house.api(
      "POST", path, .bytes(Array(body.utf8)), type: "application/json", as: (asking ?? who).rawValue)
    try #require(answer.status < 300, "POST \(path): \(answer.status) \(answer.text)")
  }

  mutating func send(
    _ kind: Kind, in table: String, _ path: String, _ csv: String, _ fields: [(String, String)] = []
  ) async throws {
    let before = Set(try await all(table))
    let answer = await house.api(
      "POST", path, House.upload(fields, file: "\(word).csv", csv),
      type: "multipart/form-data; boundary=edge",
      as: who.rawValue)
    try #require(answer.status < 300, "POST \(path): \(answer.status) \(answer.text)")
    let made: String = try #require(
      try await all(table).first { !before.contains($0) }, "\(kind) in \(table)")
    ids[kind] = made
  }

  private func all(_ table: String) async throws -> [String] {
    try await house.database.read { db in
      try db.all("SELECT id FROM \(raw: table) ORDER BY id") { try $0.text(0) }
    }
  }

  mutating func note(_ kind: Kind, _ query: SQL) async throws {
    let found: String = try #require(
      try await house.database.read { db in try db.first(query) { try $0.text(0) } }, "\(kind): \(query)")
    ids[kind] = found
  }
}

/// An account with two years of weekly sales at a store.
extension World {
  /// The one item that everybody sells, and how this source calls it.
  private mutating func stock(_ source: String) async throws {
    let known = try await house.database.read { db in
      try db.count("SELECT COUNT(*) FROM products")
    }
    if known == 0 {
      try await make(
        .category, in: "products", "/products", #"{"name":"Snacks","kind":"category"}"#, as: .admin)
      try await make(
        .product, in: "products", "/products",
        #"{"name":"Bar","kind":"item","parent":"\#(self[.category])","source":"\#(source)","code":"Bar"}"#,
        as: .admin)
      try await make(
        .product, in: "products", "/products",
        #"{"name":"Rival","kind":"item","parent":"\#(self[.category])","source":"\#(source)","code":"Rival","isOurs":false}"#,
        as: .admin)
    } else {
      try await house.database.write { db in
        for product in try Product.all(db) where product.kind == .item {
          try Product.give(SourceAlias(source: source, code: product.name), to: product.id, db)
        }
      }
    }
  }

  fileprivate mutating func sell() async throws {
    let spec = LoaderSpec(
      name: word.lowercased(), title: word, notes: "",
      source: .init(
        code: word.lowercased(), name: "\(word) portal", kind: .pos, currency: .usd, account: word),
      columns: ["store": .site, "item": .item, "week": .week, "units": .units, "price": .price],
      week: WeekRule(.weekEnding), category: "Snacks")
    try await stock(spec.source.code)
    var rows = ["store,item,week,units,price"]
    for back in 0..<105 {
      let week = last.advanced(by: -7 * back)
      rows.append("\(word) 12,Bar,\(week),\(100 + back % 7),1.25")
      rows.append("\(word) 12,Rival,\(week),\(90 + back % 5),1.50")
    }
    let path = "\(house.folder)/\(word).csv"
    try Data((rows.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
    let request = ImportRequest(
      path: path, fileName: "\(word).csv", loader: spec, unknown: .provisional, mode: .store)
    _ = try await SalesImport.run(request, house.context(.admin))
    try await noteSales()
    try await takeOver()
    try await askAboutCodes()
    try await makeMerge()
  }

  private mutating func noteSales() async throws {
    let name = word, store = "\(word) 12"
    try await note(.account, "SELECT id FROM accounts WHERE name = \(name)")
    try await note(.store, "SELECT id FROM accounts WHERE name = \(store)")
    try await note(
      .source,
      "SELECT s.id FROM sales_sources s JOIN accounts a ON a.id = s.account_id WHERE a.name = \(name)")
    let source = self[.source]
    try await note(.batch, "SELECT id FROM sales_batches WHERE source_id = \(source)")
    try await note(.product, "SELECT id FROM products WHERE name = 'Bar'")
    try await note(.category, "SELECT id FROM products WHERE kind = 'category' ORDER BY id LIMIT 1")
  }

  private mutating func takeOver() async throws {
    let owner = who.actor.id, team = who.actor.teams.first
    ids[.user] = owner.text
    ids[.team] = team
    let account = ID<Account>(self[.account])!
    var change = Account.Change(id: account)
    (change.owner, change.team, change.tier) = (.set(owner), .set(team), .set("A"))
    _ = try await Account.change(change, house.context(.admin))
  }

  private mutating func askAboutCodes() async throws {
    let batch = self[.batch], source = self[.source], question = ID<World>.new().text, name = word
    try await house.database.write { db in
      try db.run(
        """
        INSERT INTO sales_questions (id, batch_id, source_id, kind, subject, other, detail_key, from_day, text,
          evidence, detail, state, created_at)
        VALUES (\(question), \(batch), \(source), 'renumbered', 1, 2, \(name), \(Day("2026-11-15")!), \(name),
          \(name), \(name), 'open', \(House.now))
        """)
    }
    ids[.question] = question
  }

  private mutating func makeMerge() async throws {
    try await make(.accountMerge, in: "accounts", "/accounts", #"{"name":"\#(word) gone","kind":"store"}"#)
    let merged = self[.accountMerge]
    try await make(
      .accountMerge, in: "account_merges", "/accounts/merges",
      #"{"kept":"\#(self[.account])","merged":"\#(merged)"}"#)
    try await call("/accounts/\(self[.account])/codes", #"{"source":"Portal","code":"\#(word)"}"#)
  }
}

/// People, what was done with them, what was promised.
extension World {
  fileprivate mutating func meetPeople() async throws {
    let account = self[.account]
    func person(_ name: String) -> String {
      #"{"name":"\#(name) \#(word)","account":"\#(account)","title":"Buyer","email":"\#(name).\#(word)@example.com"}"#
    }
    try await make(.person, in: "persons", "/people", person("Bea"))
    try await make(.colleague, in: "persons", "/people", person("Cal"))
    try await make(.personMerge, in: "persons", "/people", person("Double"))
    let merged = self[.personMerge], someone = self[.person], other = self[.colleague]
    try await make(
      .personMerge, in: "person_merges", "/people/merges", #"{"kept":"\#(other)","merged":"\#(merged)"}"#)
    try await note(.position, "SELECT id FROM person_positions WHERE person_id = \(someone)")
    try await make(
      .influence, in: "influences", "/accounts/\(account)/influences",
      #"{"from":"\#(someone)","to":"\#(other)"}"#)
    try await make(
      .pair, in: "executive_pairs", "/accounts/\(account)/pairs",
      #"{"person":"\#(someone)","user":"\#(who.actor.id)"}"#)
    try await make(
      .interaction, in: "interactions", "/interactions",
      #"{"kind":"meeting","subject":"\#(word) review","account":"\#(account)","people":["\#(someone)"],"on":"2026-11-20"}"#
    )
    try await make(
      .task, in: "tasks", "/tasks",
      #"{"title":"\#(word) samples","account":"\#(account)","kind":"promise","due":"2026-11-20","owner":"\#(who.actor.id)"}"#
    )
    try await make(
      .decision, in: "decisions", "/decisions", #"{"title":"\#(word) first","account":"\#(account)"}"#)
  }
}

/// Deals, and who serves what.
extension World {
  fileprivate mutating func trade() async throws {
    let account = self[.account]
    try await note(
      .stage, "SELECT id FROM deal_stages WHERE outcome = 'open' ORDER BY process_id, id LIMIT 1")
    try await note(.process, "SELECT id FROM deal_processes ORDER BY id LIMIT 1")
    try await make(
      .deal, in: "deals", "/deals",
      #"{"name":"\#(word) range","account":"\#(account)","stage":"\#(self[.stage])","amount":"90000","closeOn":"2026-12-15","owner":"\#(who.actor.id)"}"#
    )
    try await make(
      .line, in: "deal_lines", "/deals/\(self[.deal])/lines", #"{"name":"\#(word) rack","price":"5"}"#)
    try await call(
      "/accounts/\(account)/whitespace",
      #"{"product":"\#(self[.category])","state":"competitor","competitor":"\#(word) Rival"}"#)
  }

  fileprivate mutating func plan() async throws {
    try await make(
      .plan, in: "account_plans", "/plans",
      #"{"account":"\#(self[.account])","kind":"joint","name":"\#(word) plan"}"#)
    let base = "/plans/\(self[.plan])"
    for (kind, path, more) in [
      (Kind.goal, "goals", ""), (.swot, "swot", ""), (.objective, "objectives", ""),
      (.keyResult, "key-results", #","mark":"typed","aim":"5","base":"1","parent":"OBJECTIVE""#),
      (.initiative, "initiatives", #","amount":"900","due":"2026-11-19""#),
      (.role, "roles", #","parent":"INITIATIVE","owner":"\#(who.actor.id)""#),
      (.action, "actions", #","due":"2026-11-19""#), (.risk, "risks", #","amount":"70","percent":"50""#),
      (.competitor, "competitors", ""), (.promise, "promises", #","due":"2026-11-19","amount":"800""#),
      (.gain, "gains", #","amount":"1""#),
    ] {
      let more = more.replacing("OBJECTIVE", with: self[.objective]).replacing(
        "INITIATIVE", with: self[.initiative])
      try await make(kind, in: "plan_items", "\(base)/\(path)", #"{"title":"\#(word) \#(path)"\#(more)}"#)
    }
  }
}

/// Files that were sent, and what is nobody else's business.
extension World {
  fileprivate mutating func importFiles() async throws {
    try await send(
      .accountImport, in: "record_imports", "/accounts/imports",
      "name,kind,parent\n\(word) 14,store,\(word)\n")
    try await send(
      .personImport, in: "record_imports", "/people/imports",
      "name,account,title\nDee \(word),\(word),Buyer\n")
    try await send(.listing, in: "shelf_imports", "/shelf/listings/imports", "account,item\n\(word),Bar\n")
    try await send(
      .facing, in: "shelf_imports", "/shelf/facings/imports",
      "account,item,date,facings\n\(word) 12,Bar,2026-11-20,4\n")
    let path = "\(house.folder)/\(word).csv"
    let draft = ID<World>.new().text, actor = who.actor.id, name = word
    try await house.database.write { db in
      try db.run(
        """
        INSERT INTO sales_drafts (id, file_path, file_name, loader, spec_json, decisions_json, actor_id, created_at)
        VALUES (\(draft), \(path), \(name), 'auto', '', '{}', \(actor), \(House.now))
        """)
    }
    ids[.draft] = draft
    try await make(
      .dropFolder, in: "sales_drop_folders", "/sales/drop-folders", #"{"name":"\#(word.lowercased())"}"#)
  }

  /// Targets, which are handed down over all accounts at once, and a request for another.
  mutating func aim(_ set: String) async throws {
    let account = self[.account]
    ids[.targetSet] = set
    try await note(
      .targetNode, "SELECT id FROM target_nodes WHERE set_id = \(set) AND account_id = \(account) ORDER BY id"
    )
    try await make(
      .targetRequest, in: "target_requests", "/targets/nodes/\(self[.targetNode])/requests",
      #"{"amount":"1000","from":"siblings","reason":"\#(word) closes stores"}"#)
  }

  /// A forecast of this account alone, made by its job, and a person's word laid on it.
  mutating func forecast() async throws {
    let account = self[.account]
    try await call("/forecasts", #"{"account":"\#(account)","kind":"pos","horizon":8,"frozen":1}"#)
    try await house.settle()
    try await note(
      .forecast, "SELECT id FROM forecast_versions WHERE account_id = \(account) ORDER BY id DESC")
    try await make(
      .override, in: "forecast_overrides", "/forecasts/\(self[.forecast])/overrides",
      #"{"account":"\#(self[.account])","from":"2026-12-13","to":"2026-12-27","kind":"percent","amount":"10","reason":"\#(word) display","desk":"sales"}"#
    )
    try await make(
      .known, in: "forecast_known", "/forecasts/known",
      #"{"account":"\#(self[.account])","from":"2026-12-13","to":"2026-12-19","promotion":"feature"}"#)
    let sold = self[.product]
    try await make(.product, in: "products", "/products", #"{"name":"Twist","kind":"item"}"#, as: .admin)
    let new = self[.product]
    ids[.product] = sold
    try await make(
      .launch, in: "forecast_launches", "/forecasts/launches",
      #"{"product":"\#(new)","account":"\#(self[.account])","from":"2026-12-13","like":"\#(sold)","reason":"\#(word) lists it"}"#
    )
  }

  fileprivate mutating func keepOwnThings() async throws {
    let me = who.actor.id
    try await make(
      .analysis, in: "insight_analyses", "/analyses",
      #"{"name":"\#(word) by week","address":"/analysis?rows=week&metric=value"}"#)
    try await make(
      .alert, in: "insight_alerts", "/alerts",
      #"{"analysis":"\#(self[.analysis])","rule":"above","threshold":"1"}"#)
    try await make(
      .dashboard, in: "insight_dashboards", "/dashboards",
      #"{"name":"\#(word) board","analysis":"\#(self[.analysis])"}"#)
    try await make(
      .delivery, in: "insight_deliveries", "/deliveries",
      #"{"analysis":"\#(self[.analysis])","rhythm":"daily","format":"csv"}"#)
    try await make(.digest, in: "today_digests", "/digests", "{}")
    try await make(
      .view, in: "saved_views", "/views", #"{"list":"/accounts","name":"\#(word) view","query":"q=a"}"#)
    try await make(.token, in: "tokens", "/tokens", #"{"name":"\#(word) token","scope":"read"}"#)
    let session = ID<World>.new().text, job = ID<World>.new().text, name = word, person = who.actor
    try await house.database.write { db in
      try db.run(
        """
        INSERT INTO sessions (id, user_id, token_hash, started_at, last_seen_at, address, device)
        VALUES (\(session), \(me), \(session), \(House.now), \(House.now), 'here', \(name))
        """)
      try db.run(
        """
        INSERT INTO jobs (id, kind, title, state, done, total, word, input_json, subject, actor_id, actor_name,
          actor_role, created_at, attempts)
        VALUES (\(job), 'none', \(name), 'done', 1, 1, \(name), '{}', NULL, \(me), \(person.name), \(person.role),
          \(House.now), 1)
        """)
    }
    ids[.session] = session
    ids[.job] = job
  }
}
