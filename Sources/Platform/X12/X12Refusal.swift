import Kernel

/// Why an X12 file is not taken: the segment at fault, what is wrong with it, and what to do.
package enum X12Refusal: Refusal, Equatable {
  case missingISA(segment: Int, found: String)
  case badISA(segment: Int, reason: String)
  case segmentTooLong(segment: Int, limit: Int)
  /// The file ends before `awaited` came.
  case truncated(segment: Int, awaited: String)
  case notTerminated(segment: Int, tag: String, terminator: String)
  case misplaced(segment: Int, tag: String, reason: String)
  case controlNumber(segment: Int, tag: String, found: String, opener: String, expected: String)
  case count(segment: Int, tag: String, of: String, found: String, expected: Int)
  case repeated(segment: Int, control: String, sender: String)
  /// An element that can't be read; `element` counts from 1.
  case element(segment: Int, tag: String, element: Int, found: String, reason: String)

  package var status: Int {
    if case .segmentTooLong = self { 413 } else { 422 }
  }

  package var field: String? { "file" }

  package var code: String {
    switch self {
    case .missingISA: "x12-missing-isa"
    case .badISA: "x12-bad-isa"
    case .segmentTooLong: "x12-segment-too-long"
    case .truncated, .notTerminated: "x12-truncated"
    case .misplaced: "x12-misplaced"
    case .controlNumber: "x12-control-number"
    case .count: "x12-count"
    case .repeated: "x12-repeated"
    case .element: "x12-element"
    }
  }

  /// The segment at fault, counted from 1.
  package var segment: Int {
    switch self {
    case .missingISA(let segment, _), .badISA(let segment, _), .segmentTooLong(let segment, _),
      .truncated(let segment, _), .notTerminated(let segment, _, _), .misplaced(let segment, _, _),
      .controlNumber(let segment, _, _, _, _), .count(let segment, _, _, _, _), .repeated(let segment, _, _),
      .element(let segment, _, _, _, _):
      segment
    }
  }

  package var message: String { "Segment \(segment): \(reason)" }

  /// The message without the segment's number.
  package var reason: String {
    switch self {
    case .missingISA(_, let found):
      "“\(found)” stands where an interchange must begin with ISA. Send the file as the partner's system wrote "
        + "it, with its envelope."
    case .badISA(_, let reason):
      "the ISA segment can't be read: \(reason). Ask the sender to write it again."
    case .segmentTooLong(_, let limit):
      "it is longer than \(limit) bytes, which no segment is. Check that the file uses the segment "
        + "terminator that its ISA names, then send it again."
    case .truncated(_, let awaited):
      "the file breaks off here: \(awaited) is missing. The transfer was probably cut short: send the file "
        + "again."
    case .notTerminated(_, let tag, let terminator):
      "\(tag) is not ended by the terminator \(terminator) that ISA names before the file ends. The transfer "
        + "was cut short, or the terminator was changed on the way: send the file again."
    case .misplaced(_, let tag, let reason): "\(tag) \(reason). Ask the sender to write the file again."
    default: figures
    }
  }

  private var figures: String {
    switch self {
    case .controlNumber(_, let tag, let found, let opener, let expected):
      "\(tag) carries the control number “\(found)”, its \(opener) “\(expected)”. A part may be missing or "
        + "belong to another file: ask for the file again."
    case .count(_, let tag, let of, let found, let expected):
      "\(tag) says “\(found)” \(of), and there are \(expected). Something was lost or added on the way: ask for "
        + "the file again."
    case .repeated(_, let control, let sender):
      "the interchange \(control) of \(sender) is in this file twice. Take one of them out, or it would count "
        + "double."
    case .element(_, let tag, let element, let found, let reason):
      "\(tag)\(element < 10 ? "0" : "")\(element) is “\(found.prefix(60))”: \(reason)"
    default: ""
    }
  }
}
