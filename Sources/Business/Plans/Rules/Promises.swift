package import Kernel

/// How both sides of a joint plan keep their word.
package struct Promises: Codable, Hashable, Sendable {
  package struct Side: Codable, Hashable, Sendable {
    package let kept: Int
    /// Kept, broken, or open past their day.
    package let due: Int
    package let open: Int
    package let late: Int
    /// What the promises that are due and not kept are worth.
    package let atRisk: Int64
    package let promised: Int64

    /// kept / due; nil while nothing is due.
    package var rate: BasisPoints? { BasisPoints(Int64(kept), of: Int64(due)) }
  }

  package let ours: Side
  package let theirs: Side

  package init(_ items: [PlanItem], on today: Day) {
    func side(_ mark: PlanItem.Mark) -> Side {
      let all = items.filter { $0.kind == .promise && $0.mark == mark && $0.standing != .dropped }
      let late = all.filter { $0.isLate(on: today) }, kept = all.filter { $0.standing == .kept }
      let broken = all.filter { $0.standing == .broken }
      return Side(
        kept: kept.count, due: kept.count + broken.count + late.count, open: all.count(where: \.isOpen),
        late: late.count, atRisk: (late + broken).reduce(0) { $0 + ($1.amount ?? 0) },
        promised: all.reduce(0) { $0 + ($1.amount ?? 0) })
    }
    ours = side(.ours)
    theirs = side(.theirs)
  }

  /// Money that waits for proof: promises of ours that hang below one of theirs which is not kept.
  package static func waiting(_ items: [PlanItem]) -> [PlanItem] {
    let kept = Set(items.filter { $0.standing == .kept }.map(\.id))
    return items.filter { item in
      item.kind == .promise && item.isOpen && item.parent.map { !kept.contains($0) } ?? false
    }
  }
}
