import Testing

@testable import TimeSeries

struct LaunchCurveTests {
  /// Half of the stores in the first week, all of them from the thirteenth, each selling at once what it will sell.
  private func launch(_ settled: Double) -> LaunchCurve.Past? {
    let stores = (0..<30).map { min(40, 20 + 20 * Double($0) / 13) }
    return .init(units: stores.map { $0 / 40 * settled }, stores: stores, like: [90, 0, 100, 110])
  }

  private func curve(_ settled: Double...) -> LaunchCurve { LaunchCurve(settled.compactMap(launch)) }

  @Test func `the curve is what past launches had reached week by week, by stores and by store`() {
    let curve = curve(80, 100, 120)
    #expect(!curve.isAssumed && curve.launches == 3)
    #expect(abs(curve.share(0) - 0.5) < 1e-9 && abs(curve.stores[0] - 0.5) < 1e-9)
    #expect(abs(curve.perStore[0] - 1) < 1e-9 && curve.share(-1) == 0 && curve.share(40) == 1)
    for step in 1..<LaunchCurve.growing { #expect(curve.share(step) > curve.share(step - 1)) }
  }

  @Test func `launches that ended farther apart give a wider range, and so do fewer of them`() {
    let near = curve(95, 100, 105)
    let far = curve(40, 100, 250)
    let many = curve(40, 100, 250, 40, 100, 250, 40, 100, 250, 40, 100, 250)
    #expect(far.range(80, week: 20).high > near.range(80, week: 20).high)
    #expect(far.range(80, week: 20).high > many.range(80, week: 20).high)
    #expect(far.range(95, week: 20).high > far.range(80, week: 20).high)
    let range = far.range(80, week: 3)
    #expect(abs(range.low * range.high - 1) < 1e-9)
    #expect(far.range(80, week: 20, own: 0.8).high < far.range(80, week: 20).high)
  }

  @Test func `without three launches that settled the full rate is taken and the width assumed`() {
    let short = LaunchCurve.Past(units: [1, 2, 3], stores: [], like: [10])
    let silent = LaunchCurve.Past(units: Array(repeating: 0, count: 30), stores: [], like: [10])
    #expect(LaunchCurve.Past(units: [1], stores: [], like: [0]) == nil)
    let curve = LaunchCurve([short, silent, launch(100), launch(90)].compactMap { $0 })
    #expect(curve.isAssumed && curve.share(0) == 1)
    #expect(curve.range(80, week: 0).high > 2)
  }
}
