import Files
import Foundation

/// Repeatable random numbers (SplitMix64, Steele, Lea and Flood 2014).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

/// One row, copied out of the reader.
struct Row: Equatable {
  var line: Int
  var texts: [String]
  var problem: RowProblem?
}

func source(_ text: String, chunk: Int = 1 << 16) -> ByteSource {
  ByteSource(name: "sample.csv", bytes: Array(text.utf8), chunkBytes: chunk)
}

func rows(_ source: ByteSource, _ options: DelimitedReader.Options = .init(delimiter: .comma)) throws -> [Row]
{
  let reader = DelimitedReader(source, options: options)
  var all: [Row] = []
  try reader.forEachRecord { all.append(Row(line: $0.line, texts: $0.texts, problem: $0.problem)) }
  return all
}

func rows(_ text: String) throws -> [Row] { try rows(source(text)) }

func gzip(_ bytes: some Sequence<UInt8>) throws -> [UInt8] {
  var out: [UInt8] = []
  let sink = ByteSink(compression: .gzip) { out.append(contentsOf: $0) }
  try sink.write(bytes)
  try sink.finish()
  return out
}

/// Everything a source delivers, asked for `piece` bytes at a time.
func drain(_ source: ByteSource, piece: Int = 4096) throws -> [UInt8] {
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: piece, alignment: 1)
  defer { buffer.deallocate() }
  var all: [UInt8] = []
  while case let count = try source.read(into: buffer), count > 0 { all.append(contentsOf: buffer[..<count]) }
  return all
}

/// A folder of the test's own, removed behind it.
func inScratch<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path)
}
