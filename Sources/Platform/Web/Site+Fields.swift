import Blueprint
import Foundation
import Kernel

/// Reading a call's input: path, query and body become `Fields`.
extension Site {
  func fields(
    of endpoint: Endpoint, _ parameters: [(String, String)], _ call: Call
  ) async throws -> (Fields, body: [UInt8]) {
    var fields = Fields(), bytes: [UInt8] = []
    if endpoint.writes {
      if endpoint.takesFile {
        fields = try await upload(call)
      } else {
        bytes = try await call.request.body.collect(limit: endpoint.bodyLimit)
        fields = try json(bytes, endpoint, call)
      }
      if let version = Self.version(call.request.headers["if-match"]),
        endpoint.input.fields.contains(where: { $0.name == "version" })
      {
        fields.add(text: [("version", version)])
      }
    } else {
      fields.add(text: try URLText.pairs(call.request.query))
    }
    fields.add(text: parameters)
    return (fields, bytes)
  }

  private func json(_ bytes: [UInt8], _ endpoint: Endpoint, _ call: Call) throws -> Fields {
    if bytes.isEmpty { return Fields() }
    let type = call.request.headers["content-type"]?.lowercased() ?? ""
    guard type.hasPrefix("application/json") else { throw WebRefusal.wrongType(expected: "application/json") }
    guard let value = JSON.parse(Data(bytes)) else { throw InputRefusal.notJSON }
    guard case .object(let object) = value else { throw InputRefusal.notAnObject }
    let known = endpoint.input.fields.map(\.name).filter { !endpoint.parameters.contains($0) }
    for name in object.keys.sorted() where !known.contains(name) {
      throw InputRefusal.unknown(field: name, known: known)
    }
    return Fields(json: object)
  }

  /// The fields of a page's form.
  func formFields(_ call: Call, _ endpoint: Endpoint?) async throws -> Fields {
    let type = call.request.headers["content-type"]?.lowercased() ?? ""
    if type.hasPrefix("multipart/form-data") { return try await upload(call) }
    guard type.hasPrefix("application/x-www-form-urlencoded") else {
      throw WebRefusal.wrongType(expected: "a form")
    }
    let bytes = try await call.request.body.collect(limit: endpoint?.bodyLimit ?? 65_536)
    guard let text = String(validating: bytes, as: UTF8.self) else { throw WebRefusal.badEncoding }
    var fields = Fields()
    fields.add(text: try URLText.pairs(text), keepingEmpty: endpoint?.method == .patch)
    return fields
  }

  private static func version(_ header: String?) -> String? {
    guard let header, header.hasPrefix("\"v"), header.hasSuffix("\"") else { return nil }
    return String(header.dropFirst(2).dropLast())
  }
}
