import Files
import Foundation
import Testing

struct ByteSourceTests {
  let text = Array("store,units\n101,12\n".utf8)

  @Test(arguments: [1, 2, 3, 7, 4096]) func `a gzip file reads as what was compressed`(chunk: Int) throws {
    let packed = try gzip(text)
    let source = ByteSource(name: "a.csv.gz", bytes: packed, chunkBytes: chunk)
    #expect(try drain(source, piece: chunk) == text)
    #expect(source.isCompressed)
    #expect(source.bytesRead == Int64(packed.count) && source.totalBytes == Int64(packed.count))
    #expect(source.bytesDelivered == Int64(text.count))
  }

  @Test(arguments: [1, 5, 4096]) func `several gzip members and padding read as one file`(chunk: Int) throws {
    let packed = try gzip(text) + gzip([]) + gzip(text) + [0, 0, 0, 0]
    #expect(try drain(ByteSource(name: "a.gz", bytes: packed, chunkBytes: chunk)) == text + text)
  }

  @Test func `a gzip file cut anywhere is refused with the byte where it ends`() throws {
    let packed = try gzip(text)
    for length in 2..<packed.count {
      let cut = ByteSource(name: "a.gz", bytes: Array(packed[..<length]))
      #expect(throws: FileRefusal.truncatedGzip(name: "a.gz", byte: Int64(length))) { try drain(cut) }
    }
  }

  @Test func `a damaged gzip file is refused with a place inside it`() throws {
    var packed = try gzip((0..<50_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) })
    packed[packed.count / 2] ^= 0xff
    packed[packed.count / 2 + 1] ^= 0xff
    let source = ByteSource(name: "a.gz", bytes: packed)
    let refusal = #expect(throws: FileRefusal.self) { try drain(source) }
    guard case .corruptGzip(_, let byte)? = refusal else {
      Issue.record("not corrupt: \(String(describing: refusal))"); return
    }
    #expect(byte > 10 && byte <= packed.count)
  }

  @Test func `a wrong check sum and rubbish behind the last member are refused`() throws {
    var packed = try gzip(text)
    packed[packed.count - 6] ^= 1
    #expect(throws: FileRefusal.self) { try drain(ByteSource(name: "a", bytes: packed)) }
    let rubbish = try gzip(text) + Array("hello".utf8)
    let place = try Int64(gzip(text).count)
    #expect(throws: FileRefusal.corruptGzip(name: "a", byte: place)) {
      try drain(ByteSource(name: "a", bytes: rubbish))
    }
  }

  @Test func `a gzip bomb is refused by its ratio before it fills anything`() throws {
    let bomb = try gzip(repeatElement(0, count: 4 << 20))
    let limits = ByteSource.Limits(ratioFreeBytes: 1 << 20)
    let source = ByteSource(name: "bomb.gz", bytes: bomb, limits: limits)
    let refusal = #expect(throws: FileRefusal.self) { try drain(source, piece: 1 << 16) }
    guard case .expandsTooFast(_, 200, _)? = refusal else {
      Issue.record("\(String(describing: refusal))"); return
    }
    #expect(source.bytesDelivered <= 1 << 20)
    #expect(refusal?.message.contains("send it uncompressed") == true)
    #expect(try drain(ByteSource(name: "small.gz", bytes: bomb)).count == 4 << 20)
  }

  @Test func `a file that expands past the limit is refused with the limit`() throws {
    let packed = try gzip((0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 2) })
    let source = ByteSource(name: "big.gz", bytes: packed, limits: .init(decompressedBytes: 50_000))
    #expect(throws: FileRefusal.expandsTooFar(name: "big.gz", limit: 50_000)) { try drain(source) }
  }

  @Test func `plain files read the same in any chunk, and progress ends at the total`() throws {
    try inScratch { folder in
      let path = folder + "/plain.csv"
      let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 7 + 32) }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      for chunk in [1, 3, 1024, 1 << 18] {
        let source = try ByteSource(path: path, chunkBytes: chunk)
        #expect(try drain(source, piece: 777) == bytes)
        #expect(source.bytesRead == source.totalBytes && source.name == "plain.csv" && !source.isCompressed)
      }
    }
  }

  @Test func `a missing file and a folder are refused by name, without the server's path`() throws {
    try inScratch { folder in
      let missing = #expect(throws: FileRefusal.self) { try ByteSource(path: folder + "/none.csv") }
      #expect(missing?.status == 404)
      #expect(missing?.message.contains("none.csv cannot be opened") == true)
      #expect(missing?.message.contains(folder) == false)
      #expect(throws: FileRefusal.self) { try ByteSource(path: folder) }
    }
  }
}
