/// The 24 invented retailers.
enum RetailerRoster {
  static let all: [DemoRetailer] = grocers + masses + drugs + onlines

  /// A banner that moved to another group, and a chain that another group took over.
  static let movedBanner = (retailer: 2, banner: 1, to: 5, week: 88)
  static let mergedChain = (retailer: 9, into: 0, week: 112)
  /// Retailers that report some weeks again, corrected, four weeks later.
  static let restating = [4, 11]
  /// A retailer that gave an item a new code and told nobody.
  static let renumbering = (retailer: 6, week: 101)

  private static let grocers = [
    make(
      0, "Brambleway Markets", .grocery, "A", "Strategic", ["Brambleway", "Larder Lane"], true, 6, 44, 0.34,
      1.3),
    make(
      1, "Ostermere Grocers", .grocery, "A", "Strategic", ["Ostermere", "Ostermere Local"], true, 4, 38, 0.32,
      1.2),
    make(
      2, "Quillstone Foods", .grocery, "A", "Grow", ["Quillstone", "Harbourfare"], true, 4, 34, 0.28, 1.1),
    make(3, "Fernhollow Fresh", .grocery, "B", "Grow", [], true, 3, 26, 0.24, 1.0),
    make(4, "Wexcombe Stores", .grocery, "B", "Grow", [], true, 3, 26, 0.24, 1.0),
    make(
      5, "Tarnbrook Supermarkets", .grocery, "B", "Maintain", ["Tarnbrook", "Valueridge"], true, 4, 24, 0.22,
      0.9),
    make(6, "Alderquay Food Halls", .grocery, "B", "Maintain", [], false, 2, 18, 0.26, 1.2),
    make(7, "Pellingmoor Markets", .grocery, "C", "Maintain", [], true, 2, 14, 0.20, 0.8),
    make(
      8, "Dunmarrow Co-operative", .grocery, "C", "Maintain", ["Dunmarrow", "Cornerfold"], false, 2, 16, 0.20,
      0.7),
    make(9, "Sallowmead Grocery", .grocery, "C", "Maintain", ["Sallowmead"], false, 2, 14, 0.18, 0.8),
  ]
  private static let masses = [
    make(10, "Stackmoor Wholesale Club", .mass, "A", "Strategic", [], true, 4, 24, 0.16, 3.6),
    make(11, "Copperlane Discount", .mass, "A", "Strategic", [], true, 4, 34, 0.24, 1.9),
    make(12, "Bulkhollow Club", .mass, "B", "Grow", [], false, 2, 14, 0.14, 3.0),
    make(
      13, "Broadmast Superstores", .mass, "A", "Grow", ["Broadmast", "Broadmast Select"], true, 4, 28, 0.26,
      2.1),
    make(14, "Hallowpenny Stores", .mass, "C", "Maintain", [], false, 2, 14, 0.16, 1.0),
  ]
  private static let drugs = [
    make(15, "Vialgate Pharmacies", .drug, "B", "Grow", [], true, 3, 22, 0.13, 0.5),
    make(16, "Remedrake Drug", .drug, "C", "Maintain", [], false, 2, 14, 0.12, 0.45),
    make(
      17, "Cornerlamp Convenience", .drug, "B", "Grow", ["Cornerlamp", "Lampstop"], true, 4, 22, 0.13, 0.5),
    make(18, "Dashmere Stops", .drug, "C", "Maintain", [], false, 2, 14, 0.11, 0.4),
    make(19, "Nightwren Express", .drug, "C", "Maintain", [], false, 2, 12, 0.11, 0.45),
    make(20, "Pikemoor Fuel and Go", .drug, "C", "Maintain", [], false, 2, 12, 0.10, 0.4),
  ]
  private static let onlines = [
    make(21, "Basketwing", .online, "A", "Strategic", [], false, 3, 6, 0.40, 9.0),
    make(22, "Parcelfern", .online, "B", "Grow", [], false, 2, 5, 0.28, 6.0),
    make(23, "Doorlarkin", .online, "C", "Grow", [], false, 2, 5, 0.22, 4.0),
  ]

  // One line per retailer reads as a table.
  // swift-format-ignore
  private static func make(
    _ index: Int, _ name: String, _ channel: DemoRetailer.Channel, _ tier: String, _ segment: String,
    _ banners: [String], _ hasRegions: Bool, _ dcs: Int, _ stores: Int, _ breadth: Double, _ pull: Double
  ) -> DemoRetailer {
    DemoRetailer(
      index: index, name: name, channel: channel, tier: tier, segment: segment, banners: banners,
      hasRegions: hasRegions, dcs: dcs, laptopStores: stores, breadth: breadth, pull: pull)
  }
}
