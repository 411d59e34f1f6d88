/// The sales of one retailer. Nothing is kept: facts are made when asked for, an item and year at a time.
package struct DemoSales: Sendable {
  package let batches: [DemoBatch]
  let company: DemoCompany
  let plan: RetailerPlan

  package init(_ company: DemoCompany, _ retailer: DemoRetailer) {
    self.company = company
    plan = RetailerPlan(company, retailer)
    batches = DemoBatch.all(of: retailer, company.history)
  }

  /// Places of the items that the retailer lists or listed, ascending.
  package var listed: [Int] { plan.items.map(\.item.index) }

  package var emptyTally: DemoTally { DemoTally(plan) }

  /// Hands on a batch's facts in groups of one item and fiscal year, items ascending; once per tally.
  package func eachGroup(
    of batch: DemoBatch, into tally: inout DemoTally, _ body: (borrowing DemoFacts) throws -> Void
  ) rethrows {
    for place in plan.items.indices { try eachGroup(of: batch, listed: place, into: &tally, body) }
  }

  /// The groups of one item, by its place in `listed`: for a writer that pauses between items.
  package func eachGroup(
    of batch: DemoBatch, listed place: Int, into tally: inout DemoTally,
    _ body: (borrowing DemoFacts) throws -> Void
  ) rethrows {
    var facts = DemoFacts()
    let item = ItemSales(plan, place, batch.version)
    for (year, weeks) in company.history.stretches(of: batch.weeks) {
      facts.removeAll()
      facts.item = plan.items[place].item.index
      facts.year = year
      item.add(weeks, to: &facts, &tally)
      if !facts.isEmpty { try body(facts) }
    }
  }
}
