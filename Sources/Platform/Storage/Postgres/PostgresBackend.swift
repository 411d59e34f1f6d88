final class PostgresBackend: Sendable {
  init(url: String, options: DatabaseOptions) async throws { throw StorageError.unavailable("no server") }
  func read<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
    throw StorageError.readOnly
  }
  func write<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
    throw StorageError.readOnly
  }
  func close() async {}
}
struct PostgresRow {
  var count: Int { 0 }
  func isNull(_ column: Int) -> Bool { true }
  func int64(_ column: Int) throws -> Int64 { 0 }
  func double(_ column: Int) throws -> Double { 0 }
  func text(_ column: Int) throws -> String { "" }
  func bytes(_ column: Int) throws -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }
  func value(_ column: Int) throws -> Value { .null }
  func name(_ column: Int) -> String { "" }
}
