package import Accounts
import Blueprint
package import Catalog
package import Kernel

/// What each account buys of what we offer, and what it could: the grid of places and offerings.
package struct Whitespace: Reply {
  /// How a need is met. What nobody has said is unknown, never zero.
  package enum State: String, Choice { case us, competitor, inHouse, notNeeded, unknown }

  package struct Named: Codable, Hashable, Sendable {
    package let id: String
    package let number: Int32
    package let name: String
  }
  /// What was said of a cell by a person.
  package struct Said: Codable, Hashable, Sendable {
    package let state: State
    package let competitor: String?
    package let until: Day?
    package let note: String
    package let on: Day
  }
  /// What similar places buy of it, scaled to this one's size.
  package struct Potential: Codable, Hashable, Sendable {
    package let low: Money
    package let middle: Money
    package let high: Money
    package let confidence: BasisPoints
    /// Those behind the estimate, nearest first.
    package let peers: [String]
  }
  package struct Cell: Codable, Hashable, Sendable {
    package let place: Int32
    package let offering: Int32
    package let state: State
    /// What they bought of it from us in 52 weeks.
    package let sales: Money?
    package let potential: Potential?
    package let said: Said?
    /// An open deal about it: its potential stands in the pipeline already.
    package let deal: ID<Deal>?

    /// Worth an idea: somebody else serves it or nobody knows, similar places buy it, and no deal is open.
    package var isIdea: Bool {
      (state == .competitor || state == .unknown) && potential != nil && deal == nil
    }
  }
  package struct Pair: Codable, Hashable, Sendable {
    package let from: Int32
    package let to: Int32
    package let both: Int
    package let lift: Int
    package let confidence: BasisPoints
  }

  package let account: ID<Account>?
  package let accountName: String?
  package let currency: Currency
  package let through: Day?
  package let places: [Named]
  package let offerings: [Named]
  /// Row by row in the order of places, then of offerings.
  package let cells: [Cell]
  package let pairs: [Pair]

  package struct Wanted: Codable, Sendable {
    /// Its children stand in the rows; the national accounts, when left out.
    package var account: ID<Account>?
    /// Brands, when left out.
    package var level: Level?
    package init(account: ID<Account>? = nil, level: Level? = nil) {
      self.account = account
      self.level = level
    }
  }
  package enum Level: String, Choice { case category, brand }

  package var ideas: [Cell] {
    cells.filter(\.isIdea).sorted {
      ($1.potential?.middle.minor ?? 0, $0.place, $0.offering) < (
        $0.potential?.middle.minor ?? 0, $1.place, $1.offering
      )
    }
  }
  /// Cells that we serve, of those that are not said to be needed by nobody or made in-house.
  package var penetration: BasisPoints? {
    let addressable = cells.filter { $0.state != .notNeeded && $0.state != .inHouse }
    return BasisPoints(Int64(addressable.count { $0.state == .us }), of: Int64(addressable.count))
  }
}

extension Whitespace.Said {
  /// What somebody says of a cell.
  package struct New: Codable, Sendable {
    /// Of the account.
    package var id: ID<Account>
    package var product: ID<Product>
    package var state: Whitespace.State
    package var competitor: String?
    /// When their contract ends.
    package var until: Day?
    package var note: String?

    package init(id: ID<Account>, product: ID<Product>, state: Whitespace.State, competitor: String? = nil) {
      self.id = id
      self.product = product
      self.state = state
      self.competitor = competitor
    }
  }
}
