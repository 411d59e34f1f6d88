import Accounts
import Blueprint
import Foundation
import Kernel
import Storage
import TestSupport
import Testing

@testable import Sales

struct ImportQuestionTests {
  private static let head = "banner,store,item,week,units,price\n"

  private var spec: LoaderSpec {
    var spec = SalesWorld.spec
    spec.columns = [
      "banner": .siteParent, "store": .site, "item": .item, "week": .week, "units": .units, "price": .price,
    ]
    return spec
  }

  /// Twelve weeks of two items in four stores; from the sixth on the second item has another code.
  private func rows(_ weeks: Range<Int>, moved: String? = nil) -> String {
    var text = Self.head
    for week in weeks {
      let day = Day("2026-01-04")!.advanced(by: 7 * week)
      for store in 1...4 {
        let banner = moved == "S\(store)" ? "South" : store < 4 ? "North" : "South"
        text += "\(banner),S\(store),A,\(day),\(10 + week % 2),2.50\n"
        text += "\(banner),S\(store),\(week < 6 ? "B1" : "B2"),\(day),\(20 + store),1.20\n"
      }
    }
    return text
  }

  private func questions(_ batch: ID<SalesBatch>?, _ world: SalesWorld) async throws -> [ImportQuestion] {
    let id = try #require(batch)
    return try await world.context.read { try ImportQuestion.all(of: id, $0) }
  }

  @Test(arguments: Backing.available)
  func `a silent renumbering is asked about, and yes joins both codes`(backing: Backing) async throws {
    let world = try await SalesWorld.make(backing)
    let first = try await world.load(rows(0..<6), spec: spec)
    #expect(try await questions(first.batch, world).isEmpty)
    let second = try await world.load(rows(6..<12), spec: spec)
    let asked = try await questions(second.batch, world)
    #expect(
      asked.map(\.kind) == [.renumbered] && asked.first?.text.contains("“B1” stopped, and “B2” began") == true
    )
    let before = try await world.rolledUp()
    let batch = try await world.context.read { try SalesBatch.find(try #require(second.batch), $0) }
    #expect(batch.openQuestions == 1)
    #expect(ImportResultView(batch, formToken: "t").next.first?.label == "Answer 1 question about codes")
    let question = try #require(asked.first)
    let answered = try await ImportQuestion.answer(.init(id: question.id, isAccepted: true), world.context)
    #expect(answered.state == .accepted)
    let after = try await world.rolledUp()
    #expect(after == before)
    let ofOld = try await world.visible().filter { $0.hasPrefix("northgate") }.map {
      $0.split(separator: " ")[2]
    }
    #expect(Set(ofOld).count == 2)
    // The next file's new code goes to the old item.
    let third = try await world.load(rows(12..<13), spec: spec)
    #expect(third.unknown == 0)
    #expect(Set(try await world.visible().map { $0.split(separator: " ")[2] }).count == 2)
    await #expect(throws: QuestionRefusal.answered(world.context.actor.name)) {
      _ = try await ImportQuestion.answer(.init(id: question.id, isAccepted: false), world.context)
    }
  }

  @Test func `no is remembered: the same is not asked again`() async throws {
    let world = try await SalesWorld.make()
    _ = try await world.load(rows(0..<6), spec: spec)
    let second = try await world.load(rows(6..<12), spec: spec)
    let asked = try await questions(second.batch, world)
    let question = try #require(asked.first)
    _ = try await ImportQuestion.answer(.init(id: question.id, isAccepted: false), world.context)
    let third = try await world.load(rows(12..<14), spec: spec)
    #expect(try await questions(third.batch, world).isEmpty)
    let found = try await world.context.read { db in
      BatchQuestions(
        batch: try SalesBatch.find(question.batch, db),
        questions: try ImportQuestion.all(of: question.batch, db))
    }
    #expect(QuestionsView(found, formToken: "t").sentence == "Nothing is open.")
  }

  @Test func `a site below another banner is asked about, and yes moves it on that day`() async throws {
    let world = try await SalesWorld.make()
    _ = try await world.load(rows(0..<3), spec: spec)
    let second = try await world.load(rows(3..<5, moved: "S3"), spec: spec)
    let asked = try await questions(second.batch, world)
    #expect(asked.map(\.kind) == [.movedSite] && asked.first?.detail == "South")
    let question = try #require(asked.first)
    _ = try await ImportQuestion.answer(.init(id: question.id, isAccepted: true), world.context)
    let parent = try await world.context.read { db in
      try db.first(
        "SELECT p.name FROM accounts a JOIN accounts p ON p.id = a.parent_id WHERE a.name = 'S3'"
      ) { try $0.text(0) }
    }
    #expect(parent == "South")
    let third = try await world.load(rows(5..<6, moved: "S3"), spec: spec)
    #expect(try await questions(third.batch, world).isEmpty)
  }

  @Test func `a file in which every site moved is another ordering, not news`() async throws {
    let world = try await SalesWorld.make()
    _ = try await world.load(rows(0..<3), spec: spec)
    let swapped = rows(3..<5).replacing("North", with: "?").replacing("South", with: "North").replacing(
      "?", with: "South")
    let second = try await world.load(swapped, spec: spec)
    #expect(try await questions(second.batch, world).isEmpty)
  }
}
