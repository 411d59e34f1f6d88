internal import CPostgres

extension PostgresSession {
  func insertMany(_ insert: BulkInsert, _ rows: some Sequence<[Value]>) throws -> Int {
    try insert.onConflict == nil ? copy(insert, rows) : upsert(insert, rows)
  }

  // COPY is the server's quickest way in, but knows no ON CONFLICT.
  private func copy(_ insert: BulkInsert, _ rows: some Sequence<[Value]>) throws -> Int {
    let text = "COPY \(insert.table) (\(insert.columns.joined(separator: ", "))) FROM STDIN"
    PQclear(try checked(PQexec(connection, text), text))
    var problem: (any Error)?
    var buffer = CopyBuffer()
    do {
      for row in rows {
        guard row.count == insert.columns.count else {
          throw StorageError.fault(
            "a row has \(row.count) values for \(insert.columns.count) columns", sql: text)
        }
        try buffer.append(row, text)
        if buffer.isFull { try send(&buffer, text) }
      }
      try send(&buffer, text)
    } catch { problem = error }
    PQputCopyEnd(connection, problem == nil ? nil : "given up")
    let result = PQgetResult(connection)
    defer {
      PQclear(result)
      while let rest = PQgetResult(connection) { PQclear(rest) }
    }
    if let problem { throw problem }
    guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw failure(result, text) }
    return changed(result)
  }

  private func send(_ buffer: inout CopyBuffer, _ text: String) throws {
    let outcome = buffer.bytes.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { PQputCopyData(connection, $0.baseAddress, Int32($0.count)) }
    }
    guard outcome == 1 else { throw failure(nil, text) }
    buffer.bytes.removeAll(keepingCapacity: true)
  }

  // One statement per row, as SQLite does it, so that a key may come twice; but sent without waiting for
  // each answer.
  private func upsert(_ insert: BulkInsert, _ rows: some Sequence<[Value]>) throws -> Int {
    let marks = insert.columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
    let text =
      "INSERT INTO \(insert.table) (\(insert.columns.joined(separator: ", "))) VALUES (\(marks))"
      + " ON CONFLICT \(insert.onConflict ?? "")"
    let name = try prepared(text, [Oid](repeating: 0, count: insert.columns.count))
    guard PQenterPipelineMode(connection) == 1 else { throw failure(nil, text) }
    var sent = 0, stored = 0
    do {
      for row in rows {
        guard row.count == insert.columns.count else {
          throw StorageError.fault(
            "a row has \(row.count) values for \(insert.columns.count) columns", sql: text)
        }
        let parameters = try PostgresParameters(row, typed: false, text)
        guard parameters.withPointers({ PQsendQueryPrepared(connection, name, $0, $1, $2, $3, 1) }) == 1
        else {
          throw failure(nil, text)
        }
        sent += 1
        // Few enough that their answers fit the socket while we are still sending.
        if sent == 200 { stored += try collect(&sent, text) }
      }
      stored += try collect(&sent, text)
    } catch {
      // Leaves the pipeline clean; the first problem is the one to tell.
      if sent > 0 { _ = try? collect(&sent, text) }
      PQexitPipelineMode(connection)
      throw error
    }
    PQexitPipelineMode(connection)
    return stored
  }

  private func collect(_ sent: inout Int, _ text: String) throws -> Int {
    guard PQpipelineSync(connection) == 1 else { throw failure(nil, text) }
    var stored = 0, problem: (any Error)?
    for _ in 0..<sent {
      let result = PQgetResult(connection)
      defer { PQclear(result) }
      switch PQresultStatus(result) {
      case PGRES_COMMAND_OK: stored += changed(result)
      case PGRES_PIPELINE_ABORTED: break
      default: problem = problem ?? failure(result, text)
      }
      if result != nil { PQclear(PQgetResult(connection)) }
    }
    sent = 0
    PQclear(PQgetResult(connection))
    if let problem { throw problem }
    return stored
  }
}

/// Rows in the text format of COPY.
private struct CopyBuffer {
  var bytes: [UInt8] = []

  var isFull: Bool { bytes.count >= 65_536 }

  mutating func append(_ row: [Value], _ sql: String) throws {
    for (place, value) in row.enumerated() {
      if place > 0 { bytes.append(9) }
      try append(value, sql)
    }
    bytes.append(10)
  }

  private mutating func append(_ value: Value, _ sql: String) throws {
    switch value {
    case .null: bytes += [92, 78]
    case .bool(let flag): bytes.append(flag ? 116 : 102)
    case .int(let number): bytes += String(number).utf8
    case .double(let number):
      guard !number.isNaN else { throw StorageError.fault("a value is not a number (NaN)", sql: sql) }
      bytes += String(number).utf8
    case .text(let text): try append(text, sql)
    case .blob(let blob):
      bytes += [92, 92, 120]
      for byte in blob {
        bytes.append(hexDigits[Int(byte >> 4)])
        bytes.append(hexDigits[Int(byte & 15)])
      }
    }
  }

  private mutating func append(_ text: String, _ sql: String) throws {
    for byte in text.utf8 {
      switch byte {
      case 0: throw StorageError.fault("text must not contain the character NUL", sql: sql)
      case 9: bytes += [92, 116]
      case 10: bytes += [92, 110]
      case 13: bytes += [92, 114]
      case 92: bytes += [92, 92]
      default: bytes.append(byte)
      }
    }
  }
}

private let hexDigits = Array("0123456789abcdef".utf8)
