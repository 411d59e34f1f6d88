import Blueprint
package import Catalog
import Foundation
import Kernel
import Storage

extension Account {
  /// Files of accounts: a name in each row, and whatever else is known.
  package static let importer = RecordImporter(
    kind: "accounts", nouns: "accounts",
    fields: [
      RecordField("name", "account", "accountname", "storename", "customer", "customername"),
      RecordField("kind", "type", "level"), RecordField("parent", "parentname", "below", "parentaccount"),
      RecordField("source", "codesource"),
      RecordField("code", "sourcecode", "storecode", "storenumber", "externalid"),
      RecordField("number", "accountnumber"), RecordField("tier"), RecordField("segment"),
      RecordField("industry", "sector"), RecordField("channel"),
      RecordField("owner", "owneremail", "accountowner"),
      RecordField("team", "salesteam"), RecordField("status"), RecordField("city", "town"),
      RecordField("postcode", "zip", "zipcode", "postalcode"), RecordField("currency"),
      RecordField("acv", "allcommodityvolume", "annualvolume"),
      RecordField("note", "notes"),
      RecordField("from", "validfrom", "since"),
    ],
    own: ownFields,
    plan: { sheet, options, context, db in
      var planner = AccountPlanner(sheet, try KnownAccounts(context, db), options, context)
      let own = try CustomColumns(ownFields, db).narrowed(sheet.has)
      (planner.own, planner.held) = (own, try own.held(by: planner.accounts.map(\.id.text), db))
      return try planner.plan()
    },
    undo: { changes, context, db in try takeBack(changes, context, db) })

  /// What the undo of an import puts back.
  struct Earlier: Codable, Sendable {
    var account: Account?
    var links: [ParentLink]
    var newCodes: [SourceAlias]
    var own: [CustomHeld]?
  }

  private static func takeBack(_ changes: [RecordPlan.Change], _ context: Context, _ db: Connection) throws {
    let stored = Dictionary(uniqueKeysWithValues: try all(db).map { ($0.id.text, $0) })
    let moved = changes.filter { stored[$0.record].map(\.version) != $0.version }
    guard moved.isEmpty else {
      throw RecordImportRefusal.changedSince(moved.map { stored[$0.record]?.name ?? "a deleted account" })
    }
    var made: [ID<Account>] = [], restored: [Account] = [], links: [ParentLink] = [],
      codes: [(SourceAlias, ID<Account>)] = [], own: [(record: String, held: [CustomHeld])] = []
    for change in changes {
      guard let now = stored[change.record] else { continue }
      guard let before = change.before else {
        made.append(now.id)
        continue
      }
      let earlier = try JSONDecoder().decode(Earlier.self, from: Data(before.utf8))
      guard var old = earlier.account else { continue }
      old.version = now.version + 1
      old.changedAt = context.now
      // Settled again below, from the links.
      (old.parent, old.siteCount) = (now.parent, now.siteCount)
      restored.append(old)
      links += earlier.links
      codes += earlier.newCodes.map { ($0, now.id) }
      own.append((now.id.text, earlier.own ?? []))
    }
    try ParentLink.replace(of: restored.map(\.id) + made, by: links, db)
    try save(restored, db)
    try CustomHeld.save(own, db)
    try removeCodes(codes, db)
    try detach(made, db)
    try settleTree(on: context.today, db)
    try delete(made, db)
    try touchTree(db)
  }
}
