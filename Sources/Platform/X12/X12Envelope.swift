package import Kernel

/// The outermost envelope, ISA to IEA: who sends to whom.
package struct X12Interchange: Sendable, Equatable {
  package let control: String
  package let sender: String
  package let receiver: String
  /// ISA09; nil where it is no day.
  package let day: Day?
  package let version: String
  package let isTest: Bool

  init(_ isa: X12Segment) {
    control = isa[13]
    sender = isa[6]
    receiver = isa[8]
    day = X12Day.read(isa[9])
    version = isa[12]
    isTest = isa[15] == "T"
  }
}

/// A functional group, GS to GE: transaction sets of one kind.
package struct X12Group: Sendable, Equatable {
  /// GS01: `PD` holds 852s, `PT` 867s.
  package let code: String
  package let control: String
  package let version: String

  init(_ gs: X12Segment) {
    code = gs[1]
    control = gs[6]
    version = gs[8]
  }
}

/// A transaction set, ST to SE: one document.
package struct X12Set: Sendable, Equatable {
  /// ST01: `852`.
  package let type: String
  package let control: String
  /// The number of its ST segment in the file.
  package let firstSegment: Int

  init(_ st: X12Segment) {
    type = st[1]
    control = st[2]
    firstSegment = st.number
  }
}
