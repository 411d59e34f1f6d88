extension DemoCompany {
  /// What is true of the company as a whole: items, seasons, cases, reorganisations.
  package var truth: [DemoTruth] {
    let elasticities = items.map { item in
      DemoTruth(
        kind: .elasticity, item: item.index,
        values: [("regular", .number(-item.elasticity)), ("deal", .number(-item.dealElasticity))])
    }
    let waves = CatalogRoster.categories.enumerated().map { place, category in
      DemoTruth(
        kind: .season, weeks: 0...DemoHistory.count - 1,
        values: [("category", .text(category.name)), ("factors", .numbers(seasons.factors[place]))])
    }
    return elasticities + waves + [caseTruth] + reorganisations
  }

  private var caseTruth: DemoTruth {
    let change = CatalogPlan.changedCase
    return DemoTruth(
      kind: .casePack, item: change.item, weeks: change.week...DemoHistory.count - 1,
      values: [("before", .whole(Int64(change.before))), ("after", .whole(Int64(change.after)))])
  }

  private var reorganisations: [DemoTruth] {
    let last = DemoHistory.count - 1
    return accounts.filter { $0.links.count > 1 }.map { account in
      let from = accounts[account.links[0].parent], to = accounts[account.links[1].parent]
      return DemoTruth(
        kind: .reorganisation, retailer: account.retailer, weeks: account.links[1].fromWeek...last,
        values: [
          ("banner", .text(account.name)), ("from", .text(from.name)), ("to", .text(to.name)),
          ("merged", .whole(from.isFormer ? 1 : 0)),
        ])
    }
  }
}
