import Accounts
package import Blueprint
import Foundation
import Kernel
package import Storage

extension LoaderSpec {
  /// The loaders of the product and those that people saved, by name; without those that read for an account which the
  /// actor may not see.
  package static func all(for actor: Actor, _ db: Connection) throws -> [LoaderSpec] {
    let saved = try db.all("SELECT spec_json FROM sales_loaders ORDER BY name") {
      try JSONDecoder().decode(LoaderSpec.self, from: Data(try $0.text(0).utf8))
    }
    if actor.seesEverything { return known + saved }
    let hidden = Set(
      try db.all("SELECT a.search_key FROM accounts a WHERE NOT (\(Account.visible(to: actor)))") {
        try $0.text(0)
      })
    return known + saved.filter { $0.source.account.map { !hidden.contains(SearchKey.fold($0)) } ?? true }
  }

  package static func find(_ name: String, for actor: Actor, _ db: Connection) throws -> LoaderSpec {
    let all = try all(for: actor, db)
    guard let spec = all.first(where: { $0.name == name }) else {
      throw LoaderRefusal.unknownLoader(name, known: all.map(\.name) + ["weekly"])
    }
    return spec
  }

  /// Keeps a loader for the next file of its kind; one of the same name is replaced, unless it came with us.
  static func save(_ spec: LoaderSpec, _ context: Context, _ db: Connection) throws {
    let isFit =
      !spec.name.isEmpty && spec.name.utf8.count <= 40
      && spec.name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    guard isFit else { throw LoaderRefusal.badName(spec.name) }
    guard !known.contains(where: { $0.name == spec.name }), spec.name != "auto", spec.name != "weekly" else {
      throw LoaderRefusal.nameTaken(spec.name)
    }
    try db.run(
      """
      INSERT INTO sales_loaders (name, spec_json, actor_name, created_at)
      VALUES (\(spec.name), \(try JSON.text(of: spec)), \(context.actor.name), \(context.now))
      ON CONFLICT (name) DO UPDATE SET spec_json = excluded.spec_json, actor_name = excluded.actor_name
      """)
  }
}
