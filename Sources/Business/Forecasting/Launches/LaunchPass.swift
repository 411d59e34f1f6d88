import Accounts
import Catalog
import Foundation
import Kernel
import TimeSeries

/// Lays launches and replacements on the series of a run: new ones are made from their like, old ones run out.
struct LaunchPass {
  /// Own weeks after which half of what they say of the level is believed.
  static let believed = 4.0
  /// The last of its own weeks that speak for the level.
  static let latest = 8
  /// From so many own weeks on its own series is mixed in, until it stands alone.
  static let mixed = LaunchCurve.growing
  static let alone = LaunchCurve.watched

  let draft: ForecastDraft
  let past: PastLaunches
  private let plans: [SeriesKey: SeriesPlan]

  init(_ draft: ForecastDraft, _ plans: [SeriesKey: SeriesPlan]) {
    (self.draft, self.plans) = (draft, plans)
    past = PastLaunches(draft.ground, draft.demand)
  }

  private var horizon: Int { draft.horizon }

  /// The series that become other than the engine forecast them.
  func changes() -> [(SeriesKey, SeriesPlan)] {
    var changed: [SeriesKey: SeriesPlan] = [:]
    for seat in draft.seats {
      guard let key = draft.key(seat.key) else { continue }
      if seat.isOneHistory(draft.demand), let oldKey = seat.replacedKey.flatMap(draft.key) {
        guard let whole = plans[oldKey] else { continue }
        let parted = parted(whole, seat)
        (changed[oldKey], changed[key]) = (parted.old, parted.new)
      } else if seat.launch.sum == .changes, let new = likened(seat, plans[key]) {
        changed[key] = new
      }
    }
    for seat in draft.seats where seat.launch.sum == .changes {
      guard let oldKey = seat.replacedKey.flatMap(draft.key), let old = changed[oldKey] ?? plans[oldKey]
      else {
        continue
      }
      changed[oldKey] = runOut(old, seat)
    }
    for key in draft.heldKeys {
      guard let name = draft.key(key), let end = draft.end(key.product) else { continue }
      if let plan = changed[name] ?? plans[name] { changed[name] = plan.ended(at: end) }
    }
    return changed.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func first(_ seat: LaunchSeat) -> Int { Int(seat.week - draft.demand.through - 1) }

  private func day(_ seat: LaunchSeat) -> String {
    DisplayNumber.day(Week(ordinal: Int(seat.week), endingOn: draft.ground.weekEnding).lastDay)
  }

  // MARK: One takes the other's place, the sum stays

  private func parted(_ whole: SeriesPlan, _ seat: LaunchSeat) -> (old: SeriesPlan, new: SeriesPlan) {
    let first = first(seat), end = seat.replaced.flatMap(draft.end) ?? .max
    let left = (0..<horizon).map { $0 >= end ? 0 : seat.launch.remaining($0 - first) }
    let lesson = past.lesson(like: [seat.replaced ?? seat.product], at: seat.account)
    var (old, new) = (whole, whole)
    old.statistical = DemandSeries.rounded(zip(whole.statistical, left).map { Double($0) * $1 })
    new.statistical = zip(whole.statistical, old.statistical).map { $0 - $1 }
    old.naive = DemandSeries.rounded(zip(whole.naive, left).map { Double($0) * $1 })
    new.naive = zip(whole.naive, old.naive).map { $0 - $1 }
    // Who takes how much is least sure while it changes; when one has it all, the sum's own width is left.
    for (percent, low, high) in [(80.0, \SeriesPlan.low80, \SeriesPlan.high80), (95, \.low95, \.high95)]
    where whole[keyPath: high].count == horizon {
      for place in 0..<horizon {
        let share = 1 - left[place], units = new.statistical[place]
        let range = lesson.curve.range(percent, week: 0, own: share)
        let (least, most) = (Double(whole[keyPath: low][place]), Double(whole[keyPath: high][place]))
        let bottom = min(units, Int64((least * share * (share < 1 ? range.low : 1)).rounded()))
        let top = max(units, min(Int64(most), Int64((most * share * (share < 1 ? range.high : 1)).rounded())))
        new[keyPath: low][place] = bottom
        new[keyPath: high][place] = top
        let kept = old.statistical[place]
        old[keyPath: low][place] = max(0, min(kept, Int64((least * left[place]).rounded()) - (top - units)))
        old[keyPath: high][place] = min(
          Int64(most), max(kept, Int64((most * left[place]).rounded()) + units - bottom))
      }
    }
    old.launch = zip(old.statistical, whole.statistical).map { ($0 - $1) * SeriesPlan.partScale }
    new.emptyParts(horizon)
    new.launch = new.statistical.map { $0 * SeriesPlan.partScale }
    new.method = seat.launch.likeness
    new.againstNaive = nil
    new.flags = [
      "starts in the week to \(day(seat)) and sells what \(seat.launch.replacesName ?? "") loses: both together stay as forecast from one history",
      "the item replaced runs out over \(seat.launch.phaseOutWeeks) weeks; \(lesson.width(own: 0))",
    ]
    if let end = draft.end(seat.product) { new = new.ended(at: end) }
    old.flags.insert(runsOut(seat), at: 0)
    old.flags += leftovers(seat)
    return (old, new)
  }

  private func runsOut(_ seat: LaunchSeat) -> String {
    "replaced by \(seat.launch.productName) from the week to \(day(seat)): runs out over \(seat.launch.phaseOutWeeks) weeks"
  }

  /// What still sells of the item replaced though its phase-out is over.
  private func leftovers(_ seat: LaunchSeat) -> [String] {
    guard let key = seat.replacedKey else { return [] }
    let end = seat.week + Int32(seat.launch.phaseOutWeeks)
    let sold = (draft.original.units[key] ?? [:]).reduce(0) { $0 + ($1.key >= end ? $1.value : 0) } / 1_000
    return sold > 0
      ? [
        "left over: \(DisplayNumber.grouped(sold)) units were sold after its phase-out was over; none are planned"
      ] : []
  }

  private func runOut(_ plan: SeriesPlan, _ seat: LaunchSeat) -> SeriesPlan {
    let first = first(seat)
    // What it sold to the last has run out in part already.
    let before = seat.launch.remaining(-1 - first)
    let left = (0..<horizon).map { before > 0 ? seat.launch.remaining($0 - first) / before : 0 }
    var old = plan
    let old0 = plan.statistical
    old.scale(by: left)
    old.launch = (0..<horizon).map { place in
      (plan.launch.isEmpty ? 0 : plan.launch[place]) + (old.statistical[place] - old0[place])
        * SeriesPlan.partScale
    }
    old.flags.insert(runsOut(seat), at: 0)
    old.flags += leftovers(seat)
    return old
  }

  // MARK: Like other items

  /// What its own weeks say against what its like foretold for them.
  private struct OwnWeeks {
    var count = 0
    var ratio = 1.0
    /// How far they are believed, and how far its own series stands in its place.
    var trust: Double { Double(count) / (Double(count) + LaunchPass.believed) }
    var mix: Double {
      min(1, max(0, Double(count - LaunchPass.mixed) / Double(LaunchPass.alone - LaunchPass.mixed)))
    }
    var factor: Double { pow(max(0.05, min(20, ratio)), trust) }
  }

  private func ownWeeks(_ seat: LaunchSeat, _ likes: [LikeSeries], _ curve: LaunchCurve) -> OwnWeeks {
    let demand = draft.original, sold = demand.units[seat.key] ?? [:]
    guard let begun = sold.filter({ $0.value > 0 && $0.key >= seat.week - 4 }).keys.min() else {
      return OwnWeeks()
    }
    let weeks = (demand.reported[seat.account] ?? []).filter { $0 >= begun && $0 <= demand.through }.sorted()
    var own = OwnWeeks(count: weeks.count)
    let sums = weeks.suffix(Self.latest).reduce(into: (sold: 0.0, told: 0.0)) { sums, week in
      sums.sold += Double(sold[week] ?? 0) / 1_000
      sums.told +=
        likes.reduce(0) { sum, like in
          sum + like.share * Double(demand.units[like.key]?[week] ?? 0) / 1_000
        } * Double(seat.launch.level.count) / 10_000 * curve.share(Int(week - begun))
    }
    if sums.told > 0 { own.ratio = sums.sold / sums.told }
    return own
  }

  private struct LikeSeries {
    let key: Demand.Key
    let share: Double
    let plan: SeriesPlan
  }

  /// Nil where none of its like items sells at the account, or where its own history is enough.
  private func likened(_ seat: LaunchSeat, _ own: SeriesPlan?) -> SeriesPlan? {
    let known = zip(seat.likeKeys, seat.likes).compactMap { key, like -> LikeSeries? in
      draft.key(key).flatMap { plans[$0] }.map { LikeSeries(key: key, share: like.share, plan: $0) }
    }
    let whole = known.reduce(0) { $0 + $1.share }
    guard whole > 0 else { return nil }
    let likes = known.map { LikeSeries(key: $0.key, share: $0.share / whole, plan: $0.plan) }
    let lesson = past.lesson(like: likes.map(\.key.product), at: seat.account)
    let weeks = ownWeeks(seat, likes, lesson.curve), mix = own == nil ? 0 : weeks.mix
    guard mix < 1 else { return nil }
    let level = Double(seat.launch.level.count) / 10_000 * weeks.factor
    var new = blended(likes, level)
    let places = (0..<horizon).map { $0 - first(seat) }
    // The width of the like items' own forecast and that of launches, one upon the other.
    new.launched(places: places, by: lesson.curve, trust: weeks.trust, end: draft.end(seat.product))
    if let own { new = new.mixed(with: own, share: mix) }
    new.method = seat.launch.likeness + (mix > 0 ? ", with its own weeks" : "")
    new.flags = flags(seat, lesson, weeks, mix, missing: seat.likes.count - likes.count)
    (new.recentUnits, new.recentValue) = (likes[0].plan.recentUnits, likes[0].plan.recentValue)
    let recent = draft.original.recent(seat.key)
    if recent.units > 0, recent.value > 0 { (new.recentUnits, new.recentValue) = recent }
    return new
  }

  /// The like items together, without what prices and promotions of theirs do.
  private func blended(_ likes: [LikeSeries], _ level: Double) -> SeriesPlan {
    var new = likes[0].plan
    new.emptyParts(horizon)
    func sum(_ value: (SeriesPlan, Int) -> Double) -> [Int64] {
      (0..<horizon).map { place in
        Int64((likes.reduce(0) { $0 + $1.share * value($1.plan, place) } * level * 1_000).rounded())
      }
    }
    new.statistical = sum { $0.plain($1) }
    for bound in [\SeriesPlan.low80, \.high80, \.low95, \.high95] {
      new[keyPath: bound] = sum { plan, place in
        guard plan[keyPath: bound].count > place, plan.statistical[place] > 0 else {
          return plan.plain(place)
        }
        return plan.plain(place) * Double(plan[keyPath: bound][place]) / Double(plan.statistical[place])
      }
    }
    new.naive = [Int64](repeating: 0, count: horizon)
    new.scale = Int64(likes.reduce(0) { $0 + $1.share * Double($1.plan.scale) } * level)
    new.againstNaive = nil
    return new
  }

  private func flags(
    _ seat: LaunchSeat, _ lesson: PastLaunches.Lesson, _ own: OwnWeeks, _ mix: Double, missing: Int
  ) -> [String] {
    var flags = [
      "starts in the week to \(day(seat)): \(seat.launch.reason)", lesson.growth,
      lesson.width(own: own.trust),
    ]
    if missing > 0 {
      flags.append(
        "\(missing) of its like items \(missing == 1 ? "is" : "are") not sold here: the others count for all")
    }
    if own.count > 0 {
      let sold = PastLaunches.Lesson.percent(own.ratio), taken = PastLaunches.Lesson.percent(own.trust)
      flags.append(
        "\(own.count) weeks of its own sold \(sold) of what its like foretold; \(taken) of that is taken over (weeks / (weeks + 4))"
      )
    }
    if mix > 0 {
      flags.append(
        "its own series counts for \(PastLaunches.Lesson.percent(mix)); from \(Self.alone) weeks on it stands alone"
      )
    }
    return flags
  }
}
