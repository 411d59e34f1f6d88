import Accounts
import Blueprint
import Foundation
import Kernel
import Storage
import TestSupport
import Testing

@testable import Sales

struct MetricTests {
  /// Ten-thousandths of millions.
  private func million(_ count: Int128) -> Int128 { count * 1_000_000 * 10_000 }

  private func text(_ name: Metric.Name, _ inputs: MetricInputs) -> String {
    let metric = Metric.of(name)
    return metric.shown(metric.evaluate(MetricSubject(inputs)))
  }

  @Test func `distribution and velocity are as the trade defines them`() {
    // Stores of 10, 20, 30 and 40 million; X sells in the first and the last, Y in the other three.
    var x = MetricInputs(), y = MetricInputs(), brand = MetricInputs()
    x.value = 5_000 * 10_000
    brand.value = 14_000 * 10_000
    x.reach = .init(selling: million(50), byItem: million(50), all: million(100))
    y.reach = .init(selling: million(90), byItem: million(90), all: million(100))
    brand.reach = .init(selling: million(100), byItem: million(140), all: million(100))
    #expect(text(.acvDistribution, x) == "50.0" && text(.acvDistribution, y) == "90.0")
    #expect(text(.tdp, brand) == "140.0" && text(.acvDistribution, brand) == "100.0")
    #expect(text(.aic, brand) == "1.40")
    #expect(text(.sppd, x) == "100.00" && text(.sppd, brand) == "100.00")
    #expect(text(.valuePerMillion, x) == "100.00")
    var rate = MetricInputs()
    rate.units = 2_400_000
    rate.stores = 200
    rate.weeks = 4
    #expect(text(.unitsPerStoreWeek, rate) == "3.0")
  }

  @Test func `a fair share compares here with the rest of the market`() {
    func inputs(_ value: Int128) -> MetricInputs {
      var inputs = MetricInputs()
      inputs.value = value * 10_000
      return inputs
    }
    var subject = MetricSubject(inputs(18))
    subject.base = inputs(100)
    subject.market = inputs(18 + 220)
    subject.marketBase = inputs(100 + 1_000)
    let metric = Metric.of(.fairShare)
    #expect(metric.shown(metric.evaluate(subject)) == "81.8")
    #expect(metric.filled(subject, .eur).contains("18.0 % here / 22.0 % elsewhere"))
  }

  @Test func `a price per equivalised unit compares packs of different size`() {
    var ours = MetricInputs(), theirs = MetricInputs()
    ours.value = 54_900
    ours.volume = 12 * Metric.volumeScale
    theirs.value = 47_900
    theirs.volume = 10 * Metric.volumeScale
    let price = Metric.of(.volumePrice)
    let index = price.evaluate(MetricSubject(ours)).flatMap { one in
      price.evaluate(MetricSubject(theirs)).flatMap { one.over($0) }
    }?.times(Exact(whole: 100))
    #expect(index?.rounded(decimals: 1) == 955)
  }

  @Test func `what nothing was sold of has no price, no share and no velocity`() {
    let none = MetricSubject(MetricInputs())
    for metric in Metric.all where metric.additivity == .ratio {
      #expect(metric.evaluate(none) == nil && metric.shown(nil) == "–", "\(metric.id)")
    }
  }

  @Test func `every metric says what it is, and those that can't be added up refuse`() {
    #expect(
      Set(Metric.all.map(\.id)) == Set(Metric.Name.allCases) && Metric.all.count == Metric.Name.allCases.count
    )
    for metric in Metric.all {
      #expect(!metric.definition.isEmpty && !metric.formula.isEmpty && !metric.owner.isEmpty)
      if metric.additivity == .sum {
        #expect(throws: Never.self) { try metric.sum([1, 2]) }
      } else {
        let refusal = #expect(throws: MetricRefusal.self) { try metric.sum([1, 2]) }
        #expect(refusal?.message.contains("can't be added up") == true)
      }
    }
  }

  @Test func `quotients stay exact where products of sums are large`() {
    let huge = Exact(Int128(Int64.max) * 10_000, over: Int128(Int64.max) * 1_000)
    #expect(huge?.rounded(decimals: 2) == 1_000)
    #expect(
      Exact(1, over: 3)?.rounded(decimals: 4) == 3_333 && Exact(-2, over: 3)?.rounded(decimals: 0) == -1)
    #expect(Exact(1, over: 0) == nil && Exact.zero.over(.zero) == nil)
    #expect(Exact(2, over: 4) == Exact(1, over: 2))
    // Beyond 128 bits some eighteen digits are kept.
    let wide = Exact(Int128.max / 7, over: Int128(1) << 90),
      narrow = Exact(Int128.max / 8, over: Int128(1) << 90)
    #expect(Metric.change(wide, narrow)?.rounded(decimals: 6) == 14_285_714)
  }
}
