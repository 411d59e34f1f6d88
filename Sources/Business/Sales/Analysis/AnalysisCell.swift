import Kernel

/// What one cell gathers: sums, and which sites and items sold how many units.
struct AnalysisCell {
  var sums = MetricInputs()
  var sites: [Int32: Int64] = [:]
  var items: [Int32: Int64] = [:]
  /// By item and site together.
  var pairs: [Int64: Int64] = [:]

  static func pair(_ item: Int32, _ site: Int32) -> Int64 {
    Int64(item) << 32 | Int64(UInt32(bitPattern: site))
  }

  mutating func add(_ other: AnalysisCell) {
    sums.add(other.sums)
    sites.merge(other.sites, uniquingKeysWith: +)
    items.merge(other.items, uniquingKeysWith: +)
    pairs.merge(other.pairs, uniquingKeysWith: +)
  }

  /// Which of the sums are read, in the order in which the facts are asked for them.
  enum Quantities {
    static func of(_ plan: AnalysisPlan) -> [SegmentScan.Quantity] {
      var list: [SegmentScan.Quantity] = [.total(.units), .total(.value)]
      if plan.uses([.cost]) { list.append(.total(.cost)) }
      if plan.uses([.promotedPrice, .unitsOnDeal, .valueOnDeal]) {
        list += [
          .total(.units).given(.flags), .total(.value).given(.flags), .flagged(.units, .any),
          .flagged(.value, .any),
        ]
      }
      if plan.uses([.basePrice]) {
        list += [.weighted(.basePrice, by: .units), .total(.units).given(.basePrice)]
      }
      return list
    }

    static func inputs(_ cell: FactSums.Cell, _ list: [SegmentScan.Quantity]) -> MetricInputs {
      var inputs = MetricInputs()
      inputs.facts = cell.facts
      for (place, quantity) in list.enumerated() {
        let sum = cell.sums[place].map { Int128($0) }
        switch quantity {
        case .total(.units): inputs.units = sum ?? 0
        case .total(.value): inputs.value = sum ?? 0
        case .total(.cost): inputs.cost = sum
        case .total(.units).given(.flags): inputs.flaggedUnits = sum
        case .total(.value).given(.flags): inputs.flaggedValue = sum
        case .flagged(.units, .any): inputs.dealUnits = sum ?? 0
        case .flagged(.value, .any): inputs.dealValue = sum ?? 0
        case .weighted(.basePrice, by: .units): inputs.basePriced = sum
        default: inputs.basePricedUnits = sum ?? 0
        }
      }
      return inputs
    }
  }
}
