import Foundation

/// Where a loader's fields stand in one file.
struct ColumnLayout {
  let places: [SalesField: Int]
  let priceByItem: [String: Int]
  /// Fields that are read one after the other, behind keys, units and money.
  let others: [(field: SalesField, place: Int)]

  init(_ spec: LoaderSpec, header: [String]) throws(LoaderRefusal) {
    let folded = header.map(SalesField.fold)
    var places: [SalesField: Int] = [:], missing: [String] = []
    for (name, field) in spec.columns.sorted(by: { $0.key < $1.key }) where field != .ignore {
      // The exact header first: folding must not confuse two columns that differ in marks alone.
      let exact = header.indices.filter { header[$0] == name }
      let fitting = exact.isEmpty ? folded.indices.filter { folded[$0] == SalesField.fold(name) } : exact
      guard fitting.count <= 1 else { throw .columnTwice(name) }
      guard let place = fitting.first else {
        missing.append(name)
        continue
      }
      places[field] = place
    }
    guard missing.isEmpty else { throw .columnMissing(missing, loader: spec.name, found: header) }
    let hasUnits = places[.units] != nil || places[.logUnits] != nil
    let constants = Set((spec.constants ?? [:]).keys)
    func isThere(_ field: SalesField) -> Bool { places[field] != nil || constants.contains(field) }
    guard isThere(.site) || spec.siteless != nil, isThere(.item), isThere(.week), hasUnits else {
      throw .nothingToCount(loader: spec.name)
    }
    self.places = places
    priceByItem = try Self.prices(spec, header)
    others = [
      .basePrice, .cost, .unitCost, .promotedShare, .feature, .display, .priceCut, .promotion, .acv,
      // Last, because it turns the signs of the others.
      .returned,
    ]
    .compactMap { field in places[field].map { (field, $0) } }
  }

  private static func prices(_ spec: LoaderSpec, _ header: [String]) throws(LoaderRefusal) -> [String: Int] {
    guard let pattern = spec.pricePattern, let mark = pattern.range(of: "{item}") else { return [:] }
    let front = pattern[..<mark.lowerBound], back = pattern[mark.upperBound...]
    var found: [String: Int] = [:]
    for (place, name) in header.enumerated()
    where name.hasPrefix(front) && name.hasSuffix(back) && name.count > front.count + back.count {
      found[String(name.dropFirst(front.count).dropLast(back.count))] = place
    }
    guard !found.isEmpty else { throw .columnMissing([pattern], loader: spec.name, found: header) }
    return found
  }
}
