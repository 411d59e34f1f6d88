internal import CPostgres

/// One connection to a PostgreSQL server through libpq, with its prepared statements kept. Used by one thread.
final class PostgresSession: Driver, ThreadedSession {
  private struct Key: Hashable {
    let text: String
    let types: [Oid]
  }

  private let url: String
  private var kept: [Key: String] = [:]
  private let mostKept = 250
  private(set) var connection: OpaquePointer?
  private(set) var lastFailure: PostgresFailure?

  init(url: String) { self.url = url }

  deinit { PQfinish(connection) }

  var dialect: Dialect { .postgres }

  var isBroken: Bool { connection == nil || PQstatus(connection) != CONNECTION_OK }

  /// Nothing to stop where the session is not connected yet; connecting has its own time limit.
  func prepare() -> Interrupter? {
    guard let cancel = connection.flatMap({ PQgetCancel($0) }) else { return nil }
    let key = UInt(bitPattern: cancel)
    return Interrupter(
      stop: {
        var message = [CChar](repeating: 0, count: 256)
        PQcancel(OpaquePointer(bitPattern: key), &message, 256)
      }, free: { PQfreeCancel(OpaquePointer(bitPattern: key)) })
  }

  /// Connects where that is needed. What the URL says wins over what is set here.
  func connect() throws {
    lastFailure = nil
    guard isBroken else { return }
    disconnect()
    let words = ["connect_timeout": "10", "application_name": "mainstay", "client_encoding": "UTF8"]
    let keys = Array(words.keys), values = keys.map { words[$0] ?? "" }
    connection = withCStrings(keys + ["dbname"]) { keys in
      withCStrings(values + [url]) { values in PQconnectdbParams(keys, values, 1) }
    }
    guard !isBroken else {
      let reason = PQerrorMessage(connection).map { String(cString: $0) } ?? "out of memory"
      disconnect()
      throw PostgresFailure.unreachable(reason)
    }
    PQsetNoticeProcessor(connection, { _, _ in }, nil)
  }

  func disconnect() {
    PQfinish(connection)
    connection = nil
    kept = [:]
  }

  func run(_ sql: SQL) throws -> Int {
    let result = try execute(sql)
    defer { PQclear(result) }
    guard PQresultStatus(result) != PGRES_TUPLES_OK || !status(result).hasPrefix("SELECT") else { return 0 }
    return changed(result)
  }

  func each(_ sql: SQL, streaming: Bool, _ body: (Row) throws -> Bool) throws {
    if streaming { return try stream(sql, body) }
    let result = try execute(sql)
    defer { PQclear(result) }
    for row in 0..<PQntuples(result) {
      guard try body(Row(source: .postgres(PostgresRow(result: result, row: row)))) else { return }
    }
  }

  func script(_ text: String) throws {
    PQclear(try checked(PQexec(connection, text), text))
    // A table may have changed under a kept statement.
    forgetStatements()
  }

  /// The server has its memory set for it.
  func makeRoom() {}

  func fill<T>(_ tables: [String], keeping: [String], _ body: () throws -> T) throws -> T { try body() }

  /// One statement without parameters and without a kept plan: BEGIN and its like.
  func command(_ text: String) throws { PQclear(try checked(PQexec(connection, text), text)) }

  /// Ends the transaction; whether the server did it is certain or said to be unknown.
  func commit() throws {
    let result = PQexec(connection, "COMMIT")
    defer { PQclear(result) }
    guard !isBroken else {
      throw StorageError.outcomeUnknown(PQerrorMessage(connection).map { String(cString: $0) } ?? "no answer")
    }
    guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw failure(result, "COMMIT") }
    if status(result) != "COMMIT" { throw StorageError.transactionFailed }
  }

  func rollback() { if !isBroken { PQclear(PQexec(connection, "ROLLBACK")) } }

  func checked(_ result: OpaquePointer?, _ text: String) throws -> OpaquePointer {
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE, PGRES_COPY_IN:
      if let result { return result }
      throw failure(nil, text)
    default:
      defer { PQclear(result) }
      throw failure(result, text)
    }
  }

  func failure(_ result: OpaquePointer?, _ text: String) -> any Error {
    let failure = PostgresFailure(result: result, connection: connection, sql: text)
    lastFailure = failure
    if failure.isStalePlan { forgetStatements() }
    return failure.error
  }

  func changed(_ result: OpaquePointer?) -> Int {
    PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
  }

  private func status(_ result: OpaquePointer?) -> String {
    PQcmdStatus(result).map { String(cString: $0) } ?? ""
  }

  private func execute(_ sql: SQL) throws -> OpaquePointer {
    let (text, values) = sql.rendered(.postgres)
    let parameters = try PostgresParameters(values, typed: true, text)
    let name = try prepared(text, parameters.types)
    return try checked(
      parameters.withPointers { PQexecPrepared(connection, name, $0, $1, $2, $3, 1) }, text)
  }

  // Row by row, so that a long result is never in memory as a whole.
  private func stream(_ sql: SQL, _ body: (Row) throws -> Bool) throws {
    let (text, values) = sql.rendered(.postgres)
    let parameters = try PostgresParameters(values, typed: true, text)
    let name = try prepared(text, parameters.types)
    guard parameters.withPointers({ PQsendQueryPrepared(connection, name, $0, $1, $2, $3, 1) }) == 1,
      PQsetSingleRowMode(connection) == 1
    else { throw failure(nil, text) }
    var isWanted = true
    defer { if isWanted { abandon() } }
    while let result = PQgetResult(connection) {
      let row = try checked(result, text)
      defer { PQclear(row) }
      if PQresultStatus(row) == PGRES_SINGLE_TUPLE {
        guard try body(Row(source: .postgres(PostgresRow(result: row, row: 0)))) else { return }
      }
    }
    isWanted = false
  }

  // Tells the server to stop, and reads away what is on its way.
  private func abandon() {
    let cancel = PQgetCancel(connection)
    var message = [CChar](repeating: 0, count: 256)
    PQcancel(cancel, &message, 256)
    PQfreeCancel(cancel)
    while let rest = PQgetResult(connection) { PQclear(rest) }
  }

  func prepared(_ text: String, _ types: [Oid]) throws -> String {
    let key = Key(text: text, types: types)
    if let name = kept[key] { return name }
    if kept.count >= mostKept { forgetStatements() }
    let name = "s\(kept.count)"
    PQclear(try checked(PQprepare(connection, name, text, Int32(types.count), types), text))
    kept[key] = name
    return name
  }

  // In a failed transaction the server refuses this; the next connection starts afresh then.
  private func forgetStatements() {
    guard !kept.isEmpty else { return }
    if PQtransactionStatus(connection) == PQTRANS_INERROR { PQclear(PQexec(connection, "ROLLBACK")) }
    let result = PQexec(connection, "DEALLOCATE ALL")
    defer { PQclear(result) }
    if PQresultStatus(result) == PGRES_COMMAND_OK { kept = [:] }
  }

  private func withCStrings<T>(_ strings: [String], _ body: ([UnsafePointer<CChar>?]) -> T) -> T {
    let copies = strings.map { Array($0.utf8CString) }
    let flat = copies.flatMap { $0 }
    return flat.withUnsafeBufferPointer { buffer in
      var pointers: [UnsafePointer<CChar>?] = [], offset = 0
      for copy in copies {
        pointers.append(buffer.baseAddress.map { $0 + offset })
        offset += copy.count
      }
      return body(pointers + [nil])
    }
  }
}
