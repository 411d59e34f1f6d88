import Files
import X12

/// Small files to read: an interchange around some segments, with whatever is to be wrong about it.
enum Interchange {
  static let isa =
    "ISA*00*          *00*          *ZZ*PARTNER        *ZZ*MAINSTAY       *260314*0905*U*00401*000000042*0*P*>~"
  static let gs = "GS*PD*PARTNER*MAINSTAY*20260314*0905*7*X*004010~"
  static let body = "ST*852*0001~XQ*H*20260301*20260307~LIN**UP*012345678905~ZA*QS*5*EA~SE*5*0001~"
  static let end = "GE*1*7~IEA*1*000000042~"
  static let whole = isa + gs + body + end

  static func reader(
    _ text: String, _ checking: X12Reader.Checking = .strict, chunk: Int = 256 << 10, longest: Int = 1 << 20
  ) -> X12Reader {
    reader(Array(text.utf8), checking, chunk: chunk, longest: longest)
  }

  static func reader(
    _ bytes: [UInt8], _ checking: X12Reader.Checking = .strict, chunk: Int = 256 << 10, longest: Int = 1 << 20
  ) -> X12Reader {
    X12Reader(
      ByteSource(name: "sales.edi", bytes: bytes, chunkBytes: chunk),
      options: X12Reader.Options(checking: checking, longestSegment: longest))
  }

  static func segments(_ reader: X12Reader) throws -> [X12Segment] {
    var all: [X12Segment] = []
    while let segment = try reader.next() { all.append(segment) }
    return all
  }

  /// What a file is refused with; nil where it is read.
  static func refusal(_ text: String, longest: Int = 1 << 20) throws -> X12Refusal? {
    do {
      _ = try segments(reader(text, longest: longest))
      return nil
    } catch let refusal as X12Refusal { return refusal }
  }
}
