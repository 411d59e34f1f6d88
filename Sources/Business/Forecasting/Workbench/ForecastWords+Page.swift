import Blueprint
import Kernel
import Sales
import Targets

extension ForecastWords {
  func page(formToken: String, isPiece: Bool) -> AnswerPage {
    var sections: [AnswerPage.Section] = [
      .init(
        "parts", book.split == .accounts ? "Account by account" : "Product by product",
        links: partLinks, tables: [parts]),
      .init("why", "Why this number", chart: waterfall, tables: [causes]),
      .init("columns", "Who says what", tables: [columns]), overrides(formToken),
    ]
    if let method = book.method {
      sections.append(.init("method", "How it was forecast", lines: lines(method)))
    }
    if !book.levels.isEmpty {
      sections.append(.init("levels", "Do wholes and parts agree", tables: [levels], lines: [agreement]))
    }
    return AnswerPage(
      heading: isPiece ? nil : heading, sentence: sentence, badges: [badge], actions: actions, tabs: tabs,
      answer: answer,
      caution: book.isRunning ? "A new forecast is being made." : nil, tiles: tiles, chart: chart,
      sections: sections,
      foot:
        "Data to \(DisplayNumber.day(version.through.lastDay)). \(DisplayNumber.grouped(book.seriesCount)) series; "
        + "totals are the sums of their parts to the unit.")
  }

  /// The short form for an account's page.
  func piece(isPiece: Bool) -> AnswerPage {
    AnswerPage(
      heading: isPiece ? nil : heading, sentence: sentence,
      actions: isPiece ? [] : [.init("Open the forecast", here(), icon: "chart-line")], answer: answer,
      tiles: Array(tiles.prefix(3)), chart: chart,
      sections: [
        .init(
          "forecast-parts", book.split == .accounts ? "Account by account" : "Product by product",
          links: [.init("Open the forecast", here())], tables: [parts])
      ], foot: "Data to \(DisplayNumber.day(version.through.lastDay)).")
  }

  private var badge: AnswerPage.Badge {
    if version.isLocked { return .init("Locked", tone: "good") }
    return version.knownOn == nil ? .init("Open", tone: "flat") : .init("Looked back", tone: "watch")
  }

  private var actions: [AnswerPage.Link] {
    var links: [AnswerPage.Link] = []
    if mayChange {
      links.append(.init("Override", overriding(nil, nil), icon: "pencil", css: "button--primary"))
    }
    links += [
      .init("XLSX", here() + "&format=xlsx", icon: "download"),
      .init("CSV", here() + "&format=csv", icon: "download"),
      .init("Known ahead", "/forecasts/known", icon: "tag"),
      .init("Launches", "/forecasts/launches", icon: "box"),
      .init(
        "Demand plan", "/forecasts/\(version.id)/plan" + (book.account.map { "?account=\($0.id)" } ?? ""),
        icon: "truck"),
      .init("Bridge", "/forecasts/bridge" + (book.account.map { "?account=\($0.id)" } ?? ""), icon: "truck"),
      .init(
        "Accuracy", "/forecasts/accuracy" + (book.account.map { "?account=\($0.id)" } ?? ""),
        icon: "circle-check"), .init("Versions", "/forecasts/versions", icon: "history"),
    ]
    if mayChange {
      links.append(.init("Lock", "/forecasts/\(version.id)/lock/new", icon: "check"))
    }
    return links
  }

  private var tabs: [AnswerPage.Tab] {
    [
      .init("By account", here(split: .accounts), isCurrent: book.split == .accounts),
      .init("By product", here(split: .products), isCurrent: book.split == .products),
    ]
  }

  private var partLinks: [AnswerPage.Link] {
    let other: ForecastBook.Step = book.step == .month ? .week : .month
    var links: [AnswerPage.Link] = [
      .init(other == .week ? "By week" : "By month", here(step: other) + "#parts")
    ]
    for weeks in [13, 26, 52] where weeks != book.shown && weeks <= version.horizon {
      links.append(.init("\(weeks) weeks", here(weeks: weeks) + "#parts"))
    }
    return links
  }

  private func lines(_ method: ForecastBook.Method) -> [String] {
    var lines = ["Method: \(method.name)."]
    if let ratio = method.againstNaive {
      lines.append(
        "Error at rolling origins = \(ratio.formatted(decimals: 1)) of that of repeating the same weeks of the year before: "
          + (ratio.count < 10_000 ? "it beats seasonal naive." : "it does not beat seasonal naive."))
    }
    lines += method.notes.map { "Note: \($0)." }
    if book.seriesCount > 1 {
      lines.append(
        "The band comes from a forecast of the whole, put around the sum of its \(book.seriesCount) parts and widened by what is known ahead and launches: ranges of parts do not add up."
      )
    }
    return lines
  }

  private func overrides(_ formToken: String) -> AnswerPage.Section {
    let open = book.overrides.filter { $0.withdrawnAt == nil }
    let rows = book.overrides.reversed().map { one -> TableView.Line in
      .init(cells: [
        .head(one.scope),
        .text("\(DisplayNumber.day(one.firstWeek.firstDay)) to \(DisplayNumber.day(one.lastWeek.lastDay))"),
        .number(one.change), .text(one.reason), .text(one.madeByName), .day(Day(one.madeAt)),
        .text(Words.title(one.desk.rawValue)),
        .text(
          one.withdrawnAt.map { "withdrawn \(DisplayNumber.day(Day($0)))" }
            ?? "until \(DisplayNumber.day(one.expiresOn))"),
      ])
    }
    let table = TableView(
      caption: "Overrides",
      heads: [
        .init(label: "Where"), .init(label: "Weeks"), .init(label: "Change", css: "is-end"),
        .init(label: "Why"), .init(label: "By"), .init(label: "On"), .init(label: "Desk"),
        .init(label: "Counts"),
      ], rows: rows)
    return .init(
      "overrides", "Overrides",
      deeds: mayChange
        ? open.suffix(3).map {
          .init(
            "Withdraw \($0.change)", "/forecasts/overrides/\($0.id)/withdrawal", csrf: formToken)
        } : [], tables: rows.isEmpty ? [] : [table],
      quiet: rows.isEmpty ? "Nobody has changed this forecast." : nil)
  }
}
