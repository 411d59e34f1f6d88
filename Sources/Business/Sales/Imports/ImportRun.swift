import Accounts
import Blueprint
import Catalog
import Files
import Foundation
import Kernel
import Storage

/// One run of an import, from the first row to the moment it counts.
struct ImportRun {
  let request: ImportRequest
  let context: Context
  let calendar: FiscalCalendar
  let progress: ImportProgress

  private var spec: LoaderSpec { request.loader }
  private var siteCodes: String { spec.source.siteCodes ?? spec.source.code }

  func all(_ source: SalesSource?, digest: String) async throws -> ImportResult {
    let folder = context.folder + "/imports"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let isStored = request.mode == .store
    let rejects = RejectLog(
      path: isStored ? "\(folder)/rejects-\(ID<SalesBatch>.new(at: context.now)).csv" : nil)
    do {
      let reading = try await read(rejects, folder)
      var result = try facts(of: reading)
      if isStored, let source {
        try await store(reading, source, digest: digest, &result)
      } else {
        try await rehearse(reading, source, &result)
      }
      return result
    } catch {
      try? rejects.finish()
      if let path = rejects.path { try? FileManager.default.removeItem(atPath: path) }
      throw error
    }
  }

  // MARK: - Reading

  private func read(_ rejects: RejectLog, _ folder: String) async throws -> FileReading {
    let (siteCodes, itemCodes) = (siteCodes, spec.source.code)
    let books = try await context.read { db in
      let nextSite =
        try db.first("SELECT COALESCE(MAX(number), 0) + 1 FROM accounts") { try $0.int64(0) } ?? 1
      let nextItem =
        try db.first("SELECT COALESCE(MAX(number), 0) + 1 FROM products") { try $0.int64(0) } ?? 1
      return (
        sites: CodeBook(try Account.numbers(forSource: siteCodes, db), next: nextSite),
        items: CodeBook(try Product.numbers(forSource: itemCodes, db), next: nextItem)
      )
    }
    var (sites, items) = books
    for code in request.decisions.ignoredSites { sites.ignore(code) }
    for code in request.decisions.ignoredItems { items.ignore(code) }
    let reading = try FileReading(
      request, calendar: calendar, sites: sites, items: items, rejects: rejects, folder: folder)
    let total = Int(reading.source.totalBytes)
    while try reading.readSome(16_384) {
      try await progress(Int(reading.source.bytesRead), total, "Reading row \(reading.rows)")
      await Task.yield()
    }
    guard reading.rows > 0 || reading.rejects.count > 0 else {
      throw ImportRefusal.noRows(name: request.fileName)
    }
    return reading
  }

  private func facts(of reading: FileReading) throws -> ImportResult {
    var result = ImportResult()
    result.source = spec.source.name
    result.loader = spec.name
    result.fileName = request.fileName
    result.findings = request.findings
    result.currency = spec.source.currency.code
    result.method = spec.weekWords ?? spec.week.method(calendar)
    result.ignored = reading.ignored
    result.header = reading.header
    result.preview = reading.preview
    result.weeks = reading.weeks.map { weeks in
      ImportResult.Weeks(first: week(weeks.lowerBound), last: week(weeks.upperBound))
    }
    let (sites, items) = (reading.reader.sites.unknown, reading.reader.items.unknown)
    result.unknown = sites.count + items.count
    // A list that a reader works through; the counts say how many there are in all.
    result.unknownSites = sites.prefix(2_000).map { .init(code: $0.code, name: title($0, site: true)) }
    result.unknownItems = items.prefix(2_000).map { .init(code: $0.code, name: title($0, site: false)) }
    if reading.reader.rounded > 0 {
      result.warnings.append(
        "\(reading.reader.rounded) figures had more decimals than are kept and were rounded: units to a "
          + "thousandth, "
          + "money to a ten-thousandth.")
    }
    if reading.repeated > 0 {
      result.warnings.append(
        "\(reading.repeated) rows repeat another row in every field. They count, because two equal sales "
          + "can happen; "
          + "if they are mistakes, take them out and import the file again.")
    }
    result.warnings += reading.source.warnings
    if spec.week.isAssumed || spec.week.meaning.isSpread { result.warnings.append(result.method) }
    try note(reading, &result)
    return result
  }

