import Blueprint
import Kernel

extension DriverTables {
  /// All parts as rows, with what they are printed beside.
  var file: Table {
    let words = DriverWords(drivers: drivers), order = drivers.effects.map(\.driver)
    func money(_ value: Int64) -> Table.Cell { .decimal(units: value, scale: 4) }
    func effects(_ list: [Drivers.Effect]) -> [Table.Cell] {
      order.map { driver in money(list.first { $0.driver == driver }?.value ?? 0) }
    }
    var rows = drivers.parts.map { part in
      [.text(part.name), money(part.before), money(part.after), money(part.after - part.before)]
        + effects(part.effects) + [part.contribution.map { .decimal(units: $0, scale: 6) } ?? .empty]
    }
    if let shift = drivers.shift, shift != 0 {
      let cells = order.map { $0 == .mix ? money(shift) : $0 == .volume ? money(-shift) : money(0) }
      rows.append([.text("Between the parts"), money(0), money(0), money(0)] + cells + [.empty])
    }
    rows.append(
      [.text("Total"), money(drivers.before), money(drivers.after), money(drivers.change)]
        + effects(drivers.effects) + [.empty])
    return Table(
      title: "Drivers of \(drivers.name)",
      heads: [drivers.split == .accounts ? "Account" : "Product", "Before", "Now", "Change"]
        + order.map(\.label)
        + ["Adds to growth (share of the whole)"],
      rows: rows, notes: notes(words))
  }

  private func notes(_ words: DriverWords) -> [(String, String)] {
    let method =
      switch drivers.method {
      case .reversible: "Price, volume and mix at the mean of both periods"
      case .textbook: "Price at new quantities, volume and mix at old prices"
      case .distribution:
        "Distribution x velocity x price by logarithmic means; distribution counts stores selling"
      }
    let weeks = drivers.weeks
    return [
      ("What", drivers.name), ("Weeks", weeks?.text ?? ""), ("Held against", weeks?.baseText ?? ""),
      ("Method", method), ("Currency", words.currency), ("Data", words.throughText), ("Answer", words.answer),
    ]
  }
}
