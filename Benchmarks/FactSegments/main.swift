import Foundation
import Sales

// Usage: fact-segments FOLDER [SLIM]: generates 500 stores x 1,000 items x 104 weeks at 10 %, writes
// facts.csv and segments.bin (length-prefixed) into FOLDER, and prints CPU milliseconds.
// fact-segments questions DATABASE: asks a database that the import's benchmark filled.

if CommandLine.arguments.dropFirst().first == "questions", let path = CommandLine.arguments.last {
  try await Questions(path).run()
  exit(0)
}

struct Generator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}

func cpu() -> Double {
  var spec = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spec)
  return Double(spec.tv_sec) * 1_000 + Double(spec.tv_nsec) / 1e6
}

func report(_ name: String, _ times: Int = 7, _ body: () throws -> Int64) rethrows {
  var measured: [Double] = [], check: Int64 = 0
  for _ in 0..<times {
    let start = cpu()
    check = try body()
    measured.append(cpu() - start)
  }
  measured.sort()
  print(
    "\(name): \(String(format: "%.2f", measured[measured.count / 2])) ms (best \(String(format: "%.2f", measured[0]))) check \(check)"
  )
}

let folder = CommandLine.arguments[1]
let all: [Measure] = [.units, .value, .price, .basePrice, .flags]
let slim = CommandLine.arguments.count > 2
let measures: [Measure] = slim ? [.units, .value, .flags] : all
var random = Generator(state: 7)
var facts: [Fact] = []
facts.reserveCapacity(5_300_000)
let basePrices = (0..<1_000).map { _ in Int64.random(in: 99...2_499, using: &random) }
let zones = (0..<500).map { _ in Int64.random(in: 96...104, using: &random) }
for week in 0..<104 {
  var promos = [UInt8](repeating: 0, count: 1_000)
  for item in 0..<1_000 where random.next() % 10 == 0 { promos[item] = UInt8(random.next() % 7 + 1) }
  for site in 0..<500 {
    for item in 0..<1_000 where random.next() % 10 == 0 {
      var fact = Fact(site: Int32(site + 1), item: Int32(item + 1), week: Int32(2_000 + week))
      let base = basePrices[item] * zones[site] / 100 + (week >= 60 ? 10 : 0)
      let price = promos[item] == 0 ? base : base * 80 / 100
      let units = Int64(random.next() % 12 + 1) * (promos[item] == 0 ? 1 : 1 + Int64(random.next() % 4))
      fact[.units] = units * 1_000
      fact[.value] = units * price * 100
      fact[.price] = price * 100
      fact[.basePrice] = base * 100
      fact[.flags] = Int64(promos[item])
      facts.append(fact)
    }
  }
}
print("facts", facts.count)
if !FileManager.default.fileExists(atPath: folder + "/facts.csv") {
  var text = "store,item,week,units,value,price,base_price,promo\n"
  _ = FileManager.default.createFile(atPath: folder + "/facts.csv", contents: nil)
  let handle = FileHandle(forWritingAtPath: folder + "/facts.csv")!
  func decimal(_ value: Int64) -> String {
    let cents = value / 100
    return "\(cents / 100)." + (cents % 100 < 10 ? "0" : "") + "\(cents % 100)"
  }
  for fact in facts {
    text += "\(fact.site),\(fact.item),\(fact.week),\(fact[.units]! / 1_000),\(decimal(fact[.value]!)),"
    text += "\(decimal(fact[.price]!)),\(decimal(fact[.basePrice]!)),\(fact[.flags]!)\n"
    if text.utf8.count > 1 << 22 { handle.write(Data(text.utf8)); text = "" }
  }
  handle.write(Data(text.utf8))
}

let years = CompanyYears(firstYear: 2024, firstWeeks: [2_000, 2_052])
var segments: [(item: Int32, year: Int32, bytes: [UInt8])] = []
for memory in CommandLine.arguments.count > 3 ? [64 << 20] : [64 << 20, 1 << 30] {
  segments = []
  var encode = 0.0
  let start = cpu()
  let sorter = FactSorter(measures: measures, years: years, options: .init(memory: memory, folder: folder))
  for (line, fact) in facts.enumerated() { try sorter.add(fact, line: Int64(line)) }
  let added = cpu()
  try sorter.finish { group in
    let begun = cpu()
    segments.append((group.item, group.year, try Segment.encode(group.facts)))
    encode += cpu() - begun
  }
  let total = cpu() - start
  print(
    "sort+encode, \(memory >> 20) MB: \(Int(total)) ms (add \(Int(added - start)), encode \(Int(encode)));",
    "\(Int(Double(facts.count) / total)) thousand facts/s")
}
let size = segments.reduce(0) { $0 + $1.bytes.count }
print("segments", segments.count, "bytes/fact", Double(size) / Double(facts.count))
facts = []