  /// What the file says of itself, and whether it is so.
  private func note(_ reading: FileReading, _ result: inout ImportResult) throws {
    let control = reading.control
    if !control.totals.isEmpty { result.controls = control.totals }
    if control.partial > 0 {
      result.warnings.append(
        "\(control.partial) totals stand between the rows and were left out; only those at the foot are checked."
      )
    }
    if control.notes > 0 {
      result.warnings.append("\(control.notes) lines of text without figures were passed over.")
    }
    if !reading.leftColumns.isEmpty {
      let names = reading.leftColumns.prefix(5).map { "“\($0)”" }.joined(separator: ", ")
      result.warnings.append("\(reading.leftColumns.count) columns were left out: \(names).")
    }
    let differing = control.totals.filter { !$0.ties }
    guard !differing.isEmpty else { return }
    let refusal = ImportRefusal.totalsDiffer(differing, rejected: reading.rejects.count)
    if request.mode == .store, spec.totals != .accept { throw refusal }
    result.warnings.append(refusal.message)
  }

  private func week(_ ordinal: Int32) -> Week { Week(ordinal: Int(ordinal), endingOn: calendar.weekEnding) }

  private func title(_ unknown: CodeBook.Unknown, site isSite: Bool) -> String {
    if !isSite, let name = spec.itemNames[unknown.code] { return name }
    if isSite, unknown.code == spec.siteless { return unknown.code }
    if !unknown.name.isEmpty { return unknown.name }
    return (isSite ? spec.siteTitle : spec.itemTitle).replacing("{code}", with: unknown.code)
  }

  // MARK: - Rehearsing

  private func rehearse(
    _ reading: FileReading, _ source: SalesSource?, _ result: inout ImportResult
  ) async throws {
    let number = source?.number ?? 0
    let known = try await context.read { try StoredSegments.keys(source: number, $0) }
    var writing = SegmentWriting(source: number, batch: nil, known: known, context)
    try await pass(FactGroups(reading.sorter), reading, &writing) { _ in }
    finish(&result, reading, writing)
  }

  // MARK: - Storing

  private func store(
    _ reading: FileReading, _ source: SalesSource, digest: String, _ result: inout ImportResult
  ) async throws {
    let (sites, items) = (reading.reader.sites.unknown, reading.reader.items.unknown)
    if request.unknown == .hold, result.unknown > 0 {
      throw ImportRefusal.unknownCodes(sites: sites.map(\.code), items: items.map(\.code))
    }
    guard reading.sorter.count > 0 else {
      let first = reading.rejects.first.first
      throw ImportRefusal.nothingAccepted(
        rejected: reading.rejects.count,
        first: first.map { "line \($0.line), \($0.field): \($0.reason)" } ?? "all rows were left out.")
    }
    let numbers = try await addProvisional(sites, items, source)
    let request = request, context = context
    let batch = try await context.database.write {
      try SalesBatch.begin(request, digest: digest, source: source, context, $0)
    }
    do {
      let known = try await context.read { try StoredSegments.keys(source: source.number, $0) }
      var writing = SegmentWriting(source: source.number, batch: batch, known: known, context)
      let total = reading.sorter.count
      try await pass(FactGroups(reading.sorter), reading, numbers: numbers, &writing) { done in
        try await progress(done, total, "Storing")
      }
      finish(&result, reading, writing)
      try reading.rejects.finish()
      result.batch = batch.id
      try await insertRejects(reading.rejects, batch.id)
      try await show(batch, source, result, reading)
    } catch {
      try? await SalesImport.remove(batch: batch.number, context)
      throw error
    }
    try await ask(batch.id, source, reading)
  }

  /// The real numbers of codes that got their number while the file was read.
  private struct Numbers {
    var sites: [Int32: Int32] = [:]
    var items: [Int32: Int32] = [:]
  }

