import Blueprint
import Kernel
import Sales
import Targets

/// A place of a forecast in words, tiles, charts and tables.
struct ForecastWords {
  let book: ForecastBook
  let version: ForecastVersion
  let mayChange: Bool

  init?(_ book: ForecastBook, mayChange: Bool) {
    guard let version = book.version else { return nil }
    (self.book, self.version) = (book, version)
    self.mayChange = mayChange && version.state == .ready && !version.isLocked
  }

  // MARK: Addresses

  func href(
    account: String? = nil, product: String? = nil, split: ForecastBook.Split? = nil,
    step: ForecastBook.Step? = nil, weeks: Int? = nil
  ) -> String {
    var parts = ["version=\(version.id)"]
    if let account { parts.append("account=\(account)") }
    if let product { parts.append("product=\(product)") }
    if let split { parts.append("split=\(split.rawValue)") }
    if let step { parts.append("step=\(step.rawValue)") }
    if let weeks { parts.append("weeks=\(weeks)") }
    return "/forecasts?" + parts.joined(separator: "&")
  }

  /// This page with one thing changed.
  func here(
    split: ForecastBook.Split? = nil, step: ForecastBook.Step? = nil, weeks: Int? = nil
  ) -> String {
    href(
      account: book.account?.id, product: book.product?.id, split: split ?? book.split,
      step: step ?? book.step,
      weeks: weeks ?? (book.shown == ForecastBook.usualWeeks ? nil : book.shown))
  }

  func open(_ row: ForecastBook.Row) -> String {
    book.split == .accounts
      ? href(account: row.place.id, product: book.product?.id, step: book.step)
      : href(account: book.account?.id, product: row.place.id, split: .products, step: book.step)
  }

  func overriding(_ row: ForecastBook.Row?, _ column: ForecastBook.Column?) -> String {
    var parts: [String] = []
    let account = book.split == .accounts && row != nil ? row?.place.id : book.account?.id
    let product = book.split == .products && row != nil ? row?.place.id : book.product?.id
    if let account { parts.append("account=\(account)") }
    if let product { parts.append("product=\(product)") }
    if let column { parts.append("from=\(column.first.firstDay)&to=\(column.last.lastDay)") }
    return "/forecasts/\(version.id)/overrides/new?" + parts.joined(separator: "&")
  }

  // MARK: Words

  var subject: String {
    switch (book.account?.name, book.product?.name) {
    case (let account?, let product?): "\(product) at \(account)"
    case (let account?, nil): account
    case (nil, let product?): product
    case (nil, nil): "All accounts"
    }
  }

  var heading: String {
    book.account == nil && book.product == nil ? "Forecast" : "Forecast of \(subject)"
  }

  var crumbs: [Page.Crumb] {
    guard book.account != nil || book.product != nil else { return [] }
    var crumbs: [Page.Crumb] = [.init("Forecasts", href())]
    let accounts = book.product == nil ? book.accountPath.dropLast() : book.accountPath[...]
    crumbs += accounts.map { .init($0.name, href(account: $0.id)) }
    crumbs += book.productPath.dropLast().map {
      .init($0.name, href(account: book.account?.id, product: $0.id, split: .products))
    }
    return crumbs
  }

  var sentence: String {
    var text =
      "\(version.kind.label), \(version.title); made \(DisplayNumber.day(Day(version.madeAt))) by \(version.madeBy)."
    if version.isLocked {
      text +=
        " Locked as “\(version.lockName ?? "")” by \(version.lockedBy ?? "")"
        + (version.lockedAt.map { " on \(DisplayNumber.day(Day($0)))." } ?? ".")
    }
    return text
  }

  func sum(_ weeks: [Int64]) -> Int64 { weeks.prefix(book.shown).reduce(0, +) }
  var total: Int64 { sum(book.weeks.consensus) }
  var yearAgo: Int64 { sum(book.weeks.naive) }

  var answer: String {
    let change =
      yearAgo > 0 ? ", \(DisplayNumber.change(from: yearAgo, to: total)) on the same weeks a year before" : ""
    return
      "\(DisplayNumber.short(total)) units in the \(book.shown) weeks to "
      + "\(DisplayNumber.day(version.week(book.shown - 1).lastDay))\(change). \(verdict)"
  }

  /// Said plainly, whichever way it is.
  var verdict: String {
    if book.seriesCount == 1, let ratio = book.method?.againstNaive {
      let by = BasisPoints(abs(10_000 - ratio.count)).formatted(decimals: 0)
      return ratio.count < 10_000
        ? "On its own history the forecast beats repeating last year: \(by) less error."
        : "On its own history the forecast does not beat repeating last year: \(by) more error."
    }
    guard book.judged > 0 else {
      return "Too little history to hold the forecast against repeating last year."
    }
    return
      "On its own history the forecast beats repeating last year for \(book.beatsNaive) of \(book.judged) series."
      + (book.beatsNaive * 2 < book.judged ? " For most it does not." : "")
  }

  var tiles: [TileView] {
    let statistical = sum(book.weeks.statistical), door = here() + "#why"
    var tiles = [
      TileView(
        label: "Consensus, \(book.shown) weeks", value: DisplayNumber.short(total),
        exact: DisplayNumber.grouped(total), unit: "units", href: door, spokenHref: "Why this number",
        change: yearAgo > 0 ? DeltaView(now: total, before: yearAgo) : nil,
        against: "same weeks a year before"),
      TileView(
        label: "Statistical", value: DisplayNumber.short(statistical),
        exact: DisplayNumber.grouped(statistical), unit: "units", href: door, spokenHref: "Why this number",
        below: total == statistical
          ? "no overrides" : "overrides: \(DisplayNumber.grouped(total - statistical))"),
    ]
    if let worth = book.worth {
      tiles.append(
        TileView(
          label: "Worth", value: DisplayNumber.short(worth.minor, decimals: worth.currency.decimals),
          exact: worth.formatted(), unit: worth.currency.code, href: here() + "#parts",
          spokenHref: "Part by part", below: "at the average price of the last 13 weeks"))
    }
    if let before = book.before {
      tiles.append(
        TileView(
          label: "Since the last version", value: DisplayNumber.change(from: before.then, to: before.now),
          exact: "\(DisplayNumber.grouped(before.then)) then, \(DisplayNumber.grouped(before.now)) now",
          href: "/forecasts?version=\(before.id)" + (book.account.map { "&account=\($0.id)" } ?? ""),
          spokenHref: "Open the version before", below: "\(before.weeks) weeks that both forecast"))
    }
    return tiles
  }
}
