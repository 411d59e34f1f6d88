import Accounts
import Blueprint
import Foundation
import Kernel
import Storage
import Testing

@testable import Sales

struct WizardTests {
  private static let file = """
    Outlet,Artikel,KW ende,Stück,Umsatz
    S1,A,04.01.2026,1.000,"2.500,50"
    S2,A,04.01.2026,3,"7,50"

    """

  private func upload(_ text: String, _ world: SalesWorld) throws -> Upload {
    Upload(path: try world.file(text), name: "kasse.csv", bytes: text.utf8.count, digest: "")
  }

  private func form(_ id: ID<ImportDraft>, _ texts: [String: String]) throws -> FormFields {
    var fields = Fields()
    fields.add(text: texts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } + [("id", id.text)])
    return try fields.decode(FormFields.self)
  }

  private static let answers = [
    "name": "kasse", "account": "Kaufhaus", "kind": "pos", "currency": "EUR", "meaning": "week-ending",
    "pattern": "dd.MM.yyyy", "weekOne": "", "numbers": "european", "grain": "week", "column-0": "site",
    "column-1": "item", "column-2": "week", "column-3": "units", "column-4": "value",
  ]

  @Test func `an unknown file is mapped once, checked, imported, and known the next time`() async throws {
    let world = try await SalesWorld.make(), context = world.context
    var draft = try await ImportDraft.begin(try upload(Self.file, world), loader: "auto", context)
    #expect(draft.step == "columns")
    let map = ImportMapView(try await draft.mapping(context), formToken: "t")
    #expect(map.columns.map(\.header) == ["Outlet", "Artikel", "KW ende", "Stück", "Umsatz"])
    #expect(map.columns[0].options.first(where: \.isSelected)?.value == "site")
    try await draft.map(try form(draft.id, Self.answers), context)
    #expect(draft.step == "codes" && draft.rehearsal?.totals == ["units": "1003", "value": "2508.00"])
    let codes = ImportCodesView(try await draft.openCodes(context), formToken: "t")
    #expect(codes.groups.map(\.heading) == ["Sites", "Items"])
    try await draft.decide(
      try form(draft.id, ["site-0": "new", "site-1": "ignore", "item-0": "new"]), context)
    draft = try await ImportDraft.find(draft.id, context)
    let check = ImportCheckView(draft, formToken: "t")
    #expect(check.submitLabel == "Import 1 rows" && draft.rehearsal?.ignored == 1)
    let work = try JSON.text(of: ImportWork(request: try draft.request(.store), draft: draft.id))
    let run = JobRun(job: .new(), context: context) { _, _, _ in }
    _ = try await SalesImport.job.run(work, run)
    draft = try await ImportDraft.find(draft.id, context)
    let batch = try #require(draft.batch)
    let result = try await context.read { try SalesBatch.find(batch, $0) }
    #expect(
      result.state == .visible && ImportResultView(result, formToken: "t").undo?.label == "Undo this import")
    #expect(try await world.rolledUp().value == 25_005_000)
    let next = try await ImportDraft.begin(
      try upload(Self.file.replacing("04.01.2026", with: "11.01.2026"), world), loader: "auto", context)
    #expect(next.spec?.name == "kasse")
  }

  @Test func `a code can be given to a record that is there`() async throws {
    let world = try await SalesWorld.make(), context = world.context
    let store = try await Account.add(.init(name: "S1", kind: .store), context)
    var draft = try await ImportDraft.begin(try upload(Self.file, world), loader: "auto", context)
    try await draft.map(try form(draft.id, Self.answers), context)
    let open = try await draft.openCodes(context)
    #expect(open.sites.first?.matches.map(\.name) == ["S1"])
    try await draft.decide(
      try form(draft.id, ["site-0": store.id.text, "site-1": "new", "item-0": "new"]), context)
    #expect(draft.rehearsal?.unknownSites.map(\.code) == ["S2"])
  }

  @Test func `totals that differ are shown at the check, and going on accepts them`() async throws {
    let world = try await SalesWorld.make(), context = world.context
    var draft = try await ImportDraft.begin(
      try upload(Self.file + "Gesamt,,,1.004,\"2.508,00\"\n", world), loader: "auto", context)
    try await draft.map(try form(draft.id, Self.answers), context)
    let check = ImportCheckView(draft, formToken: "t")
    #expect(check.submitLabel == "Import 2 rows although the totals differ")
    #expect(check.warning?.contains("units 1004 at its foot, 1003 in its rows") == true)
    let result = try await SalesImport.run(try draft.request(.store), context)
    #expect(result.accepted == 2)
  }

  @Test func `the mapping says why each column is taken so`() async throws {
    let world = try await SalesWorld.make()
    let draft = try await ImportDraft.begin(try upload(Self.file, world), loader: "auto", world.context)
    let map = ImportMapView(try await draft.mapping(world.context), formToken: "t")
    #expect(map.columns[0].why == "site code, by its name")
    #expect(map.columns[2].why.contains("holds days as dd.MM.yyyy"))
    #expect(map.hasWhy && map.why.contains { $0.contains("European numbers") })
  }

  @Test func `two imports of one source at the same moment both count`() async throws {
    let world = try await SalesWorld.make()
    let head = "store,item,week,units,price,flag\n"
    _ = try await world.load(head + "S1,A,2026-01-04,1,1,0\nS2,B,2026-01-04,1,1,0\n")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1...4 {
        group.addTask {
          let rows = (1...50).map { week -> String in
            let day = Day("2025-01-05")!.advanced(by: 7 * (week % 10) + 70 * number)
            return "S\(number % 2 + 1),A,\(day),\(number),1,0\n"
          }
          _ = try await world.load(head + Set(rows).sorted().joined())
        }
      }
      try await group.waitForAll()
    }
    let sums = try await world.rolledUp()
    #expect(sums.units == 2_000 + 10_000 * (1 + 2 + 3 + 4))
    #expect(try await world.visible().count == 42)
  }

  @Test func `a stranger's draft looks as if it were not there`() async throws {
    let world = try await SalesWorld.make()
    let draft = try await ImportDraft.begin(try upload(Self.file, world), loader: "auto", world.context)
    let stranger = Actor(id: .new(), name: "Stranger", role: .admin)
    let context = Context(
      actor: stranger, now: world.context.now, database: world.context.database, requestID: "t",
      folder: world.folder)
    await #expect(throws: ImportRefusal.draftGone) { _ = try await ImportDraft.find(draft.id, context) }
  }
}
