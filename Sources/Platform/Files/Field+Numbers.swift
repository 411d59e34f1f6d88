extension Field {
  /// The number times 10 to the `scale`, rounded half away from zero; nil if it is no number or too large.
  ///
  /// `12.5%` is 0.125. Groups must be of three digits, so `1,23` is refused in English style, not read as 123.
  package func fixed(scale: Int, style: NumberStyle = .plain) -> FixedPoint? {
    if let units = quick(scale: scale, style: style) { return FixedPoint(units: units, isExact: true) }
    var body = trimmed.bytes
    var marks = NumberMarks()
    if style.allowsMarks {
      guard marks.strip(&body) else { return nil }
    } else if let first = body.first, first == 45 || first == 43 {
      marks.isNegative = first == 45
      body = UnsafeRawBufferPointer(rebasing: body.dropFirst())
    }
    guard var digits = DecimalDigits(body, style: style) else { return nil }
    digits.exponent -= marks.isPercent ? 2 : 0
    return digits.scaled(by: scale, isNegative: marks.isNegative)
  }

  /// As `fixed`, for callers to whom rounding is no news.
  package func fixedUnits(scale: Int, style: NumberStyle = .plain) -> Int64? {
    fixed(scale: scale, style: style)?.units
  }

  /// A whole number; `12.0` is one, `12.5` is nil.
  package func integer(style: NumberStyle = .plain) -> Int64? {
    guard let value = fixed(scale: 0, style: style), value.isExact else { return nil }
    return value.units
  }

  /// The common case: sign, up to 18 digits, at most `scale` of them behind the mark. Nil means: look closer.
  @inline(__always) private func quick(scale: Int, style: NumberStyle) -> Int64? {
    let count = bytes.count
    guard count > 0, count <= 18, scale >= 0, scale <= 9 else { return nil }
    var place = 0
    let isNegative = bytes[0] == 45
    if isNegative { place = 1 }
    var sum: Int64 = 0
    var digits = 0, fraction = -1
    while place < count {
      let byte = bytes[place]
      let digit = byte &- 48
      if digit < 10 {
        sum = sum &* 10 &+ Int64(digit)
        digits &+= 1
        if fraction >= 0 { fraction &+= 1 }
      } else if byte == style.decimalMark, fraction < 0 {
        fraction = 0
      } else {
        return nil
      }
      place &+= 1
    }
    let missing = scale - max(0, fraction)
    guard digits > 0, missing >= 0, digits + missing <= 18 else { return nil }
    sum = sum &* Int64(powersOfTen[missing])
    return isNegative ? -sum : sum
  }
}

/// 10 to the 0 ... 19, all that a 64-bit word holds.
let powersOfTen: [UInt64] = (0..<20).map { power in (0..<power).reduce(1) { sum, _ in sum * 10 } }

/// Significant digits and a power of ten, as written.
struct DecimalDigits {
  var mantissa: UInt64 = 0
  var exponent = 0
  /// The first digit that found no room in the mantissa, and whether any that did not was more than zero.
  private var firstDropped: UInt8?
  private var hasLostDigits = false

  /// Reads digits, groups, one decimal mark and `e3`; nil for anything else.
  init?(_ bytes: UnsafeRawBufferPointer, style: NumberStyle) {
    var place = 0
    guard let whole = readWhole(bytes, &place, style.grouping) else { return nil }
    var fraction = 0
    if place < bytes.count, bytes[place] == style.decimalMark {
      place += 1
      while place < bytes.count, bytes[place] &- 48 < 10 {
        push(bytes[place] - 48)
        exponent -= 1
        fraction += 1
        place += 1
      }
    }
    guard whole + fraction > 0 else { return nil }
    if place < bytes.count {
      guard bytes[place] | 32 == 101, let power = Self.power(bytes, place + 1) else { return nil }
      exponent += power
    }
  }

