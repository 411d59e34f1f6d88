import Blueprint
import Files
import Foundation
import Kernel
import Testing
import TestSupport
import X12

@testable import Sales

struct EDIImportTests {
  private static let body =
    Report.week + "CUR*SE*CAD~N1*FR*Harbour Stores*92*H~LIN*1*UP*012345678905~PID*F****Oat biscuits~"
    + "CTP**RTL*1.99~ZA*QS*12*EA~SDQ*EA*92*101*5*102*7~ZA*QU*1*EA~SDQ*EA*92*102*1~ZA*QA*40*EA~SDQ*EA*92*101*40~"
    + "LIN*2*EN*4006381333931~ZA*QS*3*EA~SDQ*EA*92*101*3~CTT*2~"

  private func importFile(
    _ text: String, _ world: SalesWorld, _ name: String = "sales.edi", loader: String = "auto",
    parameters: [String: String] = [:]
  ) async throws -> ImportResult {
    try await SalesImport.fromFile(
      world.file(text, name), loader: loader, parameters: parameters, world.context)
  }

  @Test(arguments: Backing.available) func `an 852 comes in by itself, whatever its name`(
    backing: Backing
  ) async throws {
    for name in ["pos.edi", "pos.x12", "pos.txt", "pos.852", "pos"] {
      let world = try await SalesWorld.make(backing)
      let result = try await importFile(Report.text("852", Self.body), world, name)
      #expect(result.loader == "x12-852")
      #expect(result.source == "Harbour Stores")
      #expect(result.currency == "CAD")
      #expect(result.accepted == 4)
      #expect(result.rejected == 0)
      #expect(result.unknown == 4)
      #expect(result.totals["units"] == "14")
      #expect(result.totals["value"] == "21.89")
      #expect(result.unknownItems.map(\.name).contains("Oat biscuits"))
      #expect(result.warnings.contains("Figures that are no sales were left out: on hand (1)."))
      #expect(result.method.contains("the company week that holds most of them"))
      guard name == "pos.edi" else { continue }
      #expect(try await world.rolledUp() == (units: 14_000, value: 218_900))
    }
  }

