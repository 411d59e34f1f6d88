/// One of the 24 national accounts, as its own head office would describe it.
package struct DemoRetailer: Sendable {
  package enum Channel: String, Sendable {
    case grocery = "Grocery"
    case mass = "Club and mass"
    case drug = "Drug and convenience"
    case online = "E-commerce"
  }

  package let index: Int
  package let name: String
  package let channel: Channel
  package let tier: String
  package let segment: String
  /// Names of its banners; a chain with one name has none.
  package let banners: [String]
  /// Whether the tree has regions between banner and DC.
  package let hasRegions: Bool
  /// DCs in all; stores are dealt over them in turn.
  package let dcs: Int
  /// Stores at laptop scale.
  let laptopStores: Int
  /// Share of our items that it lists, and its sales per store against a middling grocer.
  let breadth: Double
  let pull: Double

  /// Place in `DemoPeople.all` of the manager who answers for it: three accounts each.
  package var owner: Int { 1 + index % 8 }
  /// The stem that names its stores: `Brambleway`.
  package var stem: String { String(name.split(separator: " ")[0]) }
  /// The code of its data source: `brambleway`.
  package var source: String { stem.lowercased() }
}
