import Foundation
import Testing

@testable import Demo

@Suite struct ChanceTests {
  @Test func `the fixed-order functions agree with the C library`() {
    for step in -400...400 {
      let x = Double(step) / 9
      #expect(abs(Curve.exp(x) / Foundation.exp(x) - 1) < 1e-13)
      #expect(abs(Curve.cosine(turns: x) - Foundation.cos(2 * .pi * x)) < 1e-11)
      if x > 0 { #expect(abs(Curve.ln(x) - Foundation.log(x)) < 1e-14 * max(1, abs(Foundation.log(x)))) }
    }
    #expect(Curve.exp(-800) == 0)
    #expect(abs(Curve.power(0.8, -2.5) - Foundation.pow(0.8, -2.5)) < 1e-13)
  }

  @Test(arguments: [0.05, 0.7, 4, 15.9, 16.1, 120, 4_000])
  func `noise keeps the mean that it was given`(mean: Double) {
    let draw = Draw(seed: 3), count = 40_000
    var sum = 0.0, squares = 0.0
    for number in 0..<count {
      let units = Double(Noise.units(mean: mean, bits: draw.bits(number)))
      sum += units
      squares += (units - mean) * (units - mean)
    }
    let variance = mean + (mean < 16 ? 0 : Noise.overdispersion * mean * mean)
    #expect(abs(sum / Double(count) - mean) < 4 * (variance / Double(count)).squareRoot() + 0.01)
    #expect(abs(squares / Double(count) / variance - 1) < 0.06)
  }

  @Test func `a draw's parts do not depend on each other`() {
    let draw = Draw(seed: 1)
    #expect(draw.at(3).unit(5) == Draw(seed: 1).at(3).unit(5))
    #expect(Set((0..<2_000).map { draw.at($0).key }).count == 2_000)
    #expect(draw.of(.event).key != draw.of(.voids).key)
    #expect((0..<500).allSatisfy { (4...9).contains(draw.whole(4...9, $0)) })
  }
}
