import Accounts
import Blueprint
import Foundation
import Insights
import Kernel
import Storage
import Team
import Testing
import TestSupport

struct DriversTests {
  @Test
  func
    `the golden case reads new 150, lost -40, volume 0, mix -190, price 110 and the textbook's on request`()
    async throws
  {
    let world = try await DriverWorld.make(DriverWorld.golden)
    let drivers = try await world.account(try await world.account("Northgate"))
    #expect(drivers.before == 20_400_000 && drivers.after == 20_700_000)
    #expect(drivers.money(.new) == 150)
    #expect(drivers.money(.lost) == -40)
    #expect(drivers.money(.volume) == 0)
    #expect(drivers.money(.mix) == -190)
    #expect(drivers.money(.price) == 110)
    #expect(drivers.new.largest.map(\.value) == [1_500_000])
    let book = try await world.account(try await world.account("Northgate")) { $0.method = .textbook }
    #expect(book.money(.mix) == -200)
    #expect(book.money(.price) == 120)
  }

  @Test func `lines of accounts and of products sum to the whole, with what moves between them`() async throws
  {
    let world = try await DriverWorld.make(DriverWorld.golden)
    for method in DriverMethod.allCases {
      for split in DriverSplit.allCases {
        let whole = try await world.portfolio {
          $0.method = method
          $0.by = split
        }
        for effect in whole.effects {
          let shift = whole.shift ?? 0
          let between = effect.driver == .mix ? shift : effect.driver == .volume ? -shift : 0
          let parts = whole.parts.reduce(0) { sum, part in
            sum + (part.effects.first { $0.driver == effect.driver }?.value ?? 0)
          }
          #expect(parts + between == effect.value, "\(method) \(split) \(effect.driver)")
        }
        #expect(whole.effects.reduce(0) { $0 + $1.value } == whole.change)
      }
    }
  }

  @Test func `a part's line is the figure of its own page`() async throws {
    let world = try await DriverWorld.make(DriverWorld.golden)
    let id = try await world.account("Northgate")
    let whole = try await world.account(id) { $0.by = .products }
    for part in whole.parts {
      let own = try await world.account(id) { $0.product = part.id }
      #expect(own.effects == part.effects)
    }
  }

  @Test func `swapped periods flip every sign`() async throws {
    let world = try await DriverWorld.make(DriverWorld.golden)
    let mirrored = DriverWorld.golden.replacing("2025-05-24", with: "then")
      .replacing("2026-05-23", with: "2025-05-24").replacing("then", with: "2026-05-23")
    let other = try await DriverWorld.make(mirrored)
    for method in [DriverMethod.reversible, .distribution] {
      let there = try await world.portfolio { $0.method = method }
      let back = try await other.portfolio { $0.method = method }
      for driver in [Driver.volume, .mix, .price, .distribution, .velocity] {
        #expect(back.money(driver) == -there.money(driver))
      }
      #expect(back.money(.new) == -there.money(.lost))
    }
  }

  @Test func `distribution counts the stores that sold an item`() async throws {
    let world = try await DriverWorld.make(DriverWorld.golden)
    let drivers = try await world.portfolio { $0.method = .distribution }
    // A came into a second store; B lost units in the one it has.
    let a = 1_320.0, ratio = (a - 1_000) / Foundation.log(a / 1_000)
    #expect(abs(drivers.money(.distribution) - ratio * Foundation.log(2)) < 0.02)
    #expect(abs(drivers.money(.price) - ratio * Foundation.log(1.1)) < 0.02)
  }

  @Test func `nobody sees drivers of accounts that are not theirs`() async throws {
    let world = try await DriverWorld.make(DriverWorld.golden)
    let id = try await world.account("Northgate")
    let stranger = Actor(id: .new(), name: "Nils", role: .manager)
    let context = Context(
      actor: stranger, now: world.context.now, database: world.context.database, requestID: "test", folder: ""
    )
    let all = try await context.read { try Drivers.ofPortfolio(PortfolioDriverQuery(), context, $0) }
    #expect(!all.hasData && all.parts.isEmpty && all.after == 0)
    await #expect(throws: AccountRefusal.notThere) {
      try await context.read { try Drivers.ofAccount(DriverQuery(id: id.text), context, $0) }
    }
  }

  @Test func `returns stand apart with their whole change`() async throws {
    let world = try await DriverWorld.make("S1,A,2025-05-24,10,100\nS1,A,2026-05-23,-2,-20\n")
    let drivers = try await world.portfolio()
    #expect(drivers.money(.apart) == -120)
    #expect(drivers.money(.price) == 0)
  }

  @Test func `an empty company has no drivers, and a page all the same`() async throws {
    let world = try await DriverWorld.make("")
    let drivers = try await world.portfolio()
    #expect(!drivers.hasData)
    #expect(drivers.weeks == nil)
  }

  @Test func `a period that ends before it begins is refused, and one that meets itself a year before`()
    async throws
  {
    let world = try await DriverWorld.make(DriverWorld.golden)
    await #expect(throws: DriverRefusal.badPeriod) {
      try await world.portfolio {
        $0.from = Day("2026-03-01")
        $0.to = Day("2026-02-01")
      }
    }
    await #expect(throws: DriverRefusal.longerThanAYear) {
      try await world.portfolio { $0.from = Day("2024-01-01") }
    }
  }

  @Test func `what was known on a day is what had come by then`() async throws {
    let world = try await DriverWorld.make(DriverWorld.golden)
    let drivers = try await world.portfolio { $0.asKnownOn = Day("2020-01-01") }
    #expect(!drivers.hasData)
  }
}
