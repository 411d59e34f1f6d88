import Foundation
import Testing

@testable import Kernel

@Suite struct QuantityTests {
  @Test func `cases and pieces convert by the case quantity`() {
    let cases = Quantity(3, .case)!
    #expect(cases.exactly(in: .each, caseQuantity: 12) == Quantity(36, .each))
    #expect(Quantity(30, .each)!.exactly(in: .case, caseQuantity: 12) == Quantity("2.5", .case))
    #expect(Quantity(1, .each)!.exactly(in: .case, caseQuantity: 12) == nil)
    #expect(Quantity(1, .each)!.converted(to: .case, caseQuantity: 12) == Quantity("0.083333", .case))
    for quantity in [nil, 0, -12] { #expect(cases.converted(to: .each, caseQuantity: quantity) == nil) }
  }

  @Test func `units of one dimension convert by their legal definitions`() {
    #expect(Quantity(1, .lb)!.exactly(in: .g) == Quantity("453.59237", .g))
    #expect(Quantity(16, .oz)!.exactly(in: .lb) == Quantity(1, .lb))
    #expect(Quantity.Unit.oz.factor(to: .g) == Ratio(28_349_523_125, 1_000_000_000))
    #expect(Quantity(128, .floz)!.exactly(in: .gallon) == Quantity(1, .gallon))
    #expect(Quantity(16, .floz)!.exactly(in: .pint) == Quantity(1, .pint))
    #expect(Quantity(1, .gallon)!.exactly(in: .ml) == Quantity("3785.411784", .ml))
    #expect(Quantity(1, .tonne)!.exactly(in: .mg) == Quantity(1_000_000_000, .mg))
    #expect(Quantity("1.5", .hl)!.exactly(in: .cl) == Quantity(15_000, .cl))
    #expect(Quantity(64, .floz)!.converted(to: .l) == Quantity("1.892706", .l))
  }

  @Test func `what is of another dimension does not convert`() {
    #expect(Quantity(1, .kg)!.converted(to: .l) == nil)
    #expect(Quantity(1, .case)!.converted(to: .kg, caseQuantity: 12) == nil)
  }

  @Test func `there and back gives the same factor for every pair of units`() {
    for unit in Quantity.Unit.allCases {
      for other in Quantity.Unit.allCases {
        guard let there = unit.factor(to: other, caseQuantity: 24) else {
          #expect(unit.dimension != other.dimension)
          continue
        }
        #expect(other.factor(to: unit, caseQuantity: 24)?.times(there) == .one)
      }
    }
  }

  @Test func `quantities read and write exactly`() {
    #expect(Quantity("1234.500", .kg)!.description == "1,234.5 kg")
    #expect(Quantity("-0.25", .floz)!.description == "−0.25 fl oz")
    #expect(Quantity("1200", .each)!.description == "1,200 ea")
    #expect(Quantity("0.0000001", .kg) == nil)
    #expect(Quantity(.max, .kg) == nil)
    #expect(Quantity("2.5", .kg)! - Quantity("3", .kg)! == Quantity("-0.5", .kg))
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<3_000 {
      let quantity = Quantity(millionths: Int64(truncatingIfNeeded: generator.next()) >> 8, unit: .kg)
      #expect(Quantity(quantity.decimalText, .kg) == quantity)
    }
  }

  @Test func `an equivalised factor counts what an item holds`() throws {
    let sixPack = EquivalisedFactor(content: Quantity(1_980, .ml)!, per: .l)!
    #expect(sixPack == EquivalisedFactor("1.98"))
    #expect(sixPack.ratio == Ratio(99, 50))
    #expect(sixPack.millionths(ofItemMillionths: 10_000_000) == 19_800_000)
    #expect(
      EquivalisedFactor(numerator: 1, denominator: 3)!.millionths(ofItemMillionths: 1_000_000) == 333_333)
    #expect(sixPack.millionths(ofItemMillionths: .max) == nil)
    #expect(EquivalisedFactor(content: Quantity(1, .kg)!, per: .l) == nil)
    for text in ["0", "-1", "", "1/2"] { #expect(EquivalisedFactor(text) == nil) }
    #expect(EquivalisedFactor(numerator: 1, denominator: 0) == nil)
    let json = try JSONEncoder().encode(sixPack)
    #expect(try JSONDecoder().decode(EquivalisedFactor.self, from: json) == sixPack)
    for text in [#"{"numerator":0,"denominator":1}"#, #"{"numerator":1,"denominator":0}"#] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(EquivalisedFactor.self, from: Data(text.utf8))
      }
    }
  }
}

@Suite struct RatioTests {
  @Test func `fractions stand in lowest terms and compare exactly`() {
    #expect(Ratio(6, 8) == Ratio(3, 4))
    #expect(Ratio(0, 5)! == Ratio(0, 1)!)
    #expect(Ratio(-6, 8)!.description == "-3/4")
    #expect(Ratio(1, 3)! < Ratio(333_334, 1_000_000)!)
    #expect(Ratio(.max, 2)! > Ratio(.max, 3)!)
    #expect(Ratio(1, -2) == nil)
    #expect(Ratio(1, 2)!.over(Ratio(-1, 4)!) == Ratio(-2, 1))
    #expect(Ratio(1, 2)!.over(Ratio(0, 4)!) == nil)
    #expect(Ratio(.max, 1)!.times(Ratio(2, 1)!) == nil)
  }

  @Test func `multiplying and dividing undo each other`() {
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<3_000 {
      let one = Ratio(Int64(generator.int(in: -99_999...99_999)), Int64(generator.int(in: 1...99_999)))!
      let two = Ratio(Int64(generator.int(in: 1...99_999)), Int64(generator.int(in: 1...99_999)))!
      #expect(one.times(two)?.over(two) == one)
    }
  }
}
