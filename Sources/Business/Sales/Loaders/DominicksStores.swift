import Accounts
import Blueprint
import Catalog
import Files
import Foundation
import Kernel
import Storage

/// Dominick's list of stores as account records: city, postcode, price tier and zone. Stores that a sales
/// file has brought in already are completed, the others are added.
enum DominicksStores {
  static let name = "dominicks-stores"
  private static let columns = ["store", "city", "price_tier", "zone", "zip", "address"]

  private struct Store {
    let code: String
    let city: String?
    let tier: String?
    let zone: String?
    let postcode: String?
    let address: String?
  }

  static func load(_ path: String, _ context: Context) async throws -> ImportResult {
    let start = ProcessTime.seconds
    var result = ImportResult()
    let stores = try read(path, &result)
    let source = LoaderSpec.orangeJuice.source, codes = source.siteCodes ?? source.code
    let root = try await context.write { db in
      try db.lock("sales_sources")
      return try SalesSource.rootAccount(named: source.account ?? "", LoaderSpec.orangeJuice, context, db)
    }
    let known = try await context.read { db in
      let numbers = try Account.numbers(forSource: codes, db).compactMapValues(\.last?.number)
      let accounts = try Account.find(numbers: numbers.values, for: context.actor, db)
      return numbers.compactMapValues { accounts[$0] }
    }
    for store in stores {
      if let account = known[store.code] {
        let changed = try await complete(account, store, context)
        if changed { result.accepted += 1 } else { result.duplicates += 1 }
      } else {
        _ = try await Account.add(new(store, below: root, codes), context)
        result.accepted += 1
      }
    }
    (result.loader, result.source) = (name, source.account ?? "")
    result.fileName = path.split(separator: "/").last.map(String.init) ?? path
    result.seconds = ProcessTime.seconds - start
    result.peakMemoryBytes = ProcessTime.peakMemoryBytes
    return result
  }

  private static func read(_ path: String, _ result: inout ImportResult) throws -> [Store] {
    let csv = DelimitedReader(try ByteSource(path: path)), header = try csv.readHeader()
    let places = columns.map { header.firstIndex(of: $0) ?? -1 }
    let missing = zip(columns, places).filter { $0.1 < 0 }.map(\.0)
    guard missing.isEmpty else { throw LoaderRefusal.columnMissing(missing, loader: name, found: header) }
    var stores: [Store] = []
    while let record = try csv.next() {
      let texts = record.texts
      func text(_ column: Int) -> String? {
        let text = texts.count > places[column] ? texts[places[column]] : ""
        return text.isEmpty ? nil : text
      }
      // Numbers of zones and postcodes are written as decimals: 60305.0.
      func whole(_ column: Int) -> String? {
        text(column).map { $0.hasSuffix(".0") ? String($0.dropLast(2)) : $0 }
      }
      guard let code = whole(0) else {
        result.rejected += 1
        result.firstRejects.append(
          .init(
            line: record.line, field: "store", reason: "The store's number is missing. Fill it in.", text: "")
        )
        continue
      }
      stores.append(
        Store(
          code: code, city: text(1), tier: text(2), zone: whole(3), postcode: whole(4), address: text(5)))
    }
    return stores
  }

  private static func new(_ store: Store, below root: ID<Account>, _ codes: String) -> Account.New {
    var new = Account.New(name: "Store \(store.code)", kind: .store, parent: root)
    new.city = store.city
    new.postcode = store.postcode
    new.tier = store.tier
    new.segment = store.zone.map { "Zone \($0)" }
    new.note = store.address
    new.source = codes
    new.code = store.code
    return new
  }

  private static func complete(_ account: Account, _ store: Store, _ context: Context) async throws -> Bool {
    var change = Account.Change(id: account.id)
    if let city = store.city { change.city = .set(city) }
    if let postcode = store.postcode { change.postcode = .set(postcode) }
    if let tier = store.tier { change.tier = .set(tier) }
    if let zone = store.zone { change.segment = .set("Zone \(zone)") }
    if let address = store.address { change.note = .set(address) }
    return try await Account.change(change, context).version != account.version
  }
}
