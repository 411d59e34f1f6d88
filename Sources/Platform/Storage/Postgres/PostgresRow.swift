internal import CPostgres
internal import Foundation

/// One row of a PostgreSQL result in binary form.
struct PostgresRow {
  let result: OpaquePointer
  let row: Int32

  var count: Int { Int(PQnfields(result)) }

  func isNull(_ column: Int) -> Bool { PQgetisnull(result, row, Int32(column)) != 0 }

  func int64(_ column: Int) throws -> Int64 {
    let bytes = try content(column, "a whole number")
    switch PQftype(result, Int32(column)) {
    case TypeID.bool: return bytes[0] == 0 ? 0 : 1
    case TypeID.int2: return Int64(Int16(truncatingIfNeeded: bigEndian(bytes)))
    case TypeID.int4: return Int64(Int32(truncatingIfNeeded: bigEndian(bytes)))
    case TypeID.int8, TypeID.oid: return Int64(bitPattern: bigEndian(bytes))
    default: throw mismatch(column, "a whole number")
    }
  }

  func double(_ column: Int) throws -> Double {
    let bytes = try content(column, "a number")
    switch PQftype(result, Int32(column)) {
    case TypeID.float8: return Double(bitPattern: bigEndian(bytes))
    case TypeID.float4: return Double(Float(bitPattern: UInt32(truncatingIfNeeded: bigEndian(bytes))))
    case TypeID.int2, TypeID.int4, TypeID.int8: return Double(try int64(column))
    default: throw mismatch(column, "a number")
    }
  }

  func text(_ column: Int) throws -> String {
    let bytes = try content(column, "text")
    guard TypeID.texts.contains(PQftype(result, Int32(column))) else { throw mismatch(column, "text") }
    return String(decoding: bytes, as: UTF8.self)
  }

  func bytes(_ column: Int) throws -> UnsafeRawBufferPointer {
    let bytes = try content(column, "bytes")
    guard PQftype(result, Int32(column)) == TypeID.bytea else { throw mismatch(column, "bytes") }
    return bytes
  }

  func value(_ column: Int) throws -> Value {
    if isNull(column) { return .null }
    switch PQftype(result, Int32(column)) {
    case TypeID.bool: return .bool(try int64(column) != 0)
    case TypeID.int2, TypeID.int4, TypeID.int8, TypeID.oid: return .int(try int64(column))
    case TypeID.float4, TypeID.float8: return .double(try double(column))
    case TypeID.bytea: return .blob(Array(try bytes(column)))
    default: return .text(try text(column))
    }
  }

  func name(_ column: Int) -> String { PQfname(result, Int32(column)).map { String(cString: $0) } ?? "" }

  private func content(_ column: Int, _ wanted: String) throws -> UnsafeRawBufferPointer {
    guard column >= 0, column < count, !isNull(column) else { throw mismatch(column, wanted) }
    let length = Int(PQgetlength(result, row, Int32(column)))
    return UnsafeRawBufferPointer(start: PQgetvalue(result, row, Int32(column)), count: length)
  }

  private func bigEndian(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func mismatch(_ column: Int, _ wanted: String) -> StorageError {
    guard column >= 0, column < count else { return .fault("the result has no column \(column)", sql: "") }
    if isNull(column) { return .fault("column \(name(column)) is null, not \(wanted)", sql: "") }
    let type = PQftype(result, Int32(column))
    if type == TypeID.numeric {
      return .fault("column \(name(column)) is NUMERIC: cast it to BIGINT or DOUBLE PRECISION", sql: "")
    }
    let found = TypeID.names[type] ?? "of type \(type)"
    return .fault("column \(name(column)) is \(found), not \(wanted)", sql: "")
  }
}

/// The type numbers of PostgreSQL's catalogue (pg_type.dat) that the product uses.
enum TypeID {
  static let bool: Oid = 16, bytea: Oid = 17, name: Oid = 19
  static let int8: Oid = 20, int2: Oid = 21, int4: Oid = 23, text: Oid = 25, oid: Oid = 26
  static let float4: Oid = 700, float8: Oid = 701, unknown: Oid = 705
  static let bpchar: Oid = 1042, varchar: Oid = 1043, numeric: Oid = 1700
  static let texts: Set<Oid> = [text, varchar, bpchar, name, unknown]
  static let names: [Oid: String] = [
    bool: "true or false", bytea: "bytes", int8: "a whole number", int2: "a whole number",
    int4: "a whole number",
    float4: "a number with decimals", float8: "a number with decimals", text: "text", varchar: "text",
  ]
}
