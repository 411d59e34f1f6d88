import Foundation
import Kernel

/// Writes what a cell's number means into the row that is being made.
struct CellText {
  /// Days are counted from 1904 instead of 1900.
  var countsFrom1904 = false

  /// The last serial number of a day: 9999-12-31, counted from 1900.
  private static let lastSerial = 2_958_465.0

  /// Puts the number that lies from `start` into its final form: a date, a time, or itself.
  func settle(_ batch: RowBatch, from start: Int, as meaning: CellFormats.Meaning) {
    guard meaning != .number else { return number(batch, from: start) }
    batch.append(0)
    var rest: UnsafeMutablePointer<CChar>?
    let value = (batch.bytes + start).withMemoryRebound(to: CChar.self, capacity: batch.used - start) {
      strtod($0, &rest)
    }
    let isWhole = rest.map { $0.pointee == 0 } ?? false
    batch.cut(to: batch.used - 1)
    guard isWhole, value.isFinite, value >= 0, batch.used > start else { return }
    if meaning == .duration {
      guard value <= Self.lastSerial else { return number(batch, from: start) }
      batch.cut(to: start)
      return time(Int64((value * 86_400_000).rounded()), batch)
    }
    moment(value, meaning, batch, from: start)
  }

  /// A day, a day and a time, or a time alone; a number that is none of them stays a number.
  private func moment(_ value: Double, _ meaning: CellFormats.Meaning, _ batch: RowBatch, from start: Int) {
    var days = Int(value.rounded(.down))
    // Milliseconds: what a binary fraction of a day holds for sure.
    var milliseconds = Int64(((value - Double(days)) * 86_400_000).rounded())
    if milliseconds == 86_400_000 { (days, milliseconds) = (days + 1, 0) }
    let isDay = days > 0 || (countsFrom1904 && meaning == .date)
    guard Double(days) <= Self.lastSerial - (countsFrom1904 ? 1462 : 0),
      isDay || milliseconds > 0 || meaning == .time
    else { return number(batch, from: start) }
    batch.cut(to: start)
    if isDay { day(days, batch) }
    guard milliseconds > 0 || !isDay else { return }
    if isDay { batch.append(84) }
    time(milliseconds, batch)
  }

  private func day(_ serial: Int, _ batch: RowBatch) {
    var (year, month, day) = (1900, 2, 29)
    if countsFrom1904 {
      (year, month, day) = Day(ordinal: serial - 24_107).civil
    } else if serial != 60 {
      // Before the 29 February 1900 that spreadsheets believe in, days lie one off.
      (year, month, day) = Day(ordinal: serial - (serial < 60 ? 25_568 : 25_569)).civil
    }
    batch.append(UInt8(48 + year / 1000 % 10))
    batch.append(UInt8(48 + year / 100 % 10))
    two(year % 100, batch)
    batch.append(45)
    two(month, batch)
    batch.append(45)
    two(day, batch)
  }

  private func time(_ milliseconds: Int64, _ batch: RowBatch) {
    let seconds = Int(milliseconds / 1000), rest = Int(milliseconds % 1000), hours = seconds / 3600
    if hours < 100 { two(hours, batch) } else { digits(String(hours), batch) }
    batch.append(58)
    two(seconds / 60 % 60, batch)
    batch.append(58)
    two(seconds % 60, batch)
    guard rest > 0 else { return }
    batch.append(46)
    batch.append(UInt8(48 + rest / 100))
    two(rest % 100, batch)
  }

  @inline(__always) private func two(_ number: Int, _ batch: RowBatch) {
    batch.append(UInt8(48 + number / 10 % 10))
    batch.append(UInt8(48 + number % 10))
  }

  private func digits(_ text: String, _ batch: RowBatch) { for byte in text.utf8 { batch.append(byte) } }

  // MARK: - Numbers

  /// Leaves a number as it is written, unless a shorter one means the same binary number: then the rest was
  /// the tail of a binary fraction. Exponents are written out where that is short.
  private func number(_ batch: RowBatch, from start: Int) {
    var significant = 0, isLeading = true, hasExponent = false
    for place in start..<batch.used {
      switch batch.bytes[place] {
      case 48 where isLeading: break
      case 48...57:
        isLeading = false
        if !hasExponent { significant += 1 }
      case 69, 101: hasExponent = true
      case 43, 45, 46: break
      default: return
      }
    }
    guard significant > 15 || hasExponent else { return }
    let text = UnsafeRawBufferPointer(start: batch.bytes + start, count: batch.used - start)
    guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else { return }
    let shortest = ShortestDecimal(value)
    guard hasExponent || shortest.digits.count < significant, abs(shortest.exponent) <= 40 else { return }
    batch.cut(to: start)
    if value < 0 { batch.append(45) }
    shortest.plain { batch.append($0) }
  }
}

/// The fewest digits that tell a binary number from its neighbours.
struct ShortestDecimal {
  /// Without zeros at either end; zero itself is one digit.
  private(set) var digits: [UInt8] = []
  /// The point stands behind so many of the digits.
  private(set) var exponent = 0

  init(_ value: Double) {
    let parts = String(describing: value.magnitude).split(separator: "e")
    let mantissa = parts[0].utf8
    exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + mantissa.prefix { $0 != 46 }.count
    digits = mantissa.filter { $0 != 46 }
    while digits.count > 1, digits.last == 48 { digits.removeLast() }
    while digits.count > 1, digits.first == 48 {
      digits.removeFirst()
      exponent -= 1
    }
    if digits == [48] { exponent = 1 }
  }

  /// Hands on the digits of the number without an exponent.
  func plain(_ put: (UInt8) -> Void) {
    if exponent <= 0 {
      put(48)
      put(46)
      for _ in exponent..<0 { put(48) }
    }
    for (place, digit) in digits.enumerated() {
      if place == exponent, place > 0 { put(46) }
      put(digit)
    }
    for _ in stride(from: digits.count, to: exponent, by: 1) { put(48) }
  }
}
