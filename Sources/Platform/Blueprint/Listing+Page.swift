import Kernel

extension Listing {
  /// The list as an endpoint: JSON, page, CSV and workbook.
  package func endpoint(allow: Permission) -> Endpoint {
    Endpoint(.get, path, "List \(nouns.many)", allow: allow) { (query: ListQuery, context) in
      try await context.read { db in try fetch(query, for: context.actor, db) }
    }.page { (reply: ListReply<Item>, visit) in
      let list = try await visit.context.read { try completed(holding: reply.items, $0) }
      return try await list.page(reply, visit)
    }.table { (_: ListReply<Item>, visit) in
      let query = try visit.fields.decode(ListQuery.self)
      let (list, items) = try await visit.context.read { db in
        let items = try all(query, for: visit.context.actor, db)
        return (try completed(holding: items, db), items)
      }
      return try await list.file(items, query, visit)
    }
  }

  private func page(_ reply: ListReply<Item>, _ visit: Visit) async throws -> Page {
    let query = try visit.fields.decode(ListQuery.self)
    let address = ListAddress(path: path, query: query)
    let shown = shown(query)
    let more = reply.next.map {
      ListView.More(
        href: address.with(after: $0), text: "Show more", span: shown.count + (bulk.isEmpty ? 0 : 1))
    }
    // Asked for by the endless list, only the next rows go out.
    if query.after != nil, visit.isFragment {
      return Page(
        "list-rows", title: title, frame: .fragment,
        ListRows(canMark: !bulk.isEmpty, rows: lines(reply.items, shown, visit), more: more))
    }
    let (options, saved) = try await around(visit.context)
    let chips = chips(query, address, options)
    let isNarrowed = try await isNarrowed(query, reply.total, visit.context)
    let view = ListView(
      title: title, tally: DisplayNumber.grouped(Int64(reply.total)),
      sentence: sentence(reply.total, query, chips),
      narrowing: isPlain(query, chips) ? nil : sentence(reply.total, query, chips),
      mainAction: mainAction(visit.context.actor),
      csrf: visit.formToken, back: visit.query.isEmpty ? path : "\(path)?\(visit.query)",
      views: tabs(visit, query, saved),
      saveView: saveHref.map {
        ListView.SaveView(href: $0 + "?list=\(path)&query=" + Words.percent(visit.query))
      },
      showsTools: reply.total > 0 || isNarrowed, address: path,
      searchValue: query.q, searchLabel: "Search \(nouns.many)", kept: keptBySearch(address),
      keptByFilter: address.kept(without: "filter"), keptByColumns: address.kept(without: "column"),
      hasChips: !chips.isEmpty, chips: chips, clearHref: path, hasFilters: !filters.isEmpty,
      filters: filterFields(query, options),
      filterCount: query.filter.map { String($0.count) },
      columns: choices(shown),
      exports: exports(address),
      hasRows: !reply.items.isEmpty, nameHead: shown.prefix(1).map { head($0, query, address) },
      heads: shown.dropFirst().map { head($0, query, address) }, canMark: !bulk.isEmpty,
      rows: lines(reply.items, shown, visit), more: more, hasTotals: false, totalsLabel: "", totals: [],
      bulk: try await bulkView(visit.context, options), empty: blank(isNarrowed))
    return Page("list", title: title, section: section, view)
  }

  private func exports(_ address: ListAddress) -> [ListView.Link] {
    [("CSV", "csv"), ("Excel", "xlsx")].map {
      .init(label: $0.0, href: address.with(format: $0.1), icon: "download")
    }
  }

  private func mainAction(_ actor: Actor) -> ListView.Link? {
    guard let action, action.allow.admits(actor, writing: true) else { return nil }
    return ListView.Link(label: action.label, href: action.href, icon: "plus")
  }

  /// The columns that the reader may choose; the first, which names the row, always stays.
  private func choices(_ shown: [Column]) -> [ListView.ColumnChoice] {
    columns.dropFirst().map { column in
      .init(key: column.key, label: column.head, isShown: shown.contains { $0.key == column.key })
    }
  }

  private func file(_ items: [Item], _ query: ListQuery, _ visit: Visit) async throws -> Table {
    let shown = shown(query)
    let (options, _) = try await around(visit.context)
    let chips = chips(query, ListAddress(path: path, query: query), options)
    let filters = chips.map { "\($0.field): \($0.text)" }.joined(separator: "; ")
    return Table(
      title: title, heads: shown.map(\.head), rows: items.map { item in shown.map { $0.cell(item) } },
      notes: [
        ("List", title), ("Rows", String(items.count)), ("Filters", filters.isEmpty ? "none" : filters),
        ("Search", query.q ?? "none"), ("Written", "\(visit.context.today) by \(visit.context.actor.name)"),
      ])
  }

  private func shown(_ query: ListQuery) -> [Column] {
    guard let wanted = query.column else {
      return columns.filter { column in
        column.isShown && column.emptyUnder.map { query.filter?.contains($0) == true } != true
      }
    }
    return columns.enumerated().filter { $0.offset == 0 || wanted.contains($0.element.key) }.map(\.element)
  }

