import Accounts
import Blueprint
import Kernel
import People
import Storage

extension AccountRelationships {
  static let endpoints: [Endpoint] =
    [
      relationships, influencing, removingInfluence, movingBox, resettingBoxes, pairing, parting,
      requiredRoles,
      settingRoles, PersonStrength.endpoint, Dependents.endpoint, Dependents.leaving,
    ] + Referrals.endpoints

  private static let relationships = Endpoint(
    .get, "/accounts/{id}/relationships", "Who matters at an account, and how close we are", allow: .viewer
  ) { (wanted: Wanted, context) in
    try await context.read { try find(wanted, context, $0) }
  }.page { (all: AccountRelationships, visit) in RelationshipsPage.draw(all, visit) }

  /// An account that something was changed at, for going back to it.
  struct Changed: Reply, Located {
    let account: ID<Account>
    var location: String { "/accounts/\(account)/relationships" }
  }

  private static let influencing = Endpoint(
    .post, "/accounts/{id}/influences", "Note whose word counts with whom", allow: .analyst
  ) { (input: Influence.New, context) in
    _ = try await Influence.note(input, context)
    return Changed(account: input.id)
  }.form(
    Form(
      at: "/accounts/{id}/influences/new", "Line of influence", submit: "Draw the line", section: "accounts",
      fields: [
        .init("from", "Whose word", .choice(everybody), required: true),
        .choice("force", "Does what", Influence.Force.self, required: true),
        .init("to", "Whom", .choice(everybody), required: true), .init("note", "How we know", .area),
        .init("firstDay", "From", .day), .init("lastDay", "To", .day),
      ], initial: { _, context in ["firstDay": context.today.description] }))

  @Sendable private static func everybody(_ context: Context) async throws -> [Form.Option] {
    try await context.read { try Person.options(around: nil, on: context.today, for: context.actor, $0) }
  }

  private static let removingInfluence = Endpoint(
    .delete, "/accounts/{id}/influences/{influence}", "Remove a line of influence", allow: .analyst
  ) { (input: Influence.Wanted, context) in
    try await Influence.remove(input, context)
    return Changed(account: input.id)
  }

  private static let movingBox = Endpoint(
    .post, "/accounts/{id}/map-places", "Put a person's box somewhere on the map", allow: .analyst
  ) { (input: MapPlace.Move, context) in
    _ = try await MapPlace.move(input, context)
    return Changed(account: input.id)
  }.form(
    Form(
      at: "/accounts/{id}/map-places/new", "Move a box", submit: "Move it", section: "accounts",
      fields: [
        .init("person", "Person", .choice(everybody), required: true),
        .init("x", "From the left", .number, hint: "In pixels, 0 to 20,000.", required: true),
        .init("y", "From the top", .number, required: true),
      ]))

  private static let resettingBoxes = Endpoint(
    .post, "/accounts/{id}/map-places/reset", "Put all boxes of a map back", allow: .analyst
  ) { (input: Wanted, context) in
    try await MapPlace.clearAll(input.id, context)
    return Changed(account: input.id)
  }

  private static let pairing = Endpoint(
    .post, "/accounts/{id}/pairs", "Pair one of our executives with one of theirs", allow: .manager
  ) { (input: ExecutivePair.New, context) in
    _ = try await ExecutivePair.join(input, context)
    return Changed(account: input.id)
  }.form(
    Form(
      at: "/accounts/{id}/pairs/new", "Executives in a pair", submit: "Pair them", section: "accounts",
      fields: [
        .init("person", "Theirs", .choice(everybody), required: true),
        .init(
          "user", "Ours", .choice { context in try await context.read { try Account.owners($0) } },
          required: true),
        .init("everyDays", "Days between meetings", .number),
      ], initial: { _, _ in ["everyDays": "90"] }))

  private static let parting = Endpoint(
    .delete, "/accounts/{id}/pairs/{pair}", "Take a pair of executives apart", allow: .manager
  ) { (input: ExecutivePair.Wanted, context) in
    try await ExecutivePair.part(input, context)
    return Changed(account: input.id)
  }

  /// The roles that each tier asks for.
  struct RoleList: Reply, Located {
    struct Line: Codable, Sendable {
      let tier: String
      let roles: [BuyingRole]
    }
    let tiers: [Line]
    var location: String { "/required-roles" }
  }

  struct Roles: Codable, Sendable {
    var tier: String
    var roles: [String]?
  }

  private static func roleList(_ context: Context) async throws -> RoleList {
    try await context.read { db in
      let tiers = Set(try Account.words(in: .tier, db) + RequiredRoles.tiers(db)).sorted()
      return RoleList(tiers: try tiers.map { .init(tier: $0, roles: try RequiredRoles.of(tier: $0, db)) })
    }
  }

  private static let requiredRoles = Endpoint(
    .get, "/required-roles", "The roles that accounts of each tier are to have somebody in", allow: .viewer
  ) { (_: NoInput, context) in
    try await roleList(context)
  }.page { (all: RoleList, visit) in
    let table = TableView(
      caption: "Roles by tier", heads: ["Tier", "Roles", ""].map { .init(label: $0) },
      rows: all.tiers.map { line in
        .init(cells: [
          .head(line.tier), .text(line.roles.map { Words.title($0.rawValue) }.joined(separator: ", ")),
          .link("Change", "/required-roles/\(Words.percent(line.tier))/edit"),
        ])
      })
    return SectionsView(
      title: "Roles by tier", sentence: "Coverage counts these: how many of them we know somebody in.",
      [.init("roles", "", tables: all.tiers.isEmpty ? [] : [table], blank: "No account has a tier yet.")]
    ).page(title: "Roles by tier", section: "people", crumbs: [.init("People", "/people")], visit)
  }

  private static let settingRoles = Endpoint(
    .put, "/required-roles/{tier}", "Set the roles that a tier asks for", allow: .director
  ) { (input: Roles, context) in
    let roles = try (input.roles ?? []).map { word in
      guard let role = BuyingRole(rawValue: word) else { throw RelationshipRefusal.unknownRole(word) }
      return role
    }
    try await context.write { try RequiredRoles.set(roles, tier: input.tier, $0) }
    return try await roleList(context)
  }.form(
    Form(
      at: "/required-roles/{tier}/edit", "Roles of a tier", submit: "Save roles", section: "people",
      fields: [
        .init(
          "roles", "Roles",
          .choices { _ in BuyingRole.allCases.map { .init($0.rawValue, Words.title($0.rawValue)) } })
      ]))
}