  @Test func `the same file again changes nothing, and undo takes it back`() async throws {
    let world = try await SalesWorld.make()
    let text = Report.text("852", Self.body)
    let first = try await importFile(text, world)
    let before = try await world.visible()
    #expect(before.count == 3)
    let again = try await importFile(text, world, "other-name.txt")
    #expect(again.isRepeat && again.accepted == 0)
    #expect(try await world.visible() == before)
    _ = try await SalesImport.undo(try #require(first.batch), world.context)
    #expect(try await world.visible().isEmpty)
  }

  @Test func `a dry run says what would come in and keeps nothing`() async throws {
    let world = try await SalesWorld.make()
    let path = try world.file(Report.text("852", Self.body), "sales.852")
    let spec = try await SalesDesk.loader("auto", for: path, world.context).spec
    let result = try await SalesImport.run(
      ImportRequest(path: path, fileName: "sales.852", loader: spec, mode: .rehearse), world.context)
    #expect(result.accepted == 4 && result.unknown == 4)
    #expect(result.header.starts(with: ["store", "store_name"]))
    #expect(try await world.visible().isEmpty)
  }

  @Test func `the browser's import recognises it and asks only about codes`() async throws {
    let world = try await SalesWorld.make()
    let path = try world.file(Report.text("852", Self.body), "sales.edi")
    let upload = Upload(path: path, name: "sales.edi", bytes: 900, digest: "")
    let draft = try await ImportDraft.begin(upload, loader: "auto", world.context)
    #expect(draft.step == "codes")
    #expect(draft.spec?.name == "x12-852")
    #expect(draft.rehearsal?.totals == ["units": "14", "value": "21.89"])
    #expect(draft.rehearsal?.unknownSites.map(\.code) == ["101", "102"])
  }

  @Test func `what can't be taken is rejected with segment, element and remedy`() async throws {
    let world = try await SalesWorld.make()
    let wrong = Self.body.replacing("101*5*102*7", with: "101*five*102*7").replacing(
      "ZA*QS*3", with: "ZA*XX*3")
    let result = try await importFile(Report.text("852", wrong), world)
    #expect(result.accepted == 2)
    #expect(result.firstRejects.map(\.line) == [11, 17])
    #expect(result.firstRejects.map(\.field) == ["SDQ04", "ZA01"])
    #expect(result.firstRejects.first?.text == "five")
    #expect(result.firstRejects.first?.reason.hasPrefix("Not a number") == true)
  }

  @Test(arguments: [
    ("SE*18*", "SE*17*", "Segment 20: SE01 says “17” segments in its set, and there are 18."),
    ("GE*1*7", "GE*1*8", "Segment 21: GE02 carries the control number “8”"),
    ("IEA*1*000000042~", "", "Segment 21: the file breaks off here: IEA"),
    ("GS*PD", "QQ*PD", "Segment 2: QQ stands outside of a transaction set"),
    ("XQ*H*20260301", "XQ*H*20261301", "Segment 4: XQ02 is “20261301”"),
  ]) func `a broken envelope keeps the whole file out`(old: String, new: String, words: String) async throws {
    let world = try await SalesWorld.make()
    let text = Report.text("852", Self.body), broken = text.replacing(old, with: new)
    #expect(broken != text)
    let refusal = await #expect(throws: (any Error).self) { try await importFile(broken, world) }
    let message = (refusal as? any Refusal)?.message ?? ""
    #expect(message.hasPrefix(words), "\(message)")
    #expect(try await world.visible().isEmpty)
  }

  @Test func `a file without ISA is no interchange, and a wrong currency is refused`() async throws {
    let world = try await SalesWorld.make()
    let text = Report.text("852", Self.body)
    let headless = try #require(text.range(of: "GS*").map { String(text[$0.lowerBound...]) })
    await #expect(throws: X12Refusal.missingISA(segment: 1, found: "GS*PD*PARTNER*MAINST")) {
      try await importFile(headless, world)
    }
    let refusal = await #expect(throws: FileRefusal.self) {
      try await importFile(text, world, parameters: ["currency": "USD"])
    }
    #expect(refusal?.message.contains("Import it with currency=CAD") == true)
    #expect(refusal?.code == "edi-other-currency")
  }

  @Test func `two partners are two sources, though they number their stores alike`() async throws {
    let world = try await SalesWorld.make()
    let text = Report.text("852", Self.body)
    _ = try await importFile(text, world)
    let other = text.replacing("*ZZ*PARTNER ", with: "*ZZ*NEIGHBOR").replacing(
      "Harbour Stores", with: "Neighbour")
    let result = try await importFile(other, world)
    #expect(result.source == "Neighbour" && result.unknown == 4)
    #expect(try await world.context.read { try SalesSource.all($0).count } == 2)
    let refusal = await #expect(throws: FileRefusal.self) {
      try await importFile(text + other.replacing("000000042", with: "000000043"), world)
    }
    #expect(refusal?.code == "edi-two-senders")
  }

  @Test func `an 867 comes in with returns, and its loader is found`() async throws {
    let world = try await SalesWorld.make()
    let text = Report.text(
      "867",
      "BPT*00*R1*20260314*SS~N1*DB*Distributor*92*D1~PTD*SS~DTM*003*20260303~N1*ST*Corner shop*92*C7~QTY*32*12*EA~"
        + "LIN**UP*012345678905~AMT*1*13.50~QTY*76*2*EA~LIN**UP*012345678905~AMT*1*2.25~QTY*32*4*EA~LIN**UP*4711~"
    )
    let result = try await importFile(text, world)
    #expect(result.loader == "x12-867" && result.source == "Distributor")
    #expect(result.accepted == 3)
    #expect(result.totals["units"] == "14")
    #expect(result.totals["value"] == "11.25")
    #expect(result.unknownSites.map(\.name) == ["Corner shop"])
    let path = try world.file(text, "r.edi")
    #expect(LoaderMatch.best(try await SalesDesk.recognise(path, world.context))?.loader == "x12-867")
  }

  @Test func `figures without any price come in as units`() async throws {
    let world = try await SalesWorld.make()
    let plain = Self.body.replacing("CTP**RTL*1.99~", with: "")
    let result = try await importFile(Report.text("852", plain), world)
    #expect(result.accepted == 4 && result.rejected == 0)
    #expect(result.totals["units"] == "14")
    #expect(try await world.visible().allSatisfy { !$0.contains("value=") })
  }

  @Test func `a file of another document is refused with what it holds`() async throws {
    let world = try await SalesWorld.make()
    let refusal = await #expect(throws: (any Error).self) {
      try await importFile(Report.text("850", "BEG*00*SA*1**20260314~PO1*1*1*EA*2~"), world)
    }
    #expect((refusal as? any Refusal)?.message.contains("The file holds 850") == true)
  }
}