  private func lines(_ items: [Item], _ shown: [Column], _ visit: Visit) -> String {
    let canEdit = edit?.allow.admits(visit.context.actor, writing: true) == true
    var html: [UInt8] = []
    html.reserveCapacity(items.count * 800)
    for item in items { line(item, shown, canEdit ? edit?.href : nil, &html) }
    return String(decoding: html, as: UTF8.self)
  }

  private func line(
    _ item: Item, _ shown: [Column], _ edit: (@Sendable (Item) -> String)?, _ html: inout [UInt8]
  ) {
    let text = shown[0].cell(item).shown, name = HTML.escaped(text.isEmpty ? "(no name)" : text)
    html += "<tr data-row".utf8
    if let edit { Self.write(" data-edit=\"", edit(item), "\"", &html) }
    html += ">".utf8
    if !bulk.isEmpty {
      html += "<td class=\"grid__mark\"><label><input type=\"checkbox\" name=\"id\"".utf8
      Self.write(" value=\"", idText(item), "\" aria-label=\"Mark ", &html)
      html += name.utf8
      html += "\"></label></td>".utf8
    }
    html += "<th scope=\"row\" class=\"grid__name\">".utf8
    if let href = shown[0].href { Self.write("<a href=\"", href(item), "\">", &html) }
    html += name.utf8
    html += (shown[0].href == nil ? "</th>" : "</a></th>").utf8
    for column in shown.dropFirst() { cell(column, item, &html) }
    html += "</tr>\n".utf8
  }

  private func cell(_ column: Column, _ item: Item, _ html: inout [UInt8]) {
    let cell = column.cell(item), text = cell.shown
    html += (cell.isNumeric ? "<td class=\"is-end\">" : "<td>").utf8
    if !text.isEmpty, let href = column.href?(item) {
      Self.write("<a href=\"", href, "\">", &html)
      Self.write("", text, "</a></td>", &html)
    } else {
      Self.write("", text, "</td>", &html)
    }
  }

  private static func write(
    _ before: StaticString, _ text: String, _ after: StaticString, _ html: inout [UInt8]
  ) {
    before.withUTF8Buffer { html += $0 }
    HTML.escape(text, into: &html)
    after.withUTF8Buffer { html += $0 }
  }

  private func head(_ column: Column, _ query: ListQuery, _ address: ListAddress) -> ListView.Head {
    let current = query.sort ?? sort
    let isUp = current == column.key, isDown = current == "-" + column.key
    return ListView.Head(
      label: column.head, css: column.isNumeric ? "is-end" : "", isSorted: isUp || isDown,
      ariaSort: isDown ? "descending" : "ascending",
      sortIcon: isUp ? "sort-ascending" : isDown ? "sort-descending" : "arrows-sort",
      sortHref: column.order == nil
        ? address.with(sort: current) : address.with(sort: isUp ? "-" + column.key : column.key),
      unit: nil)
  }

  private func isPlain(_ query: ListQuery, _ chips: [ListView.Chip]) -> Bool {
    chips.isEmpty && query.q?.isEmpty != false
  }

  private func sentence(_ total: Int, _ query: ListQuery, _ chips: [ListView.Chip]) -> String {
    var text = "\(DisplayNumber.grouped(Int64(total))) \(total == 1 ? nouns.one : nouns.many)"
    if let search = query.q, !search.isEmpty { text += " matching “\(search)”" }
    if !chips.isEmpty {
      text += ", " + chips.map { "\($0.field.lowercased()) \($0.text)" }.joined(separator: ", ")
    }
    return text + "."
  }

  /// The choices of every filter and the saved views, asked for once a page and in one read: the chips, the menu and
  /// the bulk bar share them.
  private func around(
    _ context: Context
  ) async throws -> (options: [String: [Form.Option]], saved: [(label: String, query: String)]) {
    var (options, saved) = try await context.read { [filters, savedViews] db in
      var options: [String: [Form.Option]] = [:]
      for filter in filters {
        if case .stored(let find) = filter.choices { options[filter.key] = try find(db) }
      }
      return (options, try savedViews?(context.actor, db) ?? [])
    }
    for filter in filters {
      switch filter.choices {
      case .fixed(let choices): options[filter.key] = choices
      case .asked(let ask): options[filter.key] = try await ask(context)
      case .stored: break
      }
    }
    return (options, saved)
  }

  private func chips(
    _ query: ListQuery, _ address: ListAddress, _ options: [String: [Form.Option]]
  ) -> [ListView.Chip] {
    var chips: [ListView.Chip] = []
    for word in query.filter ?? [] {
      let pair = word.split(separator: ":", maxSplits: 1).map(String.init)
      guard pair.count == 2, let filter = filters.first(where: { $0.key == pair[0] }) else { continue }
      let label = options[filter.key]?.first { $0.value == pair[1] }?.label ?? pair[1]
      chips.append(
        .init(
          field: filter.label, text: label, removeHref: address.without(filter: word),
          removeLabel: "Remove the filter \(filter.label)"))
    }
    return chips
  }

