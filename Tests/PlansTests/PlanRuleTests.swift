import Blueprint
import Foundation
import Kernel
import Targets
import Testing

@testable import Plans

struct PlanRuleTests {
  static let today = Day("2026-08-20")!
  static let now = Date(timeIntervalSince1970: Double(today.ordinal) * 86_400)
  static let plan = Plan(
    id: .new(at: now), account: .new(at: now), kind: .account, name: "P", summary: "", firstDay: today,
    lastDay: today.advanced(by: 730), currency: .usd, status: .draft, number: 1, version: 1, createdAt: now,
    changedAt: now)

  static func item(_ kind: PlanItem.Kind, _ title: String = "x", _ fill: (inout PlanItem) -> Void = { _ in })
    -> PlanItem
  {
    var item = PlanItem(kind, title, of: plan.id, at: now)
    fill(&item)
    return item
  }

  @Test func `the gap is the target less what is sold, comes anyway, is certain and is likely`() {
    let items = [
      Self.item(.initiative) { $0.amount = 100_00 },
      Self.item(.initiative) {
        $0.amount = 200_00
        $0.percent = BasisPoints(2_500)
      },
      Self.item(.initiative) {
        $0.amount = 999_00
        $0.standing = .dropped
      },
    ]
    var sold: [Int32: Int64] = [:]
    for week in Int32(1)...104 { sold[week] = 10_00 }
    let rate = RunRate(sold, through: 104, until: 114)
    #expect(rate.growth == .whole && rate.base == 100_00)
    let one = Waterfall(target: 1_000_00, sold: 300_00, runRate: rate, initiatives: items, .expected)
    #expect(one.committed == 100_00 && one.weighted == 50_00 && one.runRate == 100_00)
    #expect(one.gap == 450_00)
    #expect(
      Waterfall(target: 1_000_00, sold: 300_00, runRate: rate, initiatives: items, .cautious).weighted == 0)
    #expect(
      Waterfall(target: 1_000_00, sold: 300_00, runRate: rate, initiatives: items, .ambitious).weighted
        == 200_00)
  }

  @Test func `the run-rate keeps the season and takes last half year's growth`() {
    var sold: [Int32: Int64] = [:]
    for week in Int32(1)...52 { sold[week] = week <= 10 ? 30 : 10 }
    for week in Int32(53)...104 { sold[week] = (week - 52 <= 10 ? 30 : 10) * 11 / 10 }
    let rate = RunRate(sold, through: 104, until: 124)
    // The next ten weeks are the high ones.
    #expect(rate.base == 10 * 33 + 10 * 11)
    #expect(rate.growth == BasisPoints(11_000))
    #expect(rate.rest(at: rate.growth) == 484)
  }

  @Test func `an account without a year behind it goes on as in its newest quarter`() {
    let sold = Dictionary(uniqueKeysWithValues: (Int32(100)...112).map { ($0, Int64(7)) })
    let rate = RunRate(sold, through: 112, until: 122)
    #expect(!rate.hasYear && rate.rest(at: rate.growth) == 70)
  }

  @Test func `a plan across a calendar change counts every week once`() {
    let old = TargetYear(2026, .iso)
    let new = TargetYear(2027, FiscalCalendar(.weeks445, startMonth: 2, weekEnding: .sunday)!)
    let even = [Int64](repeating: 5_200_00, count: 12)
    let window = PlanWindow(Day("2026-01-05")!, Day("2028-01-30")!, .iso)
    let aim = window.aim([(new, even), (old, even)])
    #expect(aim.statedWeeks + aim.assumedWeeks + aim.openWeeks == window.weeks.count)
    #expect(aim.openWeeks <= 1)
    #expect(aim.assumedWeeks > 0, "the weeks between the two years have no target of their own")
    let stated = window.weeks.count { old.weeks.contains($0) || new.weeks.contains($0) }
    #expect(aim.statedWeeks == stated)
    #expect(aim.stated <= 2 * 62_400_00 && aim.stated > 2 * 62_400_00 - 8_000_00)
  }

  @Test func `a plan over two fiscal years of 4, 4 and 5 weeks has the sum of both`() {
    let calendar = FiscalCalendar.retail454
    let years = [2025, 2026].map { TargetYear($0, calendar) }
    let window = PlanWindow(
      calendar.firstDay(ofFiscalYear: 2025), calendar.lastDay(ofFiscalYear: 2026), calendar)
    let phases = (1...12).map { Int64($0) * 1_001 }
    let aim = window.aim(years.map { ($0, phases) })
    #expect(aim.stated == 2 * phases.reduce(0, +) && aim.assumed == 0 && aim.openWeeks == 0)
    #expect(window.weeks.count == years.map(\.weeks.count).reduce(0, +))
  }

  @Test func `a year without a target is taken as the last that has one`() {
    let calendar = FiscalCalendar.iso, phases = [Int64](repeating: 5_200, count: 12)
    let window = PlanWindow(Day("2025-01-06")!, Day("2026-12-20")!, calendar)
    let aim = window.aim([(TargetYear(2025, calendar), phases)])
    #expect(aim.assumedWeeks == window.weeks.count - aim.statedWeeks - aim.openWeeks)
    #expect(aim.assumed > 60_000 && aim.openWeeks == 0)
  }

  @Test func `a plan with every box filled and nothing measured scores low`() {
    let filled =
      PlanItem.Kind.swot.marks.map { mark in Self.item(.swot) { $0.mark = mark } }
      + (0..<5).flatMap { _ in
        [
          Self.item(.goal), Self.item(.objective), Self.item(.initiative), Self.item(.action),
          Self.item(.competitor),
          Self.item(.risk) { $0.note = "We watch it" },
        ]
      }
    let quality = PlanQuality(filled, measured: [], moved: nil, on: Self.today)
    #expect(quality.score <= 10)
  }

  @Test func `dated measures and movement make a good plan`() {
    let objective = Self.item(.objective)
    let result = Self.item(.keyResult) {
      $0.parent = objective.id
      $0.aim = 1
      $0.due = Self.today
    }
    let owner = ID<Actor>.new(at: Self.now)
    let items = [
      objective, result,
      Self.item(.action) {
        $0.owner = owner
        $0.due = Self.today
      },
      Self.item(.goal) {
        $0.standing = .confirmed
        $0.note = "Letter of 3 May"
      },
      Self.item(.risk) {
        $0.note = "Two more contacts"
        $0.owner = owner
        $0.due = Self.today
      },
    ]
    let quality = PlanQuality(items, measured: [result.id], moved: Self.today, on: Self.today)
    #expect(quality.score == 100)
    let stale = PlanQuality(
      items, measured: [result.id], moved: Self.today.advanced(by: -120), on: Self.today)
    #expect(stale.score == 80)
  }

  @Test func `an initiative without or with two accountable shows its gap`() {
    let one = Self.item(.initiative) { $0.due = Self.today }, two = Self.item(.initiative)
    func role(_ mark: PlanItem.Mark, _ of: PlanItem) -> PlanItem {
      Self.item(.role) {
        $0.mark = mark
        $0.parent = of.id
      }
    }
    let gaps = Responsibility.gaps([
      one, two, role(.accountable, one), role(.responsible, one), role(.accountable, two),
      role(.accountable, two),
    ])
    #expect(gaps[one.id] == nil)
    #expect(gaps[two.id] == ["2 are accountable", "nobody does it", "no day"])
  }

  @Test func `promises are counted by the side that gave them`() {
    func promise(_ mark: PlanItem.Mark, _ standing: PlanItem.Standing, _ due: Int, _ amount: Int64)
      -> PlanItem
    {
      Self.item(.promise) {
        $0.mark = mark
        $0.standing = standing
        $0.due = Self.today.advanced(by: due)
        $0.amount = amount
      }
    }
    let promises = Promises(
      [
        promise(.theirs, .kept, -10, 5), promise(.theirs, .broken, -9, 70), promise(.theirs, .open, -1, 30),
        promise(.theirs, .open, 9, 900), promise(.ours, .kept, -3, 1), promise(.ours, .dropped, -3, 1),
      ], on: Self.today)
    #expect(promises.theirs.rate == BasisPoints(3_333))
    #expect(promises.theirs.atRisk == 100 && promises.theirs.late == 1)
    #expect(promises.ours.rate == .whole && promises.ours.due == 1)
  }

  @Test func `exposure is probability times impact, before and after mitigation`() {
    let risk = Self.item(.risk) {
      $0.percent = BasisPoints(3_000)
      $0.amount = 1_000_00
      $0.residualPercent = BasisPoints(1_000)
    }
    #expect(risk.exposure == 300_00 && risk.residualExposure == 100_00)
  }

  @Test func `what was changed to and fro is no difference`() {
    let was = Self.item(.action, "Call"), new = Self.item(.action, "Write")
    var renamed = was
    renamed.title = "Phone"
    let diff = PlanDiff(
      [
        .init(item: was.id, before: was), .init(item: new.id, before: nil),
        .init(item: was.id, before: renamed),
      ],
      now: [was, new]
    ) { [("Name", $0.title)] }
    #expect(diff.lines.map(\.title) == ["Write"] && diff.lines[0].nature == .added)
  }

  @Test func `progress is measured from where the key result started`() {
    let one = KeyResult(base: 100, now: 130, aim: 200, source: "", isBound: true)
    #expect(one.progress == BasisPoints(3_000))
    #expect(KeyResult(base: 100, now: nil, aim: 200, source: "", isBound: true).progress == nil)
    #expect(KeyResult(base: 5, now: 5, aim: 5, source: "", isBound: true).progress == nil)
  }

  @Test(arguments: [0, 11, 37])
  func `a plan of other than one to three years is refused`(months: Int) {
    #expect(throws: PlanRefusal.badLength(months)) { try Plan.end(Self.today, months) }
  }
}