  private func addProvisional(
    _ sites: [CodeBook.Unknown], _ items: [CodeBook.Unknown], _ source: SalesSource
  ) async throws -> Numbers {
    guard !sites.isEmpty || !items.isEmpty else { return Numbers() }
    let (context, spec, siteCodes) = (context, spec, siteCodes)
    let numbers = try await context.database.write { db in
      try checkAreUnknown(sites, items, db)
      let category = try items.isEmpty ? nil : category(db)
      let banners = try parents(of: sites, source, db), segments = try parents(of: items, below: category, db)
      let newSites = sites.map {
        Account.Unknown(
          code: $0.code, name: title($0, site: true), city: $0.detail,
          parent: $0.parent.flatMap { banners[$0] })
      }
      let newItems = items.map {
        Product.Unknown(
          code: $0.code, name: title($0, site: false), gtin: GTIN($0.code),
          parent: $0.parent.flatMap { segments[$0] })
      }
      let made = try Account.addProvisional(
        newSites, source: siteCodes, kind: spec.siteKind, parent: source.account, context, db)
      let added = try Product.addProvisional(
        newItems, source: spec.source.code, parent: category, context, db)
      var numbers = Numbers()
      // Others may have made records since the file was read; then the numbers lie higher, in the same order.
      for one in sites {
        if let real = made[one.code], real != Int64(one.number) { numbers.sites[one.number] = Int32(real) }
      }
      for one in items {
        if let real = added[one.code], real != Int64(one.number) { numbers.items[one.number] = Int32(real) }
      }
      return numbers
    }
    try await markServices(items)
    return numbers
  }

  /// The accounts that the file puts above new sites, made where they are missing.
  private func parents(of sites: [CodeBook.Unknown], _ source: SalesSource, _ db: Connection) throws
    -> [String: ID<Account>]
  {
    var found: [String: ID<Account>] = [:]
    for name in Set(sites.compactMap(\.parent)).subtracting([""]).sorted() {
      let title = (spec.parentTitle ?? "{code}").replacing("{code}", with: name)
      let known = try Account.named(SearchKey.fold(title), for: context.actor, limit: 10, db).first {
        SearchKey.fold($0.name) == SearchKey.fold(title)
          && ($0.parent == source.account || source.account == nil)
      }
      found[name] =
        try known?.id
        ?? Account.add(Account.New(name: title, kind: .banner, parent: source.account), context, db).id
    }
    return found
  }

  /// The segments that the file puts above new items, made below their category.
  private func parents(of items: [CodeBook.Unknown], below category: ID<Product>?, _ db: Connection) throws
    -> [String: ID<Product>]
  {
    var found: [String: ID<Product>] = [:]
    for name in Set(items.compactMap(\.parent)).subtracting([""]).sorted() {
      let folded = SearchKey.fold(name)
      let known = try db.first(
        "SELECT id FROM products WHERE kind = 'segment' AND search_key = \(folded) AND parent_id = \(category) "
          + "ORDER BY id LIMIT 1"
      ) { try $0.id(0, as: Product.self) }
      found[name] =
        try known ?? Product.add(Product.New(name: name, kind: .segment, parent: category), context, db).id
    }
    return found
  }

  /// The category below which new items go, made where it is missing.
  private func category(_ db: Connection) throws -> ID<Product> {
    let name = spec.category, folded = SearchKey.fold(name)
    let found = try db.first(
      "SELECT id FROM products WHERE kind = 'category' AND search_key = \(folded) ORDER BY id LIMIT 1"
    ) { try $0.id(0, as: Product.self) }
    return try found ?? Product.add(Product.New(name: name, kind: .category), context, db).id
  }

  /// Another import may have brought the same codes while this one was reading.
  private func checkAreUnknown(
    _ sites: [CodeBook.Unknown], _ items: [CodeBook.Unknown], _ db: Connection
  ) throws {
    try db.lock("accounts")
    try db.lock("products")
    let knownSites = try Account.numbers(forSource: siteCodes, db)
    guard !sites.contains(where: { knownSites[$0.code] != nil }) else { throw CodesBecameKnown() }
    let knownItems = try Product.numbers(forSource: spec.source.code, db)
    guard !items.contains(where: { knownItems[$0.code] != nil }) else { throw CodesBecameKnown() }
  }

