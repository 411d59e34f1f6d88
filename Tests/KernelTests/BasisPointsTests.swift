import Foundation
import Testing

@testable import Kernel

@Suite struct BasisPointsTests {
  private func of(_ points: Int, _ minor: Int64) -> Int64 {
    BasisPoints(points).of(Money(minor: minor, currency: .usd)).minor
  }

  @Test func `a share of an amount is rounded half away from zero`() {
    #expect(of(1_234, 10_000) == 1_234)
    #expect(of(5_000, 1) == 1)
    #expect(of(5_000, -1) == -1)
    #expect(of(-5_000, 3) == -2)
    #expect(of(4_999, 1) == 0)
    #expect(of(10_000, .max) == .max)
    #expect(of(10_000, .min) == .min)
  }

  @Test func `a percentage is written with the decimals asked for`() {
    #expect(BasisPoints(1_234).formatted() == "12.34 %")
    #expect(BasisPoints(-5).formatted() == "−0.05 %")
    #expect(BasisPoints(1_235).formatted(decimals: 1) == "12.4 %")
    #expect(BasisPoints(-1_250).formatted(decimals: 0) == "−13 %")
    #expect(BasisPoints(1_234_567).formatted() == "12,345.67 %")
  }

  @Test func `a percentage reads back`() {
    for text in ["12.34 %", "12.34%", "12.34", "12.340 %", "12.34\u{a0}%"] {
      #expect(BasisPoints(text)?.count == 1_234)
    }
    for text in ["", "%", " %", "12.345 %", "% 12", "12 % %", "twelve"] {
      #expect(BasisPoints(text) == nil, "\(text)")
    }
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<3_000 {
      let points = BasisPoints(generator.int(in: -99_999...99_999))
      #expect(BasisPoints(points.description) == points)
    }
  }

  @Test func `a part of a whole is a percentage, of nothing it is none`() {
    #expect(BasisPoints(1, of: 3)?.count == 3_333)
    #expect(BasisPoints(2, of: 3)?.count == 6_667)
    #expect(BasisPoints(-1, of: -2)?.count == 5_000)
    #expect(BasisPoints(1, of: -2)?.count == -5_000)
    #expect(BasisPoints(.max, of: .max)?.count == 10_000)
    #expect(BasisPoints(1, of: 0) == nil)
    #expect(BasisPoints(.max, of: 1)?.count == .max)
  }

  @Test func `a percentage is a whole number in JSON`() throws {
    #expect(String(decoding: try JSONEncoder().encode([BasisPoints(25)]), as: UTF8.self) == "[25]")
  }
}
