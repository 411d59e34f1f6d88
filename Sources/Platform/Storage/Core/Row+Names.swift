package import Foundation
package import Kernel

/// Reading by column name: a search per value, for statements with few rows.
extension Row {
  /// The number of the column of this name.
  package func index(_ name: String) throws -> Int {
    for column in 0..<count where self.name(column) == name { return column }
    throw StorageError.fault("the result has no column '\(name)'", sql: "")
  }

  package func isNull(_ name: String) throws -> Bool { isNull(try index(name)) }
  package func int64(_ name: String) throws -> Int64 { try int64(index(name)) }
  package func int(_ name: String) throws -> Int { try int(index(name)) }
  package func bool(_ name: String) throws -> Bool { try bool(index(name)) }
  package func double(_ name: String) throws -> Double { try double(index(name)) }
  package func text(_ name: String) throws -> String { try text(index(name)) }
  package func textOrNil(_ name: String) throws -> String? { try textOrNil(index(name)) }
  package func intOrNil(_ name: String) throws -> Int? { try intOrNil(index(name)) }
  package func blob(_ name: String) throws -> [UInt8] { try blob(index(name)) }
  package func day(_ name: String) throws -> Day { try day(index(name)) }
  package func moment(_ name: String) throws -> Date { try moment(index(name)) }
  package func id<Subject>(_ name: String, as: Subject.Type = Subject.self) throws -> ID<Subject> {
    try id(index(name))
  }
  package func value(_ name: String) throws -> Value { try value(index(name)) }
}
