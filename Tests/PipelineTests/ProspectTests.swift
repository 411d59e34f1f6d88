import Accounts
import Blueprint
import Kernel
import Storage
import TestCompany
import TestSupport
import Testing

@testable import Pipeline

struct ProspectTests {
  @Test func `a trait that wins twice as often brings all its points, a few deals bring few`() {
    let overall = ProspectFit.Tally(won: 299, decided: 998)
    let same = ProspectFit.reason(.segment, "Grocery", .init(won: 300, decided: 1_000), overall: overall)
    let twice = ProspectFit.reason(.segment, "Club", .init(won: 600, decided: 1_000), overall: overall)
    let lucky = ProspectFit.reason(.segment, "Online", .init(won: 1, decided: 1), overall: overall)
    #expect(same.points == 13 && twice.points == 25 && lucky.points > 12 && lucky.points < 17)
    #expect(ProspectFit.reason(.segment, nil, .init(won: 9, decided: 9), overall: overall).points == 13)
  }

  @Test(arguments: Backing.available)
  func `prospects are ranked by what was won of their like, each with its reasons`(backing: Backing)
    async throws
  {
    try await Firm.open(backing) { firm in
      for (name, channel, status) in [
        ("Buyer", "Club", Account.Status.customer), ("Refuser", "Drug", .customer),
        ("Alpha", "Drug", .prospect),
        ("Beta", "Club", .prospect),
      ] {
        var input = Account.New(name: name, kind: .group)
        input.channel = channel
        input.status = status
        input.team = SmallCompany.northTeam
        let account = try await Account.add(input, firm.context())
        guard status == .customer else { continue }
        for number in 0..<4 {
          let deal = try await firm.open("\(name) \(number)", with: account.id, "10", on: "2026-01-01")
          try await firm.move(deal, to: name == "Buyer" ? 4 : 5, on: "2026-02-01", reason: "so")
        }
      }
      let one = try await firm.database.read {
        try Prospects.find(for: firm.context(SmallCompany.north).actor, $0)
      }
      #expect(one.fits.map(\.name) == ["Beta", "Alpha"] && one.won == 4 && one.decided == 8)
      let channel = try #require(one.fits[0].reasons.first { $0.trait == .channel })
      #expect(channel.won == 4 && channel.decided == 4 && channel.points > 13)
      let others = try await firm.database.read {
        try Prospects.find(for: firm.context(SmallCompany.south).actor, $0)
      }
      #expect(others.fits.isEmpty && others.decided == 0)
    }
  }
}