  /// Says of postage, fees and the like that they are no merchandise.
  private func markServices(_ items: [CodeBook.Unknown]) async throws {
    let codes = items.map(\.code).filter(spec.services.contains)
    guard !codes.isEmpty else { return }
    let source = spec.source.code
    let ids = try await context.read { db in
      try db.all(
        "SELECT product_id FROM product_aliases WHERE source = \(source) AND code IN \(SQL.list(codes)) "
          + "ORDER BY code"
      ) { try $0.id(0, as: Product.self) }
    }
    for id in ids {
      var change = Product.Change(id: id)
      change.isMerchandise = .set(false)
      _ = try await Product.change(change, context)
    }
  }

  private func pass(
    _ groups: FactGroups, _ reading: FileReading, numbers: Numbers = Numbers(),
    _ writing: inout SegmentWriting,
    _ report: (Int) async throws -> Void
  ) async throws {
    // Of a period that is spread every week has its twin; the row is one.
    var done = 0, reported = 0, twins = Set<Int64>()
    while var group = try groups.next() {
      for twin in group.duplicates where !spec.week.meaning.isSpread || twins.insert(twin.line).inserted {
        try reading.rejects.add(
          line: Int(twin.line),
          RowFault(
            field: "row",
            reason: "The same site, item and week as line \(twin.firstLine), which was kept. "
              + "Take one of them out, or let the loader add them up.", text: ""))
      }
      done += group.facts.count
      if !numbers.sites.isEmpty { group.facts.renumber { numbers.sites[$0] ?? $0 } }
      if let item = numbers.items[group.item] { group = group.of(item: item) }
      try await writing.take(group)
      if done - reported > 200_000 {
        reported = done
        try await report(done)
      }
    }
    try await writing.finish()
  }

  private func finish(_ result: inout ImportResult, _ reading: FileReading, _ writing: SegmentWriting) {
    result.accepted = writing.lines
    result.duplicates = writing.duplicates
    result.restated = writing.restated
    result.facts = writing.facts
    result.rejected = reading.rejects.count
    result.totals = writing.sums.texts
    result.firstRejects = Array(reading.rejects.first.prefix(100))
  }

  private func insertRejects(_ log: RejectLog, _ id: ID<SalesBatch>) async throws {
    let first = log.first
    guard !first.isEmpty else { return }
    try await context.database.write { try SalesBatch.insert(first, of: id, $0) }
  }

  // MARK: - Showing

  /// Lets the import count, in one small transaction. Where another import of the source was quicker, the
  /// roll-ups are made once more.
  private func show(
    _ batch: (id: ID<SalesBatch>, number: Int64), _ source: SalesSource, _ result: ImportResult,
    _ reading: FileReading
  ) async throws {
    let path = reading.rejects.count > 0 ? reading.rejects.path : nil
    let (context, weeks) = (context, reading.weeks)
    try await Visibility.change(
      source.id, batch: batch.number, StoredSegments.Choice(with: batch.number), context
    ) { db in
      guard try SalesBatch.show(batch.id, result, weeks: weeks, rejects: path, at: Date(), db) else {
        throw ImportRefusal.changedMeanwhile
      }
      try context.publish(
        SalesBatch.wasImported, batch.id,
        after: ["file": result.fileName, "source": result.source, "rows": String(result.accepted)], db)
    }
  }

  /// Asks about codes that look changed; the import counts whatever comes of it.
  private func ask(_ batch: ID<SalesBatch>, _ source: SalesSource, _ reading: FileReading) async throws {
    guard let weeks = reading.weeks else { return }
    let seen = seenBanners(reading), context = context
    let moved = try await context.read { try MovedSite.found(seen, $0) }
    try await ImportQuestion.look(at: batch, source, weeks: weeks, calendar, moved: moved, context)
  }

  /// The banners that the file names for sites that are known.
  private func seenBanners(_ reading: FileReading) -> [MovedSite.Seen] {
    reading.reader.sites.known.filter { !$0.value.parent.isEmpty }.sorted { $0.key < $1.key }.map {
      number, seen in
      let title = (spec.parentTitle ?? "{code}").replacing("{code}", with: seen.parent)
      return MovedSite.Seen(number: number, banner: title, from: Day(ordinal: seen.day - 6))
    }
  }
}

/// The file has to be read again, since codes of it that were unknown are known by now.
struct CodesBecameKnown: Error {}
