import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// Carries a site over HTTP/1.1.
package struct Server: Sendable {
  private let site: Site
  private let host: String
  private let port: Int
  /// Told the address once the server listens.
  private let onReady: @Sendable (String) async -> Void

  package init(_ site: Site, host: String, port: Int, onReady: @escaping @Sendable (String) async -> Void) {
    self.site = site
    self.host = host
    self.port = port
    self.onReady = onReady
  }

  /// Serves until the task is cancelled or the program is told to stop; requests under way are answered first.
  package func run() async throws {
    var logger = Logger(label: "mainstay.http")
    logger.logLevel = .error
    let site = site, host = host, onReady = onReady
    let responder = CallbackResponder<Exchange> { request, context in
      let response = await site.respond(to: WebRequest(request, address: context.address))
      return try await response.hummingbird()
    }
    let application = Application(
      responder: responder, configuration: .init(address: .hostname(host, port: port), serverName: nil),
      onServerRunning: { channel in
        let bound = channel.localAddress?.port ?? 0
        await onReady("http://\(host == "0.0.0.0" ? "127.0.0.1" : host):\(bound)")
      }, logger: logger)
    do {
      try await application.runService(gracefulShutdownSignals: [.sigterm, .sigint])
    } catch let error as IOError {
      throw CannotListen(host: host, port: port, reason: String(cString: strerror(error.errnoCode)))
    } catch let error as SocketAddressError {
      throw CannotListen(host: host, port: port, reason: "\(error)")
    }
  }
}

/// The address is taken, or not one of this machine.
private struct CannotListen: Refusal {
  let host: String, port: Int, reason: String
  let status = 409, code = "cannot-listen"
  var message: String {
    "cannot listen on \(host), port \(port): \(reason). Choose another with --port, or end what uses it."
  }
}

/// What the server knows of one exchange beyond the request.
private struct Exchange: RequestContext {
  var coreContext: CoreRequestContextStorage
  let address: String

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    address = source.channel.remoteAddress?.ipAddress ?? "unknown"
  }
}

extension WebRequest {
  fileprivate init(_ request: Request, address: String) {
    var headers: [String: String] = [:]
    for field in request.headers {
      let name = field.name.canonicalName
      headers[name] = headers[name].map { $0 + (name == "cookie" ? "; " : ", ") + field.value } ?? field.value
    }
    if headers["host"] == nil, let authority = request.head.authority { headers["host"] = authority }
    let chunks = Chunks(request.body)
    let length = headers["content-length"].flatMap { Int($0) }
    self.init(
      request.method.rawValue, request.head.path ?? "/", headers: headers, address: address,
      body: WebBody(length: length) { try await chunks.next() })
  }
}

/// The body's chunks, handed out one at a time. A body has one reader, who asks for the next chunk only when it has
/// the one before; that is what makes this safe to share.
private final class Chunks: @unchecked Sendable {
  private var iterator: RequestBody.AsyncIterator

  init(_ body: RequestBody) { iterator = body.makeAsyncIterator() }

  func next() async throws -> [UInt8]? {
    do {
      return try await iterator.next().map { Array($0.readableBytesView) }
    } catch let error as CancellationError {
      throw error
    } catch {
      // The caller hung up, or what it sent is no HTTP.
      throw WebRefusal.cutShort
    }
  }
}

extension WebResponse {
  fileprivate func hummingbird() async throws -> Response {
    var fields = HTTPFields()
    for (name, value) in headers {
      if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
    }
    let status = HTTPResponse.Status(code: status)
    switch body {
    case .bytes(let bytes):
      return Response(status: status, headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    case .file(let path):
      return Response(
        status: status, headers: fields,
        body: .init { writer in
          let file = try FileHandle(forReadingFrom: URL(filePath: path))
          defer { try? file.close() }
          while let chunk = try file.read(upToCount: 262_144), !chunk.isEmpty {
            try await writer.write(ByteBuffer(bytes: chunk))
          }
          try await writer.finish(nil)
        })
    }
  }
}
