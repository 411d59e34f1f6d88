import Blueprint
import Foundation
import Kernel
import Storage
import TestSupport
import Testing

@testable import Sales

struct FactQuestionTests {
  /// Asks random questions and holds every answer against a plain loop over the facts.
  private func ask(_ times: Int, _ sales: RandomSales, _ generator: inout Seeded) async throws {
    let facts = try await PlainFacts(sales.world)
    for _ in 0..<times {
      let question = try await sales.question(facts, &generator)
      let answer = try await sales.world.context.read { try question.answer($0) }
      #expect(answer.cells == facts.answer(question), "\(question)")
    }
  }

  @Test(arguments: 0..<6) func `any question is answered as a plain loop over the facts answers it`(seed: Int)
    async throws
  {
    var generator = Seeded(UInt64(seed) + 300)
    var sales = try await RandomSales.make()
    for _ in 0..<3 { try await sales.load(&generator) }
    try await ask(40, sales, &generator)
  }

  @Test func `answers follow imports, undone ones and those brought back`() async throws {
    var generator = Seeded(77)
    var sales = try await RandomSales.make()
    for _ in 0..<4 {
      try await sales.load(&generator)
      try await ask(12, sales, &generator)
    }
    for batch in [sales.batches[1], sales.batches[0]] {
      _ = try await SalesImport.undo(batch, sales.world.context)
      try await ask(12, sales, &generator)
    }
    _ = try await SalesImport.restore(sales.batches[1], sales.world.context)
    try await ask(12, sales, &generator)
    try await sales.load(&generator)
    try await ask(12, sales, &generator)
  }

  @Test(arguments: Backing.available)
  func `both databases give the same answers`(backing: Backing) async throws {
    var generator = Seeded(5)
    var sales = try await RandomSales.make(backing)
    for _ in 0..<2 { try await sales.load(&generator) }
    try await ask(15, sales, &generator)
  }
}
