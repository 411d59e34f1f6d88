import Accounts
import Blueprint
import Kernel
import Storage

/// A site that a file puts below another banner than the tree does.
struct MovedSite: Sendable, Hashable {
  let number: Int64
  let name: String
  let was: String
  let now: String
  let from: Day

  func question(_ batch: ID<SalesBatch>, _ context: Context) -> ImportQuestion {
    ImportQuestion(
      id: .new(at: context.now), batch: batch, kind: .movedSite, subject: number, other: nil, from: from,
      text: "The file puts the site “\(name)” below “\(now)”; here it stands below “\(was)”. Did it move?",
      evidence: "Seen first in the week that begins on \(DisplayNumber.day(from)).", detail: now,
      state: .open,
      decidedBy: nil, createdAt: context.now)
  }

  /// A known site as the file named its banner.
  struct Seen: Sendable {
    let number: Int32
    let banner: String
    let from: Day
  }

  private static let most = 200

  /// The sites among those seen that stand below another banner of the same file. A tree that people have ordered in
  /// another way than the source does is no news, nor is a file in which everything moved.
  static func found(_ seen: [Seen], _ db: Connection) throws -> [MovedSite] {
    let banners = Set(seen.map { SearchKey.fold($0.banner) })
    guard !seen.isEmpty else { return [] }
    var found: [MovedSite] = []
    for start in stride(from: 0, to: seen.count, by: 500) {
      let some = seen[start..<min(start + 500, seen.count)]
      var parents: [Int64: (name: String, parent: String, key: String)] = [:]
      try db.each(
        """
        SELECT a.number, a.name, p.name, p.search_key FROM accounts a JOIN accounts p ON p.id = a.parent_id
        WHERE a.merged_into IS NULL AND a.number IN \(SQL.list(some.map { Int64($0.number) }))
        """
      ) { parents[try $0.int64(0)] = (try $0.text(1), try $0.text(2), try $0.text(3)) }
      for one in some {
        guard let now = parents[Int64(one.number)], now.key != SearchKey.fold(one.banner),
          banners.contains(now.key)
        else { continue }
        found.append(
          MovedSite(
            number: Int64(one.number), name: now.name, was: now.parent, now: one.banner, from: one.from))
      }
    }
    return found.count <= most && found.count * 3 <= seen.count ? found : []
  }
}
