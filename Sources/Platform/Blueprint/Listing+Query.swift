import Foundation
import Kernel
package import Storage

/// The place in a list after which the next page begins.
private struct Cursor: Codable {
  let sort: String
  let value: JSON
  let id: String

  init(sort: String, value: JSON, id: String) {
    self.sort = sort
    self.value = value
    self.id = id
  }

  init?(_ text: String) {
    guard let data = Data(base64Encoded: text),
      let cursor = try? JSONDecoder().decode(Cursor.self, from: data)
    else { return nil }
    self = cursor
  }

  func text() throws -> String { Data(try JSON.text(of: self).utf8).base64EncodedString() }

  var bound: SQL? {
    switch value {
    case .text(let text): "\(text)"
    case .whole(let number): "\(number)"
    case .number(let number): "\(number)"
    case .bool(let flag): "\(flag)"
    default: nil
    }
  }
}

extension Listing {
  /// Rows a page holds unless said otherwise.
  package static var pageSize: Int { 50 }

  /// The list with what was added to it; its added columns hold what `items` hold.
  func completed(holding items: [Item] = [], _ db: Connection) throws -> Listing {
    guard let added = try additions?(db) else { return self }
    var copy = self
    copy.additions = nil
    copy.filters += added.filters
    guard !added.columns.isEmpty else { return copy }
    let cells = items.isEmpty ? [:] : try added.cells(items, db)
    copy.columns += added.columns.map { [idText] column in
      Column(
        column.key, column.head, order: column.order, shown: column.isShown, numeric: column.isNumeric
      ) { cells[idText($0)]?[column.key] ?? .empty }
    }
    return copy
  }

  package func fetch(_ query: ListQuery, for actor: Actor, _ db: Connection) throws -> ListReply<Item> {
    try completed(db).found(query, for: actor, db)
  }

  private func found(_ query: ListQuery, for actor: Actor, _ db: Connection) throws -> ListReply<Item> {
    let limit = query.limit ?? Self.pageSize
    guard (1...500).contains(limit) else { throw ListRefusal.badLimit }
    let (expression, isDescending, word) = try order(query.sort)
    let condition = try condition(query, actor)
    let start = try start(query.after, word, expression, isDescending)
    let direction = SQL(raw: isDescending ? "DESC" : "ASC")
    var found = try db.all(
      """
      SELECT \(select), \(id), \(expression) \(from) WHERE \(condition) AND \(start)
      ORDER BY \(expression) \(direction), \(id) \(direction) LIMIT \(limit + 1)
      """
    ) { row in (id: try row.text(row.count - 2), key: try Self.key(row), item: try make(row)) }
    let isMore = found.count > limit
    if isMore { found.removeLast() }
    let next = isMore ? try found.last.map { try Cursor(sort: word, value: $0.key, id: $0.id).text() } : nil
    let total =
      query.after == nil && !isMore
      ? found.count : try db.count("SELECT COUNT(*) \(counted) WHERE \(condition)")
    return ListReply(items: found.map(\.item), next: next, total: total)
  }

  /// Rows by their ids, in that order, as far as the actor may see them.
  package func rows(_ ids: [String], for actor: Actor, _ db: Connection) throws -> [Item] {
    let found = try db.all(
      "SELECT \(select) \(from) WHERE \(id) IN \(SQL.list(ids)) AND (\(visible(actor))) ORDER BY \(id)"
    ) { try make($0) }
    let byID = Dictionary(found.map { (idText($0), $0) }) { first, _ in first }
    return ids.compactMap { byID[$0] }
  }

  /// Every row that matches, for a file.
  package func all(_ query: ListQuery, for actor: Actor, _ db: Connection) throws -> [Item] {
    try completed(db).every(query, for: actor, db)
  }

  private func every(_ query: ListQuery, for actor: Actor, _ db: Connection) throws -> [Item] {
    let (expression, isDescending, _) = try order(query.sort)
    let direction = SQL(raw: isDescending ? "DESC" : "ASC")
    return try db.all(
      """
      SELECT \(select) \(from) WHERE \(try condition(query, actor))
      ORDER BY \(expression) \(direction), \(id) \(direction)
      """
    ) { try make($0) }
  }

  private func order(_ word: String?) throws -> (SQL, Bool, String) {
    let word = word ?? sort
    let isDescending = word.hasPrefix("-")
    let key = isDescending ? String(word.dropFirst()) : word
    guard let expression = columns.first(where: { $0.key == key })?.order else {
      throw ListRefusal.unknownSort(key, known: columns.filter { $0.order != nil }.map(\.key))
    }
    return (expression, isDescending, word)
  }

  private func condition(_ query: ListQuery, _ actor: Actor) throws -> SQL {
    var parts: [SQL] = [visible(actor)]
    if let text = query.q.map(SearchKey.fold), !text.isEmpty { parts.append(matches(text)) }
    for filter in query.filter ?? [] {
      let pair = filter.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard pair.count == 2, let known = filters.first(where: { $0.key == pair[0] }) else {
        throw ListRefusal.unknownFilter(filter, known: filters.map(\.key))
      }
      if !pair[1].isEmpty { parts.append(known.condition(pair[1])) }
    }
    return SQL.joined(parts.map { "(\($0))" }, separator: " AND ")
  }

  private func start(_ after: String?, _ word: String, _ expression: SQL, _ isDescending: Bool) throws -> SQL
  {
    guard let after else { return "1 = 1" }
    guard let cursor = Cursor(after), cursor.sort == word, let value = cursor.bound else {
      throw ListRefusal.badCursor
    }
    return isDescending
      ? "(\(expression), \(id)) < (\(value), \(cursor.id))"
      : "(\(expression), \(id)) > (\(value), \(cursor.id))"
  }

  private static func key(_ row: Row) throws -> JSON {
    switch try row.value(row.count - 1) {
    case .text(let text): .text(text)
    case .int(let number): .whole(number)
    case .double(let number): .number(number)
    case .bool(let flag): .bool(flag)
    case .null, .blob: .null
    }
  }
}
