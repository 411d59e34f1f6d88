import Blueprint
import Kernel
import Sales

/// Tables of a drivers page, and the same rows as a file.
struct DriverTables {
  let drivers: Drivers
  private static let mostRows = 50

  private var currency: String { drivers.lens?.currency.code ?? "" }

  /// The method's drivers; those without a price only where there are any.
  private var columns: [Driver] {
    drivers.effects.map(\.driver).filter { driver in
      driver != .apart || drivers.effects.contains { $0.driver == .apart && $0.value != 0 }
        || drivers.parts.contains { $0.effects.contains { $0.driver == .apart && $0.value != 0 } }
    }
  }

  private static func value(_ driver: Driver, _ effects: [Drivers.Effect]) -> Int64 {
    effects.first { $0.driver == driver }?.value ?? 0
  }

  /// Millionths as a percentage with two decimals.
  private static func percent(_ millionths: Int64) -> String {
    (millionths > 0 ? "+" : "") + DisplayNumber.decimal(millionths, scale: 4, decimals: 2) + " %"
  }

  var parts: TableView {
    let links = DriverLinks(drivers: drivers), shown = drivers.parts.prefix(Self.mostRows)
    var rows = shown.map { part in
      line(
        .head(
          part.name, link: links.part(part),
          badge: part.isProvisional ? .init(label: "provisional", tone: "watch") : nil), part)
    }
    if let rest = rest { rows.append(line(.head("\(drivers.parts.count - shown.count) others"), rest)) }
    if let shift = drivers.shift, shift != 0 { rows.append(between(shift)) }
    return TableView(
      caption: "Drivers by part",
      heads: [
        .init(label: drivers.split == .accounts ? "Account" : "Product"),
        .init(label: "Change", css: "is-end", unit: currency),
        .init(label: "Change", css: "is-end", unit: "%"),
      ] + columns.map { .init(label: $0.label, css: "is-end") } + [
        .init(label: "Adds to growth", css: "is-end"), .init(label: "Before", css: "is-end"),
        .init(label: "Now", css: "is-end"),
      ],
      rows: rows, totals: totals,
      footnote: drivers.shift.map { _ in
        "Each line is the figure of that part's own page. Between the parts: sales that moved to dearer or cheaper parts, "
          + "which is mix of the whole and volume of its parts. The lines sum to the total exactly."
      } ?? "Each line is the figure of that part's own page; the lines sum to the total exactly.")
  }

  private func line(_ head: TableView.Cell, _ part: Drivers.Part) -> TableView.Line {
    .init(
      cells: [
        head, .number(DriverWords.signed(part.after - part.before)), .change(part.after, part.before),
      ] + columns.map { .number(DriverWords.signed(Self.value($0, part.effects))) } + [
        .number(part.contribution.map(Self.percent) ?? ""), .number(DriverWords.money(part.before)),
        .number(DriverWords.money(part.after)),
      ])
  }

  private func between(_ shift: Int64) -> TableView.Line {
    .init(
      cells: [.head("Between the parts"), .number(DriverWords.money(0)), .text("")]
        + columns.map { driver in
          let value = driver == .mix ? shift : driver == .volume ? -shift : 0
          return .number(value == 0 ? "" : DriverWords.signed(value))
        } + [.text(""), .text(""), .text("")])
  }

  /// The parts beyond those shown, as one.
  private var rest: Drivers.Part? {
    let more = drivers.parts.dropFirst(Self.mostRows)
    guard !more.isEmpty else { return nil }
    return Drivers.Part(
      id: "", name: "", isProvisional: false, before: more.reduce(0) { $0 + $1.before },
      after: more.reduce(0) { $0 + $1.after },
      effects: columns.map { driver in
        .init(driver: driver, value: more.reduce(0) { $0 + Self.value(driver, $1.effects) })
      },
      contribution: more.allSatisfy { $0.contribution != nil }
        ? more.reduce(0) { $0 + ($1.contribution ?? 0) } : nil)
  }

  private var totals: [TableView.Total] {
    [
      .init(css: "", text: "Total"), .init(css: "is-end", text: DriverWords.signed(drivers.change)),
      .init(css: "", text: ""),
    ]
      + columns.map { .init(css: "is-end", text: DriverWords.signed(Self.value($0, drivers.effects))) }
      + [
        .init(
          css: "is-end",
          text: drivers.before > 0
            ? DisplayNumber.change(from: drivers.before, to: drivers.after, decimals: 2) : ""),
        .init(css: "is-end", text: DriverWords.money(drivers.before)),
        .init(css: "is-end", text: DriverWords.money(drivers.after)),
      ]
  }

  /// New and lost items, the largest of both.
  var listings: TableView {
    func lines(_ list: Drivers.Listings, _ word: String, _ tone: String) -> [TableView.Line] {
      list.largest.map { one in
        .init(cells: [
          .head(one.name, link: one.product.isEmpty ? nil : "/products/\(one.product)"),
          .init(isPlain: false, text: "", badge: .init(label: word, tone: tone)),
          .text(one.accounts == 1 ? one.accountName : "\(one.accountName) and \(one.accounts - 1) more"),
          .number(DriverWords.signed(one.value)),
        ])
      }
    }
    let cut = [(drivers.new, "new"), (drivers.lost, "lost")].filter { $0.0.items > $0.0.largest.count }
    return TableView(
      caption: "New and lost items",
      heads: [
        .init(label: "Item"), .init(label: ""), .init(label: "At"),
        .init(label: "Value", css: "is-end", unit: currency),
      ],
      rows: lines(drivers.new, "new", "good") + lines(drivers.lost, "lost", "bad"),
      footnote: cut.isEmpty
        ? nil
        : cut.map { list, word in
          "The largest \(list.largest.count) of \(list.items) \(word) items, in all "
            + "\(DriverWords.signed(list.value))."
        }.joined(separator: " "))
  }
}
