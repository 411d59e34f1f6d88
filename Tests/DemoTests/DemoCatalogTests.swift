import Kernel
import Testing

@testable import Demo

@Suite struct DemoCatalogTests {
  private let company = Samples.small

  @Test func `the catalogue has 150 items in five categories`() {
    #expect(company.items.count == 150)
    let levels = Dictionary(grouping: company.productGroups, by: \.level).mapValues(\.count)
    #expect(levels == [.category: 5, .segment: 15, .brand: 30, .line: 60])
    for group in company.productGroups {
      let parent = group.parent.map { company.productGroups[$0].level.rawValue } ?? -1
      #expect(parent == group.level.rawValue - 1)
    }
    #expect(Set(company.items.map(\.name)).count == 150)
  }

  @Test func `every number is valid, its own, and from the range for examples`() {
    let numbers = company.items.map(\.gtin) + company.items.map(\.caseGTIN)
    #expect(Set(numbers).count == 300)
    for item in company.items {
      #expect(item.gtin.printed.hasPrefix("952") && item.gtin.printed.count == 13)
      #expect(GTIN(item.gtin.printed) == item.gtin)
      #expect(item.caseGTIN.description.hasPrefix("1952"))
    }
  }

  @Test func `prices rise, stay above cost, and one case changes`() {
    for item in company.items {
      for week in [0, 60, 155] { #expect(item.listPrice(week: week) > item.cost(week: week)) }
      #expect(item.listPrice(week: 155) >= item.listPrice(week: 0))
      #expect(company.items[item.sister].line == item.line && item.sister != item.index)
    }
    let changed = company.items.filter { $0.caseQuantities.count > 1 }
    #expect(changed.map(\.index) == [CatalogPlan.changedCase.item])
    #expect(changed[0].caseQuantity(week: 89) == 12 && changed[0].caseQuantity(week: 90) == 10)
  }

  @Test func `items are launched and delisted in every year's reach`() {
    #expect(company.items.filter { $0.launchWeek != nil }.count == 12)
    #expect((5...9).contains(company.items.filter { $0.delistWeek != nil }.count))
    #expect(company.items.allSatisfy { $0.launchWeek == nil || $0.delistWeek == nil })
  }

  @Test func `every item is listed somewhere`() {
    let listed = Set(company.retailers.flatMap { DemoSales(company, $0).listed })
    #expect(listed.count == 150)
  }

  @Test(arguments: [
    ("2024-03-31", Holiday.easter), ("2025-04-20", .easter), ("2026-04-05", .easter),
    ("2026-05-25", .memorialDay),
    ("2026-09-07", .labourDay), ("2026-11-26", .thanksgiving), ("2025-11-27", .thanksgiving),
  ])
  func `holidays fall on the days that almanacs give`(text: String, holiday: Holiday) throws {
    let day = try #require(Day(text))
    #expect(holiday.day(in: day.year) == day)
  }

  @Test func `a category's season has its peak where its shoppers have theirs`() {
    func factor(_ category: Int, _ day: String) -> Double {
      Seasons.factor(Seasons.shapes[category], FiscalCalendar.retail454.week(containing: Day(day)!))
    }
    #expect(factor(0, "2026-01-20") > 1.6 * factor(0, "2026-07-20"))
    #expect(factor(1, "2026-07-03") > 2 * factor(1, "2026-01-20"))
    #expect(factor(3, "2026-12-24") > 1.4 * factor(3, "2026-12-05"))
    #expect(factor(4, "2025-12-31") > 1.15 * factor(4, "2026-01-14"))
  }
}
