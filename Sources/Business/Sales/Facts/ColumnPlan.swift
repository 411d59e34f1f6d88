/// How one measure of a segment will be packed: frame of reference (`base`), common factor (`divisor`), width.
struct ColumnPlan {
  let measure: Measure
  let base: Int64
  let divisor: UInt64
  let width: Int
  let hasNulls: Bool
  /// The figures of all rows, 0 where unknown.
  let values: [Int64]

  /// Nil where no row knows the measure: it then needs no column.
  init?(_ columns: FactColumns, place: Int) {
    let measure = columns.measures[place], stride = columns.measures.count, bit = measure.bit
    var low = Int64.max, high = Int64.min, known = 0
    let values = [Int64](unsafeUninitializedCapacity: columns.count) { values, count in
      columns.cells.withUnsafeBufferPointer { cells in
        columns.present.withUnsafeBufferPointer { present in
          for row in 0..<present.count {
            let value = cells[row &* stride &+ place]
            values[row] = value
            guard present[row] & bit != 0 else { continue }
            known &+= 1
            low = min(low, value)
            high = max(high, value)
          }
        }
      }
      count = columns.count
    }
    guard known > 0 else { return nil }
    self.measure = measure
    self.values = values
    hasNulls = known < columns.count
    // Bits are stored as they are, so that a scan can test them without decoding.
    let asIs = measure.additivity == .union && low >= 0
    base = asIs ? 0 : low
    divisor =
      asIs ? 1 : Self.commonFactor(values, above: low, known: hasNulls ? (columns.present, bit) : nil)
    width = PackedNumbers.width(for: UInt64(bitPattern: high &- base) / divisor)
  }

  /// The largest number that divides every known figure's distance from `low`; 1 where all are equal.
  private static func commonFactor(
    _ values: [Int64], above low: Int64, known: (present: [UInt32], bit: UInt32)?
  ) -> UInt64 {
    var factor: UInt64 = 0
    for row in values.indices {
      if let known, known.present[row] & known.bit == 0 { continue }
      let distance = UInt64(bitPattern: values[row] &- low)
      if factor == 0 {
        factor = distance
      } else if distance % factor != 0 {
        factor = greatestCommonDivisor(factor, distance)
        if factor == 1 { return 1 }
      }
    }
    return max(factor, 1)
  }

  private static func greatestCommonDivisor(_ first: UInt64, _ second: UInt64) -> UInt64 {
    var a = first, b = second
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  func write(present: [UInt32], to target: UnsafeMutableRawPointer) {
    let mask: UInt32 = hasNulls ? measure.bit : 0
    let low = base, factor = divisor
    values.withUnsafeBufferPointer { values in
      present.withUnsafeBufferPointer { present in
        PackedNumbers.write(values.count, width: width, to: target) { row in
          guard present[row] & mask == mask else { return 0 }
          let distance = UInt64(bitPattern: values[row] &- low)
          return factor == 1 ? distance : distance / factor
        }
      }
    }
  }

  func writeBitmap(present: [UInt32], to target: UnsafeMutableRawPointer) {
    for start in stride(from: 0, to: present.count, by: 8) {
      var byte: UInt8 = 0
      for row in start..<min(start + 8, present.count) where present[row] & measure.bit != 0 {
        byte |= 1 << UInt8(row - start)
      }
      target.storeBytes(of: byte, toByteOffset: start / 8, as: UInt8.self)
    }
  }
}
