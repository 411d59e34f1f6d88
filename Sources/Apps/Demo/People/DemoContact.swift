import Kernel
import People

/// Someone at a customer of the demo company, with the truth about how close we are.
struct DemoContact: Sendable {
  let name: String
  let title: String
  let department: String
  /// Place among the company's retailers, and of the account among its accounts.
  let retailer: Int
  let account: Int
  let role: BuyingRole?
  let power: Power
  let stance: Stance
  /// Place of the boss in the plan's contacts.
  let boss: Int?
  /// How close we truly are, above 0 up to 1; all that happens is drawn from it.
  let warmth: Double
  /// Days before the plan's last day on which the position began and, of leavers, ended.
  let daysSince: Int
  var daysGone: Int?

  func email(at stem: String) -> String {
    name.lowercased().split(separator: " ").joined(separator: ".") + "@\(stem.lowercased()).example"
  }
}

/// What people are called and what they do there.
enum DemoContactRoster {
  static let given = [
    "Adela", "Bastian", "Clemence", "Dario", "Edda", "Fabrice", "Greta", "Henrik", "Ilse", "Joren", "Katya",
    "Lucian",
    "Maren", "Nils", "Ophelie", "Pavel", "Quinta", "Ruben", "Saskia", "Tomas", "Ulla", "Viggo", "Wanda",
    "Xaver",
    "Ylva", "Zeno", "Amara", "Bruno", "Celia", "Dmitri", "Elin", "Folke", "Gisela", "Hugo", "Inka", "Jasper",
  ]
  static let family = [
    "Ashgrove", "Birkholm", "Castellan", "Drummore", "Eversleigh", "Fairlamb", "Goldwater", "Harkness",
    "Ingleby",
    "Jessop", "Kilbride", "Lorrimer", "Mossgrave", "Northcott", "Oakshott", "Penhallow", "Quickfall",
    "Ravenhill",
    "Selwood", "Thornbury", "Underhay", "Vantongeren", "Wetherell", "Yarborough", "Zellweg", "Abernethy",
    "Blackmore",
    "Calloway", "Dunsford", "Ellerby", "Fothergill", "Grimshaw", "Hollister", "Ironside", "Kestrel",
    "Lamplugh",
    "Merriweather", "Netherby", "Orchardson", "Pomfret", "Rosewarne", "Sandiford", "Tregarthen", "Whitlock",
  ]

  struct Post: Sendable {
    let title: String
    let department: String
    let role: BuyingRole?
    let power: Power
    /// Place of the boss among the posts.
    let boss: Int?
  }

  /// In the order in which smaller accounts have them.
  static let posts = [
    Post(title: "Buying director", department: "Buying", role: .decisionMaker, power: .high, boss: nil),
    Post(title: "Category buyer, ambient", department: "Buying", role: .champion, power: .medium, boss: 0),
    Post(
      title: "Supply chain manager", department: "Supply chain", role: .technicalBuyer, power: .medium,
      boss: nil),
    Post(title: "Category buyer, chilled", department: "Buying", role: .influencer, power: .medium, boss: 0),
    Post(title: "Finance controller", department: "Finance", role: .gatekeeper, power: .medium, boss: nil),
    Post(title: "Merchandising manager", department: "Trading", role: .user, power: .low, boss: 0),
    Post(
      title: "Chief commercial officer", department: "Board", role: .economicBuyer, power: .decisive,
      boss: nil),
    Post(title: "Marketing manager", department: "Marketing", role: .influencer, power: .medium, boss: nil),
    Post(title: "Trading planner", department: "Trading", role: .user, power: .low, boss: 5),
    Post(title: "Chief executive", department: "Board", role: .sponsor, power: .decisive, boss: nil),
    Post(title: "Private label manager", department: "Buying", role: .gatekeeper, power: .medium, boss: 0),
    Post(title: "Data and insight lead", department: "Trading", role: .influencer, power: .low, boss: 5),
  ]

  /// How many posts an account of this tier has.
  static func count(tier: String) -> Int { tier == "A" ? 12 : tier == "B" ? 9 : 6 }
}
