import Testing

@testable import Demo

@Suite struct DemoNamesTests {
  /// Well-known retailers and brands; an invented name must not hold any of them as a word.
  private static let known: Set<String> = [
    "walmart", "kroger", "costco", "target", "albertsons", "safeway", "publix", "aldi", "lidl", "tesco",
    "sainsbury", "sainsburys", "asda", "morrisons", "waitrose", "ocado", "amazon", "walgreens", "cvs",
    "boots",
    "sam", "sams", "meijer", "wegmans", "ahold", "delhaize", "carrefour", "auchan", "leclerc", "edeka",
    "rewe",
    "iceland", "spar", "superdrug", "wawa", "sheetz", "speedway", "instacart", "campbell", "campbells",
    "heinz",
    "progresso", "knorr", "swanson", "baxters", "magnum", "cornetto", "breyers", "haagen", "dazs", "talenti",
    "nestle", "unilever", "kellogg", "kelloggs", "quaker", "clif", "kind", "larabar", "nutrigrain", "betty",
    "crocker", "pillsbury", "duncan", "hines", "bisquick", "jiffy", "schweppes", "perrier", "lacroix",
    "bubly",
    "fever", "fanta", "sprite", "coca", "cola", "pepsi", "canada", "harrowgate",
  ]

  @Test func `no name in the demo is a known company's or brand's`() {
    let company = Samples.small
    let names =
      [DemoPeople.company] + company.retailers.flatMap { [$0.name, $0.source] + $0.banners }
      + company.productGroups.filter { $0.level == .brand || $0.level == .line }.map(\.name)
      + company.items.map(\.name) + company.accounts.map(\.name) + company.people.map(\.name)
    for name in names {
      for word in name.lowercased().split(whereSeparator: { !$0.isLetter }) {
        #expect(!Self.known.contains(String(word)), "\(name) holds \(word)")
      }
    }
  }

  @Test func `people have mail addresses that lead nowhere`() {
    let people = Samples.small.people
    #expect(Set(people.map(\.email)).count == people.count)
    #expect(people.allSatisfy { $0.email.hasSuffix(".example") && !$0.email.contains(" ") })
    #expect(people.filter { $0.role == .manager }.count == 8 && people[0].role == .director)
    #expect((0..<4).allSatisfy { region in people.filter { $0.region == region }.count == 2 })
  }
}
