import Kernel

extension DemoSales {
  /// What is true of the retailer's sales, told into `tally`, with the stocks that its shipments left.
  package func truth(_ tally: DemoTally, _ stocks: [DemoStock]) -> [DemoTruth] {
    responses + plan.items.flatMap { perItem($0) } + events(tally) + breaks + gaps + restatements
      + renumberings + [total(tally)] + stocks.map(stock)
  }

  private var retailer: Int { plan.retailer.index }

  private var responses: [DemoTruth] {
    plan.responses.enumerated().map { category, response in
      DemoTruth(
        kind: .response, retailer: retailer,
        values: [
          ("category", .text(CatalogRoster.categories[category].name)),
          ("feature", .number(response.feature)),
          ("display", .number(response.display)), ("stockUp", .number(response.stockUp)),
          ("steal", .number(response.steal)), ("displayCompliance", .number(ItemSales.compliance)),
        ])
    }
  }

  private func perItem(_ item: ItemPlan) -> [DemoTruth] {
    let path = item.distribution, last = (path.endWeek ?? DemoHistory.count) - 1
    return [
      DemoTruth(
        kind: .distribution, retailer: retailer, item: item.item.index, weeks: path.firstWeek...last,
        values: [
          ("start", .number(path.start)), ("peak", .number(path.peak)), ("pace", .number(path.pace)),
          ("buildWeek", .whole(Int64(path.buildWeek))),
          ("delisted", .whole(path.endWeek == nil ? 0 : 1)),
        ]),
      DemoTruth(
        kind: .growth, retailer: retailer, item: item.item.index, values: [("yearly", .number(item.growth))]),
    ]
  }

  private func events(_ tally: DemoTally) -> [DemoTruth] {
    plan.items.enumerated().flatMap { place, item in
      item.events.enumerated().map { number, event in
        let units = tally.events[place][number]
        return DemoTruth(
          kind: .event, retailer: retailer, item: item.item.index, weeks: event.firstWeek...event.lastWeek,
          values: [
            ("flags", .whole(Int64(event.flags))), ("depth", .whole(Int64(event.depth))),
            ("priceLift", .number(event.priceLift)), ("featureLift", .number(event.featureLift)),
            ("displayLift", .number(event.displayLift)), ("dips", .numbers(event.dips)),
            ("sister", .whole(Int64(item.item.sister))), ("sisterLoss", .number(event.sisterLoss)),
            ("expectedBase", .number(units.base)), ("expectedUnits", .number(units.promoted)),
          ])
      }
    }
  }

  private var breaks: [DemoTruth] {
    plan.breaks.map { change in
      let isLasting = change.lastWeek == DemoHistory.count - 1
      var truth = DemoTruth(
        kind: .break, retailer: retailer, weeks: change.firstWeek...change.lastWeek,
        values: [("factor", .number(change.factor)), ("lasting", .whole(isLasting ? 1 : 0))] + reach(change))
      if case .item(let item) = change.reach { truth.item = item }
      if case .dc(let dc) = change.reach { truth.dc = dc }
      return truth
    }
  }

  private func reach(_ change: DemoBreak) -> [(name: String, value: DemoTruth.Value)] {
    guard case .category(let category) = change.reach else { return [] }
    return [("category", .text(CatalogRoster.categories[category].name))]
  }

  private var gaps: [DemoTruth] {
    let voids = plan.voids.map { gap in
      let isOpen = gap.lastWeek == DemoHistory.count - 1
      return DemoTruth(
        kind: .void, retailer: retailer, item: gap.item, store: gap.store,
        weeks: gap.firstWeek...gap.lastWeek,
        values: [("open", .whole(isOpen ? 1 : 0))])
    }
    return voids
      + plan.outages.map { gap in
        DemoTruth(
          kind: .outage, retailer: retailer, item: gap.item, dc: gap.dc, weeks: gap.firstWeek...gap.lastWeek,
          values: [])
      }
  }

  private var restatements: [DemoTruth] {
    batches.filter { $0.version == .restated }.map { batch in
      DemoTruth(
        kind: .restatement, retailer: retailer, weeks: batch.weeks.lowerBound...batch.weeks.upperBound - 1,
        values: [("receivedOn", .text(batch.receivedOn.description))])
    }
  }

  private var renumberings: [DemoTruth] {
    guard let change = renumbering else { return [] }
    return [
      DemoTruth(
        kind: .renumbering, retailer: retailer, item: change.item, weeks: change.week...DemoHistory.count - 1,
        values: [("before", .text(change.before)), ("after", .text(change.after))])
    ]
  }

  private func total(_ tally: DemoTally) -> DemoTruth {
    DemoTruth(
      kind: .total, retailer: retailer,
      values: [
        ("facts", .whole(Int64(tally.first.facts))), ("units", .whole(tally.first.units)),
        ("cents", .whole(tally.first.cents)), ("restatedFacts", .whole(Int64(tally.restated.facts))),
        ("restatedUnits", .whole(tally.restated.units)), ("restatedCents", .whole(tally.restated.cents)),
        ("shortages", .whole(Int64(tally.shortages))),
      ])
  }

  private func stock(_ stock: DemoStock) -> DemoTruth {
    DemoTruth(
      kind: .stock, retailer: retailer, item: stock.item, dc: stock.dc,
      values: [
        ("opening", .whole(Int64(stock.opening))), ("shipped", .whole(Int64(stock.shipped))),
        ("sold", .whole(Int64(stock.sold))), ("closing", .whole(Int64(stock.closing))),
      ])
  }
}
