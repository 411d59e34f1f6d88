/// Something that is not as it should be and could be read all the same.
package struct X12Warning: Sendable, Equatable {
  package enum Kind: Hashable, Sendable {
    case byteOrderMark
    case isaWidth
    case blanksBeforeSegment
    case lineEndInside
    case notUTF8
    case lastTerminatorMissing
    case testData
    case bytesBehindEnd
    case repeatedSet
    case paddedControlNumber
    /// An envelope that does not add up, read because it was asked for.
    case envelope(String)
  }

  package let kind: Kind
  /// The first segment it was seen at.
  package let segment: Int
  /// How often it was seen.
  package internal(set) var count = 1

  package var message: String {
    let times = count > 1 ? " (\(count) times; first at segment \(segment))" : " (segment \(segment))"
    return text + times + "."
  }

  private var text: String {
    switch kind {
    case .byteOrderMark: "The file begins with a byte-order mark, which was passed over"
    case .isaWidth: "ISA's elements are not padded to their widths; the marks were found by counting elements"
    case .blanksBeforeSegment: "Blanks before a segment were passed over"
    case .lineEndInside: "Line ends inside a segment were taken out: the file was wrapped on the way"
    case .notUTF8: "Bytes that are not UTF-8 were read as Latin-1"
    case .lastTerminatorMissing: "The last segment has no terminator"
    case .testData: "ISA15 marks the interchange as test data"
    case .bytesBehindEnd: "Control bytes behind the last interchange were passed over"
    case .repeatedSet: "A transaction set carries a control number that its group has used before"
    case .paddedControlNumber: "SE02 and ST02 are the same number, padded differently"
    case .envelope(let words): words
    }
  }
}

/// Warnings as they are gathered: one of each kind, with its count; different kinds up to a limit.
struct X12WarningList {
  private(set) var all: [X12Warning] = []
  private static let most = 200

  mutating func add(_ kind: X12Warning.Kind, _ segment: Int) {
    if let place = all.firstIndex(where: { $0.kind == kind }) {
      all[place].count += 1
    } else if all.count < Self.most {
      all.append(X12Warning(kind: kind, segment: segment))
    }
  }
}
