import Blueprint
import Foundation
import Kernel
import Storage
import Testing

@testable import Sales

/// What the first rows of a file tell, in several languages and layouts.
struct LoaderGuessTests {
  private func guess(_ text: String, _ name: String = "sales.csv", _ hints: LoaderGuess.Hints = .init())
    throws
    -> LoaderGuess
  {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(ID<Fact>.new())-\(name)").path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return LoaderGuess(try FileSample.read(path), hints)
  }

  private func said(_ guess: LoaderGuess, _ words: String) -> Bool {
    guess.findings.contains { $0.words.contains(words) }
  }

  @Test(arguments: [
    ("Filiale;Artikelnr;KW Ende;Absatz;Umsatz", "de"),
    ("Magasin;Code article;Semaine fin;Quantité;Montant", "fr"),
    ("Tienda;Artículo;Fin de semana;Unidades;Ventas", "es"),
    ("Sklep;Towar;Koniec tygodnia;Ilość;Wartość", "pl"),
    ("Store Number;Item Nbr;Week Ending;Units Sold;Sales ($)", "en"),
  ])
  func `headers are understood in five languages`(header: String, language: String) throws {
    let guess = try guess(header + "\n17;4711;03.01.2026;12;30,50\n18;4711;10.01.2026;7;17,99\n")
    let spec = try guess.proposal()
    let names = header.split(separator: ";").map(String.init)
    #expect(
      names.map { spec.columns[$0] } == [.site, .item, .week, .units, .value], "\(language) \(spec.columns)")
    #expect(spec.week.meaning == .weekEnding && spec.week.pattern == "dd.MM.yyyy")
    #expect(spec.numbers == .european)
    #expect(said(guess, "fields are parted by semicolons") && said(guess, "all Saturdays"))
  }

  @Test func `days that fall on one weekday in one reading alone are read so`() throws {
    let rows = ["03/01/2026", "10/01/2026", "07/02/2026"].map { "S1,A,\($0),4,5.20" }
    let spec = try guess("store,item,wk_end,units,sales\n" + rows.joined(separator: "\n")).proposal()
    #expect(spec.week == WeekRule(.weekEnding, pattern: "dd/MM/yyyy"))
  }

  @Test func `one number of thousands or fractions is asked about, two marks are not`() throws {
    let open = try guess("store;item;week_end;units\nS1;A;2026-01-04;1,234\nS1;B;2026-01-04;2,500\n")
    #expect(throws: LoaderRefusal.self) { try open.proposal() }
    #expect(open.missing.first?.contains("numbers=english or numbers=european") == true)
    let told = try guess("store;item;week_end;units;sales\nS1;A;2026-01-04;1.234;1.234,50\n")
    #expect(try told.proposal().numbers == .european && said(told, "“1.234,50”: European numbers"))
  }

  @Test func `titles, a header of two rows and a total are seen`() throws {
    let guess = try guess(
      """
      Sales report,,,,
      Printed 5 Jan 2026,,,,
      ,,Week ending,Sales,Sales
      Store,Item,,Units,Value
      S1,A,2026-01-03,4,5.20
      S1,B,2026-01-10,3,5.20
      Total,,,7,10.40

      """)
    let spec = try guess.proposal()
    #expect(spec.shape == FileShape(titleRows: 2, headerRows: 2), "\(guess.findings.map(\.words))")
    #expect(spec.columns["Sales Units"] == .units && spec.columns["Sales Value"] == .value)
    #expect(said(guess, "the first 2 rows are titles") && said(guess, "the last row is a total"))
  }

  @Test func `a file without a header is told by what its columns hold`() throws {
    var lines: [String] = []
    for store in ["101", "102"] {
      for (item, price) in [("4006381333931", 2.5), ("5901234123457", 4.25), ("9780201379624", 9.75)] {
        for (week, units) in [("2026-01-03", 4), ("2026-01-10", 40), ("2026-01-17", 11)] {
          lines.append("\(store),\(item),\(week),\(units),\(price)")
        }
      }
    }
    let guess = try guess(lines.joined(separator: "\n"))
    let spec = try guess.proposal()
    #expect(
      spec.columns == [
        "column 1": .site, "column 2": .item, "column 3": .week, "column 4": .units, "column 5": .price,
      ], "\(spec.columns)")
    #expect(said(guess, "check digits of GTINs") && said(guess, "changes little from row to row"))
  }

  @Test func `weeks across the columns are a crosstab`() throws {
    let guess = try guess(
      """
      Store,Item,W/E 03.01.2026,W/E 10.01.2026,W/E 17.01.2026,Total
      S1,A,4,5,6,15
      S1,B,1,,2,3

      """)
    let spec = try guess.proposal()
    #expect(spec.shape?.crosstab == Crosstab(rows: [.week]) && spec.week.pattern == "dd.MM.yyyy")
    #expect(spec.columns == ["Store": .site, "Item": .item])
  }

  @Test func `months, single days and numbered weeks are told apart`() throws {
    let head = "store,item,period,units,sales\n"
    let months = try guess(head + "S1,A,2026-01-01,4,5.2\nS1,A,2026-02-01,4,5.2\nS1,A,2026-03-01,4,5.2\n")
    #expect(try months.proposal().week == WeekRule(.month))
    let days = try guess(head + "S1,A,2026-01-01,4,5.2\nS1,A,2026-01-02,4,5.2\nS1,A,2026-01-06,4,5.2\n")
    #expect(try days.proposal().week == WeekRule(.day) && days.proposal().grain == .sumIntoWeek)
    let numbers = try guess(head + "S1,A,1,4,5.2\nS1,A,2,4,5.2\nS1,A,104,4,5.2\n")
    #expect(try numbers.proposal().week.meaning == .number && numbers.proposal().week.isAssumed)
  }

  @Test func `what nothing in the file says is named, with what was found`() throws {
    let guess = try guess("item,week_end,units\nA,2026-01-04,3\nB,2026-01-04,4\n")
    let refusal = #expect(throws: LoaderRefusal.self) { try guess.proposal() }
    #expect(refusal?.message.contains("which column is the site (or give site=NAME") == true)
    #expect(refusal?.message.contains("“units”: units, by its name") == true)
    let one = try self.guess(
      "item,week_end,units\nA,2026-01-04,3\nB,2026-01-04,4\n", "x.csv", .init(constants: [.site: "National"]))
    #expect(try one.proposal().constants == [.site: "National"])
  }

  @Test(arguments: ["1", "2024-01-07"])
  func `the file of five hundred stores and a hundred and four weeks is taken without a question`(
    week: String
  )
    async throws
  {
    let world = try await SalesWorld.make()
    var text = "store,item,week,units,price,flag\n"
    for number in 0..<104 {
      let name = week == "1" ? String(number + 1) : Day(week)!.advanced(by: 7 * number).description
      for item in 1...3 { text += "\(number % 5 + 1),\(item),\(name),\(item),1.25,\(item % 2)\n" }
    }
    let result = try await SalesImport.fromFile(try world.file(text), loader: "auto", world.context)
    #expect(result.accepted == 312 && result.rejected == 0 && result.unknown == 8)
    #expect(result.totals == ["units": "624", "value": "780.00"])
    #expect(result.findings?.isEmpty == false)
  }

  @Test func `an account in the name of the file is a hint`() throws {
    let text = "store,item,week_end,units\nA,B,2026-01-04,3\n"
    let spec = try guess(text, "Northgate_W01.csv", .init(accounts: ["Northgate"])).proposal()
    #expect(spec.source.account == "Northgate" && spec.source.code == "weekly-northgate")
    #expect(try guess(text).proposal().source.code == "weekly")
  }
}
