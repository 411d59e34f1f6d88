import Blueprint
import Catalog
package import Kernel

extension Account {
  static let endpoints: [Endpoint] = [
    listing.endpoint(allow: .viewer), record, adding, changing, bulkChanging, deleting, moving, branch,
    history,
    addingCode, removingCode, merging, unmerging, duplicates,
  ]

  private static let record = Endpoint(.get, "/accounts/{id}", "Show an account", allow: .viewer) {
    (input: AccountRecord.Wanted, context) in
    try await catchUp(context)
    return try await context.read { try AccountRecord.find(input.id, for: context.actor, $0) }
  }.page(AccountPage.draw)

  private static let adding = Endpoint(.post, "/accounts", "Add an account", allow: .manager) {
    (input: New, context) in
    try await context.write { db in
      let made = try add(input, complete: .asked, context, db)
      return try AccountRecord.find(made.id, for: context.actor, db)
    }
  }.form(
    Form(
      at: "/accounts/new", "New account", submit: "Add account", section: "accounts",
      fields: [
        .init("name", "Name", required: true), .choice("kind", "Kind", Kind.self, required: true),
        .init("parent", "Below", .choice(parentOptions), hint: "Leave empty for the top of a tree."),
      ] + describing + [
        .init("source", "Source of a code", hint: "Whose code it is: a retailer's portal, the ERP."),
        .init("code", "Code"),
      ],
      initial: { fields, context in
        var first = ["kind": fields.text("parent") == nil ? Kind.group.rawValue : Kind.store.rawValue]
        first["status"] = Status.customer.rawValue
        if try await context.read({ try isUser(context.actor.id, $0) }) {
          first["owner"] = context.actor.id.text
        }
        return first
      }
    ).withOwnFields(of: ownFields))

  private static let describing: [Form.Field] = [
    .choice("status", "Status", Status.self, required: true),
    .init("tier", "Tier", hint: "Your own words, such as A or Strategic."), .init("segment", "Segment"),
    .init("industry", "Industry"), .init("channel", "Channel"), .init("city", "City"),
    .init("postcode", "Postcode", autocomplete: "off"),
    .init("owner", "Owner", .choice(ownerOptions), hint: "Left empty, it follows the account above."),
    .init("team", "Team", .choice(teamOptions), hint: "Left empty, it follows the account above."),
    .init("currency", "Currency", hint: "Three letters, such as EUR."),
    .init(
      "acv", "ACV",
      hint: "What a store sells of everything in a year, such as 12000000 EUR: it weighs distribution."),
    .init("note", "Note", .area),
  ]

  private static let changing = Endpoint(.patch, "/accounts/{id}", "Change an account", allow: .manager) {
    (input: Change, context) in
    let changed = try await change(input, context)
    return try await context.read { try AccountRecord.find(changed.id, for: context.actor, $0) }
  }.form(
    Form(
      at: "/accounts/{id}/edit", "Edit account", submit: "Save account", section: "accounts",
      fields: [.init("name", "Name", required: true), .choice("kind", "Kind", Kind.self, required: true)]
        + describing
        + [.init("version", "Version", .hidden)],
      initial: { fields, context in
        guard let id = fields.text("id").flatMap({ ID<Account>($0) }) else { throw AccountRefusal.notThere }
        let account = try await context.read { try find(id, for: context.actor, $0) }
        var initial = Dictionary(uniqueKeysWithValues: editable.map { ($0.name, $0.text(account)) })
        initial["version"] = String(account.version)
        return initial
      }
    ).withOwnFields(of: ownFields))

  private static let bulkChanging = Endpoint(
    .post, "/accounts/changes", "Change many accounts alike", allow: .manager
  ) { (input: BulkChange, context) in
    BulkReply(changed: try await change(input, context).count)
  }

  package struct BulkReply: Reply, Located {
    package let changed: Int
    package var location: String { "/accounts" }
  }

  private static let deleting = Endpoint(.delete, "/accounts/{id}", "Delete an account", allow: .manager) {
    (input: AccountRecord.Wanted, context) in
    try await delete(input.id, context)
    return Done()
  }

