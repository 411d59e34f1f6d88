import Kernel
import Testing

@testable import Demo

@Suite struct DemoAccountsTests {
  private let company = Samples.laptop

  @Test func `24 national accounts hold some 480 stores, each below a DC below its group`() {
    let accounts = company.accounts
    #expect(accounts.filter { $0.level == .group }.count == 24)
    let stores = accounts.filter { $0.level == .store || $0.level == .site }
    #expect((440...520).contains(stores.count))
    for (place, account) in accounts.enumerated() {
      #expect(account.links.allSatisfy { $0.parent < accounts.count && $0.parent != place })
      #expect(account.links.isEmpty == (account.level == .group))
      for link in account.links { #expect(rank(accounts[link.parent].level) < rank(account.level)) }
      if rank(account.level) == 4 { #expect(accounts[account.links[0].parent].level == .dc) }
    }
    #expect(Set(company.retailers.map(\.channel)).count == 4)
    #expect(Set(depths).isSuperset(of: [3, 4, 5]))
  }

  private func rank(_ level: DemoAccount.Level) -> Int {
    switch level {
    case .group: 0
    case .banner: 1
    case .region: 2
    case .dc: 3
    case .store, .site: 4
    }
  }

  private var depths: [Int] {
    company.places.map { places in
      var depth = 1, node = places.stores[0]
      while let link = company.accounts[node].links.first {
        node = link.parent
        depth += 1
      }
      return depth
    }
  }

  @Test func `one banner moved and one chain was merged, on a day`() {
    let moved = company.accounts.filter { $0.links.count > 1 }
    #expect(moved.map(\.name) == ["Harbourfare", "Sallowmead"])
    #expect(
      moved.map { company.accounts[$0.links[1].parent].name } == [
        "Tarnbrook Supermarkets", "Brambleway Markets",
      ])
    #expect(company.accounts.filter(\.isFormer).map(\.name) == ["Sallowmead Grocery"])
  }

  @Test func `codes are the retailer's own and never repeat`() {
    for places in company.places {
      #expect(Set(places.storeCodes).count == places.stores.count)
      #expect(Set(places.dcCodes).count == places.dcs.count)
      #expect(places.stores == places.stores.sorted())
    }
    #expect(Set(company.accounts.map(\.key)).count == company.accounts.count)
    #expect(Set(company.retailers.map(\.source)).count == 24)
  }

  @Test func `a larger company has the smaller one's places, and more`() {
    let larger = Samples.company(facts: 3_500_000)
    #expect(larger.retailers.count == company.retailers.count)
    let names = Dictionary(uniqueKeysWithValues: larger.accounts.map { ($0.key, $0.name) })
    for account in company.accounts { #expect(names[account.key] == account.name) }
    #expect(larger.accounts.count > 2 * company.accounts.count)
  }

  @Test func `a scale is a word or a number within reason`() {
    #expect(DemoScale("laptop") == .laptop)
    #expect(DemoScale("100000000")?.facts == 100_000_000)
    for text in ["", "9999", "-1", "1e6", "huge", "1000000001"] { #expect(DemoScale(text) == nil) }
  }
}