  private func filterFields(_ query: ListQuery, _ choices: [String: [Form.Option]]) -> [FieldView] {
    var views: [FieldView] = []
    for filter in filters {
      var view = FieldView(id: "filter-\(filter.key)", name: "filter", label: filter.label)
      view.isSelect = true
      view.isRequired = true
      let options = (choices[filter.key] ?? []).map { option in
        let word = "\(filter.key):\(option.value)"
        return OptionView(value: word, label: option.label, isSelected: query.filter?.contains(word) == true)
      }
      view.options = [OptionView(value: "", label: "Any")] + options
      views.append(view)
    }
    return views
  }

  private func tabs(
    _ visit: Visit, _ query: ListQuery, _ saved: [(label: String, query: String)]
  ) -> [ListView.Tab] {
    let here = visit.query
    guard !saved.isEmpty || !views.isEmpty else { return [] }
    let current = query.q == nil ? query.filter ?? [] : [""]
    let all = ListView.Tab(label: "All", href: path, isCurrent: current.isEmpty, tally: nil)
    let given = views.map { view in
      ListView.Tab(
        label: view.label, href: "\(path)?filter=\(view.filter)", isCurrent: current == [view.filter],
        tally: nil)
    }
    return given + [all]
      + saved.map { view in
        .init(label: view.label, href: "\(path)?\(view.query)", isCurrent: view.query == here, tally: nil)
      }
  }

  private func bulkView(_ context: Context, _ known: [String: [Form.Option]]) async throws -> ListView.Bulk? {
    guard !bulk.isEmpty else { return nil }
    var selects: [ListView.Select] = []
    for field in bulk {
      var options = known[field.name] ?? []
      if known[field.name] == nil { options = try await field.options(context) }
      selects.append(
        .init(
          name: field.name, label: field.label,
          options: options.map { OptionView(value: $0.value, label: $0.label) }))
    }
    let button = ListView.Button(
      label: "Change the marked \(nouns.many)", name: "do", value: "change", css: "button--primary",
      question: "Change all marked \(nouns.many)?")
    return .init(action: "\(path)/changes", selects: selects, buttons: [button])
  }

  /// Whether there would be more without the search and the filters: a list that holds nothing at all says so
  /// in every view of it.
  private func isNarrowed(_ query: ListQuery, _ total: Int, _ context: Context) async throws -> Bool {
    guard query.q?.isEmpty == false || query.filter?.isEmpty == false else { return false }
    guard total == 0 else { return true }
    return try await context.read { db in try fetch(ListQuery(), for: context.actor, db).total } > 0
  }

  /// A search looks through everything: what it keeps of the address leaves the given views out.
  private func keptBySearch(_ address: ListAddress) -> [ListView.Pair] {
    address.kept(without: "q").filter { pair in
      pair.name != "filter" || !views.contains { $0.filter == pair.value }
    }
  }

  private func blank(_ isNarrowed: Bool) -> ListView.Blank {
    if isNarrowed {
      return .init(
        icon: "search", title: "No \(nouns.many) match", text: "Take a filter away or search for less.",
        label: "Show all \(nouns.many)", href: path, secondLabel: nil, secondHref: nil)
    }
    return .init(
      icon: "inbox", title: empty.title, text: empty.text, label: empty.action?.label ?? "Back to the start",
      href: empty.action?.href ?? "/", secondLabel: nil, secondHref: nil)
  }
}

/// What the template `list-rows` places when it goes out alone.
package struct ListRows: Sendable {
  package let canMark: Bool
  package let rows: String
  package let more: ListView.More?
}

/// The address of a list with parts of its query changed.
struct ListAddress {
  let path: String
  let query: ListQuery

  func with(after: String) -> String { text(query.sort, after: after, filter: query.filter) }
  func with(sort: String) -> String { text(sort, after: nil, filter: query.filter) }
  func with(format: String) -> String { text(query.sort, after: nil, filter: query.filter, format: format) }
  func without(filter: String) -> String {
    text(query.sort, after: nil, filter: query.filter?.filter { $0 != filter })
  }

  func kept(without name: String) -> [ListView.Pair] {
    pairs(query.sort, after: nil, filter: query.filter, format: nil).filter { $0.0 != name }
      .map { ListView.Pair(name: $0.0, value: $0.1) }
  }

  private func pairs(
    _ sort: String?, after: String?, filter: [String]?, format: String?
  ) -> [(String, String)] {
    var pairs: [(String, String)] = []
    if let q = query.q, !q.isEmpty { pairs.append(("q", q)) }
    for word in filter ?? [] { pairs.append(("filter", word)) }
    for word in query.column ?? [] { pairs.append(("column", word)) }
    if let sort { pairs.append(("sort", sort)) }
    if let after { pairs.append(("after", after)) }
    if let format { pairs.append(("format", format)) }
    return pairs
  }

  private func text(_ sort: String?, after: String?, filter: [String]?, format: String? = nil) -> String {
    let pairs = pairs(sort, after: after, filter: filter, format: format)
    guard !pairs.isEmpty else { return path }
    return path + "?" + pairs.map { "\($0.0)=\(Words.percent($0.1))" }.joined(separator: "&")
  }
}
