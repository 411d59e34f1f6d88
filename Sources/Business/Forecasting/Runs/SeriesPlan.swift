import Accounts
import Catalog
import Kernel

/// What is forecast for one account and product, week by week behind the last week with data.
struct SeriesPlan: Sendable, Hashable {
  /// A hundredth of a unit is the step of what explains a forecast; the forecast itself counts whole units.
  static let partScale: Int64 = 100

  var method: String
  var flags: [String]
  /// Mean absolute error at rolling origins as a share of that of repeating the same weeks of the year before.
  var againstNaive: BasisPoints?
  /// Whole units.
  var statistical: [Int64]
  var low80: [Int64]
  var high80: [Int64]
  var low95: [Int64]
  var high95: [Int64]
  /// The same weeks of the year before, as they were known when this was made.
  var naive: [Int64]
  /// Hundredths of a unit: level, trend and season of each week.
  var level: [Int64]
  var trend: [Int64]
  var season: [Int64]
  /// Likewise what prices, promotions and the other items of the account add; empty where nothing was known ahead.
  var price: [Int64] = []
  var promotion: [Int64] = []
  var neighbours: [Int64] = []
  /// Likewise what a launch or a replacement brings or takes; empty where there is none.
  var launch: [Int64] = []
  /// Likewise what the forecasts of the levels above move it by; empty where they do not.
  var shift: [Int64] = []
  /// Sold in the last weeks: thousandths of a unit, and ten-thousandths of the currency's unit.
  var recentUnits: Int64 = 0
  var recentValue: Int64 = 0
  /// Mean change from a year before in the known weeks, in hundredths of a unit: what MASE divides by.
  var scale: Int64 = 0

  /// What some units are worth at the average price of the last weeks, in the currency's smallest unit.
  func worth(_ units: Int64, _ currency: Currency) -> Money? {
    guard recentUnits > 0 else { return nil }
    let exact = Int128(units) * 1_000 * Int128(recentValue)
    let half = exact < 0 ? -Int128(recentUnits) / 2 : Int128(recentUnits) / 2
    return Money(tenThousandths: Int64(clamping: (exact + half) / Int128(recentUnits)), currency: currency)
  }
}

/// Whose a series is.
struct SeriesKey: Hashable, Sendable, Comparable {
  let account: ID<Account>
  let product: ID<Product>

  static func < (left: SeriesKey, right: SeriesKey) -> Bool {
    (left.account, left.product) < (right.account, right.product)
  }
}

/// Many whole numbers in few bytes: each as its difference to the one before, seven bits a byte.
enum PackedWeeks {
  static func pack(_ lists: [[Int64]]) -> [UInt8] {
    var bytes: [UInt8] = []
    for list in lists {
      write(Int64(list.count), &bytes)
      var before: Int64 = 0
      for value in list {
        write(value &- before, &bytes)
        before = value
      }
    }
    return bytes
  }

  /// Nil where the bytes end too soon, or hold another number of lists.
  static func unpack(_ bytes: UnsafeRawBufferPointer, lists count: Int) -> [[Int64]]? {
    var place = 0, lists: [[Int64]] = []
    lists.reserveCapacity(count)
    while lists.count < count {
      guard let size = read(bytes, &place), size >= 0, size <= bytes.count else { return nil }
      var list: [Int64] = [], before: Int64 = 0
      list.reserveCapacity(Int(size))
      for _ in 0..<size {
        guard let step = read(bytes, &place) else { return nil }
        before &+= step
        list.append(before)
      }
      lists.append(list)
    }
    return place == bytes.count ? lists : nil
  }

  private static func write(_ value: Int64, _ bytes: inout [UInt8]) {
    var rest = UInt64(bitPattern: (value << 1) ^ (value >> 63))
    while rest >= 128 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private static func read(_ bytes: UnsafeRawBufferPointer, _ place: inout Int) -> Int64? {
    var value: UInt64 = 0, shift: UInt64 = 0
    while place < bytes.count, shift < 64 {
      let byte = bytes[place]
      place += 1
      value |= UInt64(byte & 127) << shift
      if byte < 128 { return Int64(bitPattern: (value >> 1) ^ (0 &- (value & 1))) }
      shift += 7
    }
    return nil
  }
}
