import Foundation
import Kernel
import Testing

@testable import Demo

@Suite struct DemoTruthTests {
  private let company = Samples.laptop

  private func told(_ name: String) -> (sales: DemoSales, tally: DemoTally, lines: [Samples.Line]) {
    let sales = DemoSales(company, Samples.retailer(name, of: company))
    var tally = sales.emptyTally, lines: [Samples.Line] = []
    for batch in sales.batches {
      sales.eachGroup(of: batch, into: &tally) { facts in
        guard batch.version == .first else { return }
        for row in 0..<facts.count { lines.append(Samples.line(facts, row)) }
      }
    }
    return (sales, tally, lines)
  }

  @Test func `expected units over base give back each event's lift`() {
    let (sales, tally, _) = told("Ostermere")
    var checked = 0
    for (place, item) in sales.plan.items.enumerated() {
      for (number, event) in item.events.enumerated() {
        let units = tally.events[place][number]
        guard units.base > 0 else { continue }
        let lift = units.promoted / units.base
        #expect(lift <= event.lift + 1e-9 && lift >= event.liftWithoutDisplay - 1e-9)
        if event.displayLift == 1 { #expect(abs(lift - event.lift) < 1e-9) }
        checked += 1
      }
    }
    #expect(checked > 100)
  }

  @Test func `sold units over base come near the true lift, for all noise`() {
    let (sales, tally, lines) = told("Brambleway")
    var sold: [Int: Double] = [:]
    for line in lines { sold[line.item * 1_000 + line.week, default: 0] += Double(line.units) }
    var units = 0.0, expected = 0.0, base = 0.0
    for (place, item) in sales.plan.items.enumerated() {
      for (number, event) in item.events.enumerated() {
        for week in event.firstWeek...event.lastWeek { units += sold[item.item.index * 1_000 + week] ?? 0 }
        expected += tally.events[place][number].promoted
        base += tally.events[place][number].base
      }
    }
    // Shortages and outages cost less than two percent.
    #expect(abs(units / expected - 0.995) < 0.015)
    #expect(expected / base > 1.3)
  }

  @Test func `a regression on regular prices gives back the elasticity`() {
    let (sales, _, _) = told("Fernhollow")
    for plan in sales.plan.items {
      for week in 1..<156 where plan.prices.regular[week] != plan.prices.regular[0] {
        let price = log(Double(plan.prices.regular[week]) / Double(plan.prices.regular[0]))
        #expect(abs(log(plan.prices.effect[week]) / price + plan.item.elasticity) < 1e-9)
      }
    }
  }

  @Test func `dips follow events and the sister item pays`() throws {
    let (sales, _, _) = told("Quillstone")
    let plan = try #require(sales.plan.items.first { $0.events.contains { $0.dips[0] > 0.05 } })
    let event = try #require(plan.events.first { $0.dips[0] > 0.05 })
    let bare = ItemPlan(
      plan.item, sales.plan.retailer, company.seasons.factors[plan.item.category],
      sales.plan.responses[plan.item.category], growth: plan.growth, sales.plan.draw.at(plan.item.index))
    #expect(bare.weeks[event.lastWeek + 1].base < bare.weeks[event.lastWeek + 3].base)
    var sister = bare
    sister.lose(to: plan)
    let share = sister.weeks[event.firstWeek].base / bare.weeks[event.firstWeek].base
    #expect(abs(share - (1 - event.sisterLoss)) < 1e-12)
  }

  @Test func `nothing is sold where a void or an outage was planted`() {
    var voids = 0
    for name in ["Brambleway", "Alderquay", "Vialgate"] {
      let (sales, _, lines) = told(name)
      for gap in sales.plan.voids {
        let own = lines.filter { $0.item == gap.item && $0.store == gap.store }.map(\.week)
        #expect(own.allSatisfy { !(gap.firstWeek...gap.lastWeek).contains($0) })
        #expect(own.contains { $0 < gap.firstWeek }, "a void begins in a store that sold before")
        voids += 1
      }
      for gap in sales.plan.outages {
        #expect(
          !lines.contains {
            $0.item == gap.item && $0.store % sales.plan.retailer.dcs == gap.dc
              && (gap.firstWeek...gap.lastWeek).contains($0.week)
          })
      }
    }
    #expect(voids > 12)
  }

  @Test func `totals in the truth are the sums of the facts`() throws {
    let (sales, tally, lines) = told("Wexcombe")
    let truth = sales.truth(tally, []).filter { $0.kind == .total }
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(truth[0].json.utf8)) as? [String: Int])
    #expect(object["facts"] == lines.count)
    #expect(object["units"] == lines.reduce(0) { $0 + Int($1.units) })
    #expect(object["cents"] == lines.reduce(0) { $0 + Int($1.units) * Int($1.price) })
    #expect(object["restatedFacts"] == Samples.lines(company, sales.plan.retailer, .restated).count)
  }

  @Test func `shipments in whole cases leave the stock that they must`() {
    for name in ["Brambleway", "Stackmoor", "Basketwing"] {
      let (sales, tally, _) = told(name)
      var shipments = 0, forward = 0
      let stocks = sales.eachShipment(tally) { shipment in
        let item = company.items[shipment.item]
        #expect(shipment.units == shipment.cases * item.caseQuantity(week: shipment.week))
        #expect(shipment.price == item.listPrice(week: shipment.week))
        shipments += 1
        forward += shipment.units
      }
      #expect(stocks.allSatisfy { $0.opening + $0.shipped - $0.sold == $0.closing && $0.closing >= 0 })
      #expect(shipments > 500 && forward == stocks.reduce(0) { $0 + $1.shipped })
    }
  }

  @Test func `every row of the truth is a JSON object`() throws {
    let (sales, tally, _) = told("Alderquay")
    let rows = company.truth + sales.truth(tally, sales.eachShipment(tally) { _ in })
    for row in rows {
      let object = try JSONSerialization.jsonObject(with: Data(row.json.utf8))
      #expect(object is [String: Any])
    }
    let kinds = Set(rows.map(\.kind))
    #expect(
      kinds.isSuperset(of: [.event, .break, .void, .outage, .renumbering, .stock, .reorganisation, .season]))
  }

  @Test func `planted breaks are as large as the truth says`() throws {
    let (sales, _, _) = told("Broadmast")
    #expect(sales.plan.breaks.count == 3)
    for change in sales.plan.breaks {
      #expect(change.factor < 0.85 || change.factor > 1.2)
      #expect(change.firstWeek >= 20 && change.lastWeek <= 155)
    }
    let distribution = try #require(sales.plan.items.first { $0.distribution.start < $0.distribution.peak })
    let path = distribution.distribution
    for place in stride(from: 0.01, to: path.peak, by: 0.03) {
      guard let weeks = path.weeks(ofStoreAt: place, leaving: 0.5) else { continue }
      #expect(path.share(week: weeks.lowerBound) > place - 1e-9)
      if weeks.lowerBound > path.buildWeek { #expect(path.share(week: weeks.lowerBound - 1) <= place + 1e-9) }
    }
  }
}
