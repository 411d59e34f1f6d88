import Foundation
import Kernel
import Secrets
import Storage

/// Held by a server for as long as it lives, even if it is killed: nobody else serves the same data from this machine.
///
/// The lock file keeps the name of the server's worker, so that after a kill the next server knows its jobs again.
final class ServerLock: Sendable {
  let worker: String
  private let descriptor: Int32

  private init(worker: String, descriptor: Int32) {
    self.worker = worker
    self.descriptor = descriptor
  }

  /// Nil where another server holds it.
  static func take(_ place: Place) throws -> ServerLock? {
    let mark = SHA256.hex(Array(place.location.description.utf8)).prefix(16)
    let path = "\(place.folder)/serving-\(mark).lock"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw ServeRefusal.cannotWrite(path, String(cString: strerror(errno))) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      return nil
    }
    return ServerLock(worker: try name(in: path), descriptor: descriptor)
  }

  private static func name(in path: String) throws -> String {
    let known = try String(contentsOfFile: path, encoding: .utf8)
    if ID<ServerLock>(known) != nil { return known }
    let fresh = ID<ServerLock>.new().text
    // Not atomically: the lock hangs on this very file.
    try Data(fresh.utf8).write(to: URL(filePath: path))
    return fresh
  }

  deinit { close(descriptor) }
}

/// Why a server did not start.
enum ServeRefusal: Refusal {
  case inUse(String)
  case cannotWrite(String, String)

  var status: Int { 409 }
  var code: String { "cannot-serve" }
  var message: String {
    switch self {
    case .inUse(let path):
      "another server works on \(path). Stop it first, or serve another database."
    case .cannotWrite(let path, let reason):
      "\(path) cannot be written: \(reason). Check who may write there."
    }
  }
}
