package import Foundation
package import Kernel

/// The same readers for columns that may be null.
extension Row {
  package func int64OrNil(_ column: Int) throws -> Int64? { isNull(column) ? nil : try int64(column) }
  package func intOrNil(_ column: Int) throws -> Int? { isNull(column) ? nil : try int(column) }
  package func boolOrNil(_ column: Int) throws -> Bool? { isNull(column) ? nil : try bool(column) }
  package func doubleOrNil(_ column: Int) throws -> Double? { isNull(column) ? nil : try double(column) }
  package func textOrNil(_ column: Int) throws -> String? { isNull(column) ? nil : try text(column) }
  package func blobOrNil(_ column: Int) throws -> [UInt8]? { isNull(column) ? nil : try blob(column) }
  package func dayOrNil(_ column: Int) throws -> Day? { isNull(column) ? nil : try day(column) }
  package func momentOrNil(_ column: Int) throws -> Date? { isNull(column) ? nil : try moment(column) }
  package func currencyOrNil(_ column: Int) throws -> Currency? {
    isNull(column) ? nil : try currency(column)
  }

  package func idOrNil<Subject>(_ column: Int, as: Subject.Type = Subject.self) throws -> ID<Subject>? {
    isNull(column) ? nil : try id(column)
  }

  package func choiceOrNil<Choice: RawRepresentable<String>>(
    _ column: Int, as: Choice.Type = Choice.self
  ) throws -> Choice? {
    isNull(column) ? nil : try choice(column)
  }
}
