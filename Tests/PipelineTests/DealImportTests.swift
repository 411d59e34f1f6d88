import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import TestSupport
import Testing

@testable import Pipeline

struct DealImportTests {
  /// Writes lines to a file of their own and imports it.
  private func load(
    _ firm: Firm, _ lines: [String], source: String = "CRM", accounts: DealImport.UnknownAccounts = .reject,
    mapping: String? = nil
  ) async throws -> DealImport {
    let path = NSTemporaryDirectory() + "deals-\(ID<Deal>.new()).csv"
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: path))
    return try await DealImport.fromFile(
      path, source: source, accounts: accounts, mapping: mapping, process: nil, firm.context())
  }

  private static let salesforce = [
    "Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,Created Date,Opportunity Owner,Next Step",
    "0061,Range,Northgate,Proposal/Price Quote,\"250,000.00\",12/31/2026,3/1/2026,Nora North,Send the offer",
    "0062,Chiller,Northgate,Closed Won,90000,5/2/2026,1/15/2026,Somebody Else,",
    "0063,End cap,Northgate,Closed Lost,1000,4/1/2026,2/1/2026,nora.north@example.com,",
    "0064,Broken,Northgate,Closed Won,abc,4/1/2026,2/1/2026,,",
    "0065,Nowhere,Eastgate,Prospecting,10,4/1/2027,2/1/2026,,",
    "0061,Twice,Northgate,Prospecting,10,4/1/2027,2/1/2026,,",
    "0066,Early,Northgate,Closed Won,10,1/1/2026,2/1/2026,,",
  ]

  @Test(arguments: Backing.available)
  func `a Salesforce export comes in once, its rejects are explained, and the same again changes nothing`(
    backing: Backing
  ) async throws {
    try await Firm.open(backing) { firm in
      try await firm.add("Northgate", .group)
      let done = try await load(firm, Self.salesforce)
      #expect(
        done.state == .applied && done.counts.rows == 7 && done.counts.new == 3 && done.counts.rejected == 4)
      #expect(done.rejects.map(\.line) == [5, 6, 7, 8])
      #expect(done.rejects.map(\.field) == ["amount", "account", "code", "close"])
      #expect(done.findings.map(\.field) == ["owner"] && done.counts.wonMinor == 9_000_000)
      let (rows, process) = try await firm.database.read { db in
        (try Deal.listing.fetch(ListQuery(), for: firm.context().actor, db).items, try DealProcess.all(db)[1])
      }
      #expect(Set(rows.map(\.name)) == ["Range", "Chiller", "End cap"] && process.name == "CRM")
      #expect(
        process.stages.map(\.name) == ["Prospecting", "Proposal/Price Quote", "Closed Won", "Closed Lost"])
      let range = try #require(rows.first { $0.name == "Range" })
      #expect(
        range.owner == "Nora North" && range.nextStep == "Send the offer"
          && range.closeOn == Day("2026-12-31"))
      let again = try await load(firm, Self.salesforce)
      #expect(again.id == done.id)
      let other = try await load(
        firm, Self.salesforce + ["0067,New,Northgate,Prospecting,7,4/1/2027,2/1/2026,,"])
      #expect(other.counts.unchanged == 3 && other.counts.new == 1 && other.counts.changed == 0)
    }
  }

  @Test(arguments: Backing.available)
  func `an import is undone as a whole, but not over what changed since`(backing: Backing) async throws {
    try await Firm.open(backing) { firm in
      try await firm.add("Northgate", .group)
      let head = "deal id,deal name,company,deal stage,amount,close date"
      let first = try await load(firm, [head, "1,A,Northgate,Appointment scheduled,10,2027-01-01"])
      let second = try await load(
        firm, [head, "1,A,Northgate,Contract sent,20,2027-02-01", "2,B,Northgate,Closed lost,5,2026-01-01"])
      #expect(second.counts.changed == 1 && second.counts.new == 1)
      func deals() async throws -> [DealRow] {
        try await firm.database.read {
          try Deal.listing.fetch(ListQuery(), for: firm.context().actor, $0).items
        }
      }
      #expect(try await deals().first { $0.name == "A" }?.pushes == 1)
      _ = try await DealImport.undo(second.id, firm.context())
      let left = try await deals()
      #expect(left.map(\.name) == ["A"] && left[0].stage == "Appointment scheduled" && left[0].pushes == 0)
      #expect(left[0].amount == Money(minor: 1_000, currency: .usd))
      await #expect(throws: DealImportRefusal.changedSince(["A"])) {
        try await DealImport.undo(first.id, firm.context())
      }
      await #expect(throws: DealImportRefusal.wrongState("undone")) {
        try await DealImport.undo(second.id, firm.context())
      }
    }
  }

  @Test(arguments: Backing.available)
  func `unknown accounts become prospects, and a currency without a rate is rejected with its remedy`(
    backing: Backing
  ) async throws {
    try await Firm.open(backing) { firm in
      let lines = [
        "id,name,account,stage,amount,currency,close", "1,A,Eastgate,Lead,10,USD,2027-01-01",
        "2,B,Eastgate,Lead,20,GBP,2027-01-01", "3,C,,Lead,,,2027-01-01",
      ]
      let done = try await load(firm, lines, accounts: .prospects)
      #expect(done.counts.new == 2 && done.counts.withoutAccount == 1 && done.counts.withoutValue == 1)
      #expect(done.rejects.map(\.field) == ["currency"] && done.rejects[0].reason.contains("exchange rate"))
      let accounts = try await firm.database.read {
        try Account.named("eastgate", for: firm.context().actor, limit: 5, $0)
      }
      #expect(accounts.map(\.status) == [.prospect])
      await #expect(throws: DealImportRefusal.self) { try await load(firm, ["a,b", "1,2"], source: "Other") }
      await #expect(throws: DealImportRefusal.self) {
        try await load(firm, ["id,stage", "1,Lead"], source: "Other", mapping: "amount=Value")
      }
    }
  }

  @Test func `cells of other systems are read exactly or not at all`() {
    let usd = Currency.usd
    #expect(
      DealCells.amount("1,054.00", usd)?.minor == 105_400 && DealCells.amount("$1,054", usd)?.minor == 105_400
    )
    #expect(DealCells.amount("USD 1054", usd)?.minor == 105_400)
    for text in ["1,05", "1.054,00", "10 EUR", "ten", "-5", "1.005"] {
      #expect(DealCells.amount(text, usd) == nil, "\(text)")
    }
    #expect(DealCells.day("2017-03-01T10:00:00Z", dayFirst: false) == Day("2017-03-01"))
    #expect(DealCells.day("3/4/2026", dayFirst: false) == Day("2026-03-04"))
    #expect(DealCells.day("3/4/2026", dayFirst: true) == Day("2026-04-03"))
    #expect(DealCells.day("3.4.2026", dayFirst: false) == Day("2026-04-03"))
    #expect(
      DealCells.day("31/12/2026", dayFirst: false) == nil && DealCells.day("soon", dayFirst: false) == nil)
    #expect(DealCells.outcome("Closed Won") == .won && DealCells.outcome("Lost") == .lost)
    #expect(DealCells.outcome("Nearly won") == .open)
  }
}