  private static let moving = Endpoint(
    .post, "/accounts/{id}/moves", "Move an account below another from a day on", allow: .manager
  ) { (input: Move, context) in
    let moved = try await move(input, context)
    return try await context.read { try AccountRecord.find(moved.id, for: context.actor, $0) }
  }.form(
    Form(
      at: "/accounts/{id}/move", "Move account", submit: "Move account", section: "accounts",
      fields: [
        .init("parent", "Below", .choice(parentOptions), hint: "Leave empty for the top of a tree."),
        .init("from", "From", .day, hint: "Before that day it stays where it was, and so do its figures."),
      ],
      initial: { _, context in ["from": context.today.description] }))

  /// What can hang others below it: all but single stores and sites, largest first.
  @Sendable private static func parentOptions(_ context: Context) async throws -> [Form.Option] {
    let found = try await context.read { try possibleParents(for: context.actor, limit: 500, $0) }
    return found.map { Form.Option($0.id.text, "\($0.name) (\($0.kind.rawValue))") }
  }

  private static let branch = Endpoint(
    .get, "/accounts/{id}/tree", "Show the tree below an account", allow: .viewer
  ) {
    (input: AccountBranch.Wanted, context) in
    try await context.read { try AccountBranch.find(input, context, $0) }
  }.page(AccountTreePage.draw)

  private static let history = Endpoint(
    .get, "/accounts/{id}/history", "Show what happened to an account", allow: .viewer
  ) { (input: AccountRecord.Wanted, context) in
    try await context.read { try AccountHistory.find(input.id, for: context.actor, $0) }
  }.page(AccountHistoryPage.draw)

  private static let addingCode = Endpoint(
    .post, "/accounts/{id}/codes", "Note a source's code for an account", allow: .manager
  ) { (input: Code, context) in
    let account = try await addCode(input, context)
    return try await context.read { try AccountRecord.find(account.id, for: context.actor, $0) }
  }.form(
    Form(
      at: "/accounts/{id}/codes/new", "Add a code", submit: "Add code", section: "accounts",
      fields: [
        .init("source", "Source", hint: "Whose code it is: a retailer's portal, the ERP.", required: true),
        .init("code", "Code", required: true), .init("firstDay", "From", .day), .init("lastDay", "To", .day),
      ]))

  private static let removingCode = Endpoint(
    .delete, "/accounts/{id}/codes", "Remove a source's code from an account", allow: .manager
  ) { (input: Code, context) in
    let account = try await removeCode(input, context)
    return try await context.read { try AccountRecord.find(account.id, for: context.actor, $0) }
  }

  private static let merging = Endpoint(.post, "/accounts/merges", "Merge two accounts", allow: .manager) {
    (input: AccountMerge.New, context) in
    try await AccountMerge.make(input, context)
  }.form(
    Form(
      at: "/accounts/merges/new", "Merge two accounts", submit: "Merge accounts", section: "accounts",
      fields: [
        .init("kept", "Keep", .choice(anyOptions), required: true),
        .init(
          "merged", "Merge into it", .choice(anyOptions),
          hint: "Its children and codes move over and its figures count there. You can undo this.",
          required: true),
      ]))

  @Sendable private static func anyOptions(_ context: Context) async throws -> [Form.Option] {
    let found = try await context.read { try named("", for: context.actor, limit: 2_000, $0) }
    return found.map { Form.Option($0.id.text, "\($0.name) (\($0.kind.rawValue))") }
  }

  package struct MergeWanted: Codable, Sendable { package var id: ID<AccountMerge> }

  private static let unmerging = Endpoint(
    .post, "/accounts/merges/{id}/undo", "Undo a merge", allow: .manager
  ) {
    (input: MergeWanted, context) in
    try await AccountMerge.undo(input.id, context)
  }

  private static let duplicates = Endpoint(
    .get, "/accounts/duplicates", "List accounts that may be the same", allow: .manager
  ) { (_: NoInput, context) in
    AccountDuplicates(
      pairs: try await context.read { try AccountDuplicates.find(for: context.actor, limit: 200, $0) })
  }.page(AccountDuplicatesPage.draw)
}

extension AccountMerge: Located {
  package var location: String { "/accounts/\(kept)" }
}
