/// The place of each site on the site axis.
struct SiteTable {
  /// The numbers on the axis, ascending: sites, or the groups that stand for them.
  private(set) var axis: [Int32] = []
  /// True where every site counts and none is told from another: rows then need no site at all.
  let isIrrelevant: Bool
  /// The chosen sites with their places, where a filter chose them.
  private(set) var chosen: [(site: Int32, place: Int)]?

  private let lowest: Int32
  /// Places by site number from `lowest`, -1 for sites left out.
  private var dense: [Int32] = []
  /// The same for numbers too far apart for a table.
  private var sparse: [Int32: Int32] = [:]
  private static let widestTable = 1 << 22

  init(_ scan: SegmentScan, _ views: [SegmentView]) {
    isIrrelevant = !scan.axes.contains(.site) && scan.sites == nil && scan.siteGroups == nil
    lowest = views.map { $0.site(at: 0) }.min() ?? 0
    guard !isIrrelevant, let highest = views.map({ $0.site(at: $0.siteCount - 1) }).max() else { return }
    let span = Int(highest) - Int(lowest) + 1
    if span <= Self.widestTable { dense = [Int32](repeating: -1, count: span) }
    let range = lowest...highest
    var numbers: [(site: Int32, number: Int32)]
    if let groups = scan.siteGroups {
      numbers = groups.filter { range.contains($0.key) }.map { ($0.key, $0.value) }
      if let filter = scan.sites { numbers.removeAll { !filter.contains($0.site) } }
      numbers.sort { $0.site < $1.site }
    } else if let filter = scan.sites {
      numbers = filter.sites.filter(range.contains).map { ($0, $0) }
    } else {
      numbers = Self.everySite(views, &dense, lowest).map { ($0, $0) }
    }
    let bySite = scan.axes.contains(.site)
    axis = bySite ? Set(numbers.map(\.number)).sorted() : []
    let places = Dictionary(uniqueKeysWithValues: axis.enumerated().map { ($1, $0) })
    let placed = numbers.map { (site: $0.site, place: bySite ? places[$0.number] ?? 0 : 0) }
    for (site, place) in placed {
      if dense.isEmpty { sparse[site] = Int32(place) } else { dense[Int(site) - Int(lowest)] = Int32(place) }
    }
    if scan.sites != nil || scan.siteGroups != nil { chosen = placed }
  }

  private static func everySite(_ views: [SegmentView], _ dense: inout [Int32], _ lowest: Int32) -> [Int32] {
    guard !dense.isEmpty else {
      return Set(views.flatMap { view in (0..<view.siteCount).map { view.site(at: $0) } }).sorted()
    }
    for view in views {
      let first = Int(view.lowestSite) - Int(lowest), sites = view.sites
      for index in 0..<view.siteCount { dense[first + Int(sites[index])] = 0 }
    }
    return dense.indices.filter { dense[$0] == 0 }.map { Int32(Int(lowest) + $0) }
  }

  @inline(__always)
  func place(of site: Int32) -> Int {
    if dense.isEmpty { return Int(sparse[site] ?? -1) }
    let index = Int(site) - Int(lowest)
    return index >= 0 && index < dense.count ? Int(dense[index]) : -1
  }
}
