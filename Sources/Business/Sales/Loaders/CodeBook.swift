import Catalog
import Kernel

/// What a source's codes mean, found by their bytes: no string is made for a code that was seen before.
struct CodeBook {
  /// A code of the file that nobody has mapped yet.
  struct Unknown {
    let code: String
    let name: String
    let detail: String?
    /// What it stands below, where the file says so.
    let parent: String?
    /// The number that it will get, if nobody else makes records meanwhile.
    let number: Int32
  }

  /// What the file says of a code beside the code.
  struct Words {
    var name = ""
    var detail: String?
    var parent: String?
  }

  /// Stands for a code whose rows are to be left out.
  static let ignored: Int32 = -1
  /// Stands for a code whose meaning depends on the day.
  private static let dated: Int32 = 0

  private var keys: [UInt8] = []
  private var starts: [Int] = [0]
  private var hashes: [UInt32] = []
  private var table: [Int32]
  private var mask: Int
  private var numbers: [Int32] = []
  private var meanings: [Int32: [DatedNumber]] = [:]
  private(set) var unknown: [Unknown] = []
  private(set) var unknownRows = 0
  private var next: Int32
  /// Whether it is noted what the file says of codes that are known.
  var watchesKnown = false
  /// What the file said of known codes when they came first, by number.
  private(set) var known: [Int32: (parent: String, day: Int)] = [:]

  /// `next` is the number that the next record made will get.
  init(_ known: [String: [DatedNumber]], next: Int64) {
    self.next = Int32(clamping: next)
    table = [Int32](repeating: -1, count: 1024)
    mask = 1023
    for (code, meaning) in known.sorted(by: { $0.key < $1.key }) { add(code, meaning) }
  }

  var firstUnknown: Int32 { unknown.first?.number ?? .max }

  private mutating func add(_ code: String, _ meaning: [DatedNumber]) {
    var code = code
    let isAlways =
      meaning.count == 1 && meaning[0].firstDay == Validity.earliest
      && meaning[0].lastDay == Validity.latest
    let number = isAlways ? Int32(clamping: meaning[0].number) : Self.dated
    code.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      insert(raw, Self.hash(raw), number: number)
    }
    if number == Self.dated { meanings[Int32(numbers.count - 1)] = meaning }
  }

  /// Leaves out the rows of this code.
  mutating func ignore(_ code: String) {
    var code = code
    code.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes), hash = Self.hash(raw)
      if let entry = find(raw, hash) {
        numbers[entry] = Self.ignored
      } else {
        insert(raw, hash, number: Self.ignored)
      }
    }
  }

  /// The number behind a code in the week that ends on `day`; a code nobody knows gets the next one.
  @inline(__always)
  mutating func number(_ bytes: UnsafeRawBufferPointer, on day: Int, _ words: () -> Words)
    -> Int32
  {
    let hash = Self.hash(bytes)
    if let entry = find(bytes, hash) {
      let number = numbers[entry]
      if number == Self.dated { return numberByDay(Int32(entry), bytes, on: day, words) }
      if number >= firstUnknown {
        unknownRows += 1
      } else if watchesKnown, number > 0, known[number] == nil {
        known[number] = (words().parent ?? "", day)
      }
      return number
    }
    return note(bytes, hash, words)
  }

  private mutating func numberByDay(
    _ entry: Int32, _ bytes: UnsafeRawBufferPointer, on day: Int, _ words: () -> Words
  ) -> Int32 {
    let meaning = meanings[entry] ?? []
    if let found = meaning.first(where: { $0.firstDay.ordinal <= day && day <= $0.lastDay.ordinal }) {
      return Int32(clamping: found.number)
    }
    // Known, but not on this day: its nearest meaning is a better guess than a new record of the same code.
    return meaning.last.map { Int32(clamping: $0.number) } ?? Self.ignored
  }

  private mutating func note(
    _ bytes: UnsafeRawBufferPointer, _ hash: UInt32, _ words: () -> Words
  ) -> Int32 {
    let words = words()
    let number = next
    next += 1
    unknown.append(
      Unknown(
        code: String(decoding: bytes, as: UTF8.self), name: words.name, detail: words.detail,
        parent: words.parent, number: number))
    unknownRows += 1
    insert(bytes, hash, number: number)
    return number
  }

  @inline(__always)
  private func find(_ bytes: UnsafeRawBufferPointer, _ hash: UInt32) -> Int? {
    var place = Int(hash) & mask
    while true {
      let entry = Int(table[place])
      if entry < 0 { return nil }
      if hashes[entry] == hash, isEqual(bytes, entry) { return entry }
      place = (place + 1) & mask
    }
  }

  @inline(__always)
  private func isEqual(_ bytes: UnsafeRawBufferPointer, _ entry: Int) -> Bool {
    let start = starts[entry], count = starts[entry + 1] - start
    guard count == bytes.count else { return false }
    return keys.withUnsafeBufferPointer { keys in
      for place in 0..<count where keys[start + place] != bytes[place] { return false }
      return true
    }
  }

  private mutating func insert(_ bytes: UnsafeRawBufferPointer, _ hash: UInt32, number: Int32) {
    keys.append(contentsOf: bytes)
    starts.append(keys.count)
    hashes.append(hash)
    numbers.append(number)
    place(Int32(hashes.count - 1))
    if hashes.count * 2 > table.count { grow() }
  }

  private mutating func place(_ entry: Int32) {
    var place = Int(hashes[Int(entry)]) & mask
    while table[place] >= 0 { place = (place + 1) & mask }
    table[place] = entry
  }

  private mutating func grow() {
    table = [Int32](repeating: -1, count: table.count * 2)
    mask = table.count - 1
    for entry in hashes.indices { place(Int32(entry)) }
  }

  /// FNV-1a, folded once more, because the table looks at the low bits only.
  @inline(__always)
  private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return hash ^ hash >> 15
  }
}