/// The real pipeline of a seller of hardware, where it lies beside the checkout.
struct RealPipelineTests {
  private static let folder =
    (ProcessInfo.processInfo.environment["MAINSTAY_DATA"] ?? "../shared/data") + "/crm_pipeline"

  @Test(.enabled(if: FileManager.default.fileExists(atPath: folder)))
  func `the published pipeline comes in with its totals, its traps are told, and its calibration stands`()
    async throws
  {
    try await Firm.open(.sqlite) { firm in
      let context = firm.context()
      for (file, importer) in [("accounts", Account.importer), ("products", Product.importer)] {
        let upload = Upload(path: "\(Self.folder)/\(file).csv", name: file, bytes: 1, digest: file)
        let mapping = file == "accounts" ? "parent=subsidiary_of" : nil
        _ = try await importer.preview(.init(file: upload, mapping: mapping, apply: true), context)
      }
      let done = try await DealImport.fromFile(
        "\(Self.folder)/sales_pipeline.csv", source: "CRM", accounts: .reject, mapping: nil, process: nil,
        context)
      #expect(done.counts.rows == 8_800 && done.counts.new == 8_800 && done.counts.rejected == 0)
      #expect(done.counts.won == 4_238 && done.counts.lost == 2_473 && done.counts.open == 2_089)
      #expect(done.counts.wonMinor == 1_000_553_400 && done.counts.withoutAccount == 1_425)
      let pro = done.findings.first { $0.field == "product" }
      #expect(pro?.text == "“GTXPro” is taken for “GTX Pro”" && pro?.rows == 1_480)
      try await firm.database.read { db in
        let process = try DealProcess.all(db)[1]
        #expect(process.stages.map(\.name) == ["Prospecting", "Engaging", "Won", "Lost"])
        let board = try PipelineBoard.find(.init(process: process.id), context, db)
        #expect(board.open.map(\.count) == [500, 1_589])
        let quarters = [("01-01", "03-31"), ("04-01", "06-30"), ("07-01", "09-30"), ("10-01", "12-31")]
        let won = try quarters.map { first, last in
          try Calibration.find(
            .init(process: process.id, from: Day("2017-\(first)"), to: Day("2017-\(last)")), context, db
          ).wonValue.minor
        }
        #expect(won == [113_467_200, 308_611_100, 298_225_500, 280_249_600])
        let odds = try #require(try StageOdds.all(db)[process.stages[1].id])
        #expect(odds.closed == 6_711 && odds.won == 4_238)
        let all = try Calibration.find(.init(process: process.id), context, db)
        #expect(all.statements == 6_711 && all.decided == 6_711 && all.reference == 2_327)
        // Early deals were given what is assumed where nothing is known; those decided late had a history.
        let late = try Calibration.find(.init(process: process.id, from: Day("2017-10-01")), context, db)
        #expect((late.brier ?? 9_999) < (all.brier ?? 0))
        let said = try PipelineSnapshot.find(.init(on: Day("2017-03-01"), known: .now), context, db)
        #expect(said.count > 0 && said.won + said.lost + said.open == said.count)
        #expect(try PipelineSnapshot.find(.init(on: Day("2017-03-01")), context, db).count == 0)
      }
    }
  }
}