  private mutating func push(_ digit: UInt8) {
    if firstDropped == nil, mantissa <= (UInt64.max - 9) / 10 {
      mantissa = mantissa * 10 + UInt64(digit)
      return
    }
    exponent += 1
    if firstDropped == nil { firstDropped = digit }
    if digit > 0 { hasLostDigits = true }
  }

  /// The digits before the mark; returns how many, or nil where groups are not of three.
  private mutating func readWhole(
    _ bytes: UnsafeRawBufferPointer, _ place: inout Int, _ grouping: NumberStyle.Grouping
  ) -> Int? {
    var total = 0, sinceMark = 0
    var isGrouped = false
    while place < bytes.count {
      if bytes[place] &- 48 < 10 {
        push(bytes[place] - 48)
        total += 1
        sinceMark += 1
        place += 1
        continue
      }
      let width = Self.separator(bytes, place, grouping)
      if width == 0 { break }
      guard isGrouped ? sinceMark == 3 : (1...3).contains(sinceMark) else { return nil }
      isGrouped = true
      sinceMark = 0
      place += width
    }
    return isGrouped && sinceMark != 3 ? nil : total
  }

  /// Length of the group mark at `place`, or 0.
  private static func separator(
    _ bytes: UnsafeRawBufferPointer, _ place: Int, _ grouping: NumberStyle.Grouping
  ) -> Int {
    switch grouping {
    case .none: return 0
    case .byte(let mark): return bytes[place] == mark ? 1 : 0
    case .space:
      if bytes[place] == 32 { return 1 }
      if bytes[place...].starts(with: [0xc2, 0xa0]) { return 2 }
      return bytes[place...].starts(with: [0xe2, 0x80, 0xaf]) ? 3 : 0
    }
  }

  private static func power(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int? {
    var place = start
    guard place < bytes.count else { return nil }
    let isNegative = bytes[place] == 45
    if isNegative || bytes[place] == 43 { place += 1 }
    guard place < bytes.count else { return nil }
    var sum = 0
    while place < bytes.count {
      guard bytes[place] &- 48 < 10 else { return nil }
      // Beyond this the answer is zero or too large anyway.
      sum = min(sum * 10 + Int(bytes[place] - 48), 100_000)
      place += 1
    }
    return isNegative ? -sum : sum
  }

  /// The value times 10 to the `scale` as an integer, rounded half away from zero; nil if it does not fit.
  func scaled(by scale: Int, isNegative: Bool) -> FixedPoint? {
    let shift = exponent + scale
    var magnitude = mantissa
    var isExact = !hasLostDigits
    if mantissa == 0 { return FixedPoint(units: 0, isExact: true) }
    if shift > 0 {
      guard shift < 20, firstDropped == nil else { return nil }
      let (product, overflow) = mantissa.multipliedReportingOverflow(by: powersOfTen[shift])
      if overflow { return nil }
      magnitude = product
    } else if shift < 0 {
      let divisor = -shift < 20 ? powersOfTen[-shift] : 0
      let (quotient, rest) = divisor == 0 ? (0, mantissa) : mantissa.quotientAndRemainder(dividingBy: divisor)
      magnitude = quotient + (divisor > 0 && rest >= divisor / 2 ? 1 : 0)
      isExact = isExact && rest == 0
    } else if let firstDropped, firstDropped >= 5 {
      guard magnitude < .max else { return nil }
      magnitude += 1
    }
    if isNegative, magnitude == 1 << 63 { return FixedPoint(units: .min, isExact: isExact) }
    guard let units = Int64(exactly: magnitude) else { return nil }
    return FixedPoint(units: isNegative ? -units : units, isExact: isExact)
  }

  /// The value as a binary float where that is exact in one step (Clinger 1990), otherwise nil.
  var exactDouble: Double? {
    guard firstDropped == nil, mantissa <= 1 << 53, (-22...22).contains(exponent) else { return nil }
    // Powers of ten up to the 22nd are exact as binary floats.
    let power = Self.doublePowers[abs(exponent)]
    return exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
  }

  private static let doublePowers: [Double] = (0...22).map { Double("1e\($0)") ?? .nan }
}