var store = Data()
for segment in segments {
  for number in [segment.item, segment.year, Int32(segment.bytes.count)] {
    withUnsafeBytes(of: number) { store.append(contentsOf: $0) }
  }
  store.append(contentsOf: segment.bytes)
}
try store.write(to: URL(fileURLWithPath: folder + "/segments.bin"))

@MainActor func parts(_ trust: SegmentView.Trust, item: Int32? = nil) throws -> [SegmentScan.Part] {
  try segments.compactMap { segment in
    if let item, segment.item != item { return nil }
    let view = try segment.bytes.withUnsafeBytes { try SegmentView($0, trust) }
    return SegmentScan.Part(item: segment.item, batch: 1, view: view)
  }
}

@MainActor func scan(_ scan: SegmentScan, _ trust: SegmentView.Trust, item: Int32? = nil) throws -> Int64 {
  let totals = try scan.run(parts(trust, item: item))
  return totals.groups.reduce(0) { $0 &+ (totals.sum(0, $1) ?? 0) &+ (totals.sum(1, $1) ?? 0) }
}

let sum: [SegmentScan.Quantity] = [.total(.units), .total(.value)]
for (name, trust) in [("checked", SegmentView.Trust.unchecked), ("trusted", .checkedBefore)] {
  print("--", name)
  try report("open all") { Int64(try parts(trust).count) }
  try report("totals by week") { try scan(SegmentScan(sum, by: .week), trust) }
  try report("store x week") { try scan(SegmentScan(sum, by: [.site, .week]), trust) }
  try report("promoted share by item") {
    try scan(SegmentScan([.total(.value), .flagged(.value, .any)], by: .item), trust)
  }
  let stores = SiteSet((1...20).map { Int32($0 * 20) })
  try report("20 stores x 52 weeks") {
    try scan(SegmentScan(sum, by: [.site, .week], sites: stores, weeks: 2_040...2_091), trust)
  }
  try report("one series") {
    try scan(SegmentScan(sum, by: .week, sites: SiteSet([77])), trust, item: 500)
  }
}
var decoded = [Int64](repeating: 0, count: 4_000)
let opened = try parts(.checkedBefore)
for measure in measures {
  report("decode \(measure)") {
    decoded.withUnsafeMutableBufferPointer { buffer in
      for part in opened { part.view.decode(measure, into: buffer) }
    }
    return decoded[0]
  }
}

// The same facts as 104 weekly imports, before any of them is compacted.
var weekly: [(item: Int32, week: Int32, bytes: [UInt8])] = []
for part in opened {
  var byWeek: [Int32: FactColumns] = [:]
  for fact in part.view.factColumns().facts(item: part.item) {
    byWeek[fact.week, default: FactColumns(measures: measures)].append(fact)
  }
  for (week, columns) in byWeek { weekly.append((part.item, week, try Segment.encode(columns))) }
}
weekly.sort { ($0.item, $0.week) < ($1.item, $1.week) }
let weeklySize = weekly.reduce(0) { $0 + $1.bytes.count }
print("-- weekly batches:", weekly.count, "segments, bytes/fact", Double(weeklySize) / 5_202_675)
@MainActor func weeklyParts(overlapping: Int64 = 1) throws -> [SegmentScan.Part] {
  try weekly.map { segment in
    let view = try segment.bytes.withUnsafeBytes { try SegmentView($0, .checkedBefore) }
    return SegmentScan.Part(item: segment.item, batch: Int64(segment.week), view: view)
  }
}
func total(_ scan: SegmentScan, _ parts: [SegmentScan.Part]) throws -> Int64 {
  let totals = try scan.run(parts)
  return totals.groups.reduce(0) { $0 &+ (totals.sum(0, $1) ?? 0) &+ (totals.sum(1, $1) ?? 0) }
}
try report("totals by week", 3) { try total(SegmentScan(sum, by: .week), weeklyParts()) }
try report("store x week", 3) { try total(SegmentScan(sum, by: [.site, .week]), weeklyParts()) }
print("-- every item's year and its last week restated (merge path)")
let restating =
  try opened
  + weeklyParts().filter { ($0.view.firstWeek - 2_000) % 52 == 51 }
  .map { SegmentScan.Part(item: $0.item, batch: 2, view: $0.view) }
try report("totals by week", 3) { try total(SegmentScan(sum, by: .week), restating) }
try report("compact one item", 3) {
  let item = weekly.filter { $0.item == 500 && $0.week < 2_052 }
  let views = try item.map { segment in try segment.bytes.withUnsafeBytes { try SegmentView($0) } }
  return Int64(try Segment.compacted(views).count)
}
