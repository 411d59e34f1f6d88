import Kernel
import Testing

@testable import Blueprint

@Suite struct PartsTests {
  private func table(_ rows: [[TableView.Cell]], totals: [String] = []) -> TableView {
    TableView(
      caption: "Accounts", heads: [.init(label: "Account"), .end("Held back"), .end("Value")],
      rows: rows.map { .init(cells: $0) }, totals: totals.map { .init(css: "", text: $0) })
  }

  @Test func `a column in which nobody says anything is left out, with its head and its total`() {
    let drawn = table(
      [[.head("Fenmart"), .number(""), .number("12")], [.head("Oakline"), .number(""), .number("")]],
      totals: ["All", "", "12"])
    #expect(drawn.heads.map(\.label) == ["Account", "Value"])
    #expect(drawn.rows.map { $0.cells.map(\.text) } == [["Fenmart", "12"], ["Oakline", ""]])
    #expect(drawn.totals.map(\.text) == ["All", "12"])
  }

  @Test func `a column stays where its total or a badge speaks, and where there are no rows`() {
    #expect(table([[.head("Fenmart"), .text(""), .text("")]], totals: ["All", "3", "12"]).heads.count == 3)
    #expect(table([[.head("Fenmart"), .badge("late", "bad"), .number("1")]]).heads.count == 3)
    #expect(table([]).heads.count == 3)
  }

  @Test func `a change that reads as nothing has neither direction nor tone`() {
    let small = DeltaView(now: 1_000_004, before: 1_000_000)
    #expect((small.arrow, small.tone, small.text) == ("right", "flat", "0.0 %"))
    let fall = DeltaView(now: 900, before: 1_000)
    #expect((fall.arrow, fall.tone) == ("down", "bad"))
  }
}
