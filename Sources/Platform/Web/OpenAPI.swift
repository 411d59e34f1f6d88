import Blueprint
import Foundation

/// The API's description, OpenAPI 3.1, read off the endpoints themselves.
enum OpenAPI {
  static func document(of endpoints: [Endpoint]) throws -> [UInt8] {
    var paths: [String: [String: JSON]] = [:], schemas: [String: JSON] = ["Problem": problem]
    for endpoint in endpoints {
      paths[endpoint.path, default: [:]][endpoint.method.rawValue] = operation(endpoint, &schemas)
    }
    let document: JSON = .object([
      "openapi": .text("3.1.0"),
      "info": .object([
        "title": .text("Mainstay"), "version": .text("1"),
        "description": .text("The workbench of a national account manager. Every page's data is here too."),
        "license": .object(["name": .text("Apache-2.0"), "identifier": .text("Apache-2.0")]),
      ]),
      "servers": .array([.object(["url": .text("/api/v1")])]),
      "security": .array([.object(["token": .array([])])]),
      "paths": .object(paths.mapValues { .object($0) }),
      "components": .object([
        "schemas": .object(schemas),
        "securitySchemes": .object([
          "token": .object(["type": .text("http"), "scheme": .text("bearer")])
        ]),
      ]),
    ])
    return Array(try JSON.text(of: document).utf8)
  }

  private static func operation(_ endpoint: Endpoint, _ schemas: inout [String: JSON]) -> JSON {
    var parts: [String: JSON] = [
      "summary": .text(endpoint.summary), "operationId": .text(name(of: endpoint)),
      "tags": .array([.text(endpoint.group)]), "responses": responses(endpoint, &schemas),
    ]
    if endpoint.allow == .anyone { parts["security"] = .array([]) }
    var parameters: [JSON] = []
    for field in endpoint.input.fields {
      let isPath = endpoint.parameters.contains(field.name)
      guard isPath || !endpoint.writes else { continue }
      parameters.append(
        .object([
          "name": .text(field.name), "in": .text(isPath ? "path" : "query"),
          "required": .bool(isPath || field.isRequired),
          "schema": json(field.schema, &schemas, inPath: isPath),
        ]))
    }
    if endpoint.method == .post && !endpoint.takesFile {
      parameters.append(
        .object([
          "name": .text("Idempotency-Key"), "in": .text("header"), "required": .bool(false),
          "description": .text("Calls with one key are one call; the first answer is repeated."),
          "schema": .object(["type": .text("string"), "maxLength": .whole(200)]),
        ]))
    }
    if !parameters.isEmpty { parts["parameters"] = .array(parameters) }
    if endpoint.writes, let body = body(endpoint, &schemas) { parts["requestBody"] = body }
    return .object(parts)
  }

  private static func body(_ endpoint: Endpoint, _ schemas: inout [String: JSON]) -> JSON? {
    let fields = endpoint.input.fields.filter { !endpoint.parameters.contains($0.name) }
    guard !fields.isEmpty else { return nil }
    let type = endpoint.takesFile ? "multipart/form-data" : "application/json"
    let schema = object(fields, &schemas)
    return .object([
      "required": .bool(fields.contains(where: \.isRequired)),
      "content": .object([type: .object(["schema": schema])]),
    ])
  }

  private static func responses(_ endpoint: Endpoint, _ schemas: inout [String: JSON]) -> JSON {
    var answers: [String: JSON] = [:]
    var content: [String: JSON] = [:]
    if endpoint.isDownload {
      content["application/octet-stream"] = .object([:])
      content["text/csv"] = .object([:])
      content["text/plain"] = .object([:])
    } else {
      content["application/json"] = .object(["schema": json(endpoint.output, &schemas)])
      if endpoint.export != nil {
        content["text/csv"] = .object(["schema": .object(["type": .text("string")])])
        content["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"] = .object([:])
      }
    }
    answers[String(endpoint.status)] = .object([
      "description": .text(endpoint.status == 201 ? "Made." : "Done."), "content": .object(content),
    ])
    if endpoint.method == .get {
      answers["304"] = .object(["description": .text("Unchanged since the ETag sent.")])
    }
    let refusal: JSON = .object([
      "application/problem+json": .object(["schema": .object(["$ref": .text("#/components/schemas/Problem")])]
      )
    ])
    let codes: [Int] =
      [400, 401, 403, 404, 405, 422, 429, 503] + (endpoint.writes ? [409, 412, 413, 415, 507] : [])
    for code in codes {
      answers[String(code)] = .object(["description": .text(Problem.title(code)), "content": refusal])
    }
    return .object(answers)
  }

  /// `POST /accounts/{id}/moves` reads `postAccountsByIdMoves`.
  private static func name(of endpoint: Endpoint) -> String {
    let words = endpoint.path.split { "/-.".contains($0) }.map { word in
      word.hasPrefix("{") ? "By" + word.dropFirst().dropLast().capitalized : String(word).capitalized
    }
    return endpoint.method.rawValue + words.joined()
  }

  private static func object(_ fields: [Schema.Field], _ schemas: inout [String: JSON]) -> JSON {
    var properties: [String: JSON] = [:]
    for field in fields {
      let schema = json(field.schema, &schemas)
      properties[field.name] = field.isRequired ? schema : nullable(schema)
    }
    return .object([
      "type": .text("object"), "properties": .object(properties), "additionalProperties": .bool(false),
      "required": .array(fields.filter(\.isRequired).map { .text($0.name) }),
    ])
  }

  private static func nullable(_ schema: JSON) -> JSON {
    .object(["anyOf": .array([schema, .object(["type": .text("null")])])])
  }

  private static func json(_ schema: Schema, _ schemas: inout [String: JSON], inPath: Bool = false) -> JSON {
    switch schema {
    case .text(let format, let choices):
      var parts: [String: JSON] = ["type": .text("string")]
      if let format { parts["format"] = .text(format) }
      if let format, let pattern = patterns[format] { parts["pattern"] = .text(pattern) }
      if !choices.isEmpty { parts["enum"] = .array(choices.map { .text($0) }) }
      if inPath { parts["minLength"] = .whole(1) }
      return .object(parts)
    case .whole: return .object(["type": .text("integer"), "format": .text("int64")])
    case .number: return .object(["type": .text("number")])
    case .flag: return .object(["type": .text("boolean")])
    case .list(let element): return .object(["type": .text("array"), "items": json(element, &schemas)])
    case .table(let element):
      return .object(["type": .text("object"), "additionalProperties": json(element, &schemas)])
    case .object(let name, let fields):
      if schemas[name] == nil {
        schemas[name] = .null
        schemas[name] = object(fields, &schemas)
      }
      return .object(["$ref": .text("#/components/schemas/\(name)")])
    case .reference(let name): return .object(["$ref": .text("#/components/schemas/\(name)")])
    case .anything: return .object([:])
    }
  }

  private static let patterns = [
    "currency": "^[A-Z]{3}$",
    "uuid": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
  ]

  private static let problem: JSON = .object([
    "type": .text("object"),
    "required": .array(["type", "title", "status", "detail", "request"].map { .text($0) }),
    "properties": .object([
      "type": .object(["type": .text("string")]), "title": .object(["type": .text("string")]),
      "status": .object(["type": .text("integer")]), "detail": .object(["type": .text("string")]),
      "field": .object(["type": .text("string")]), "request": .object(["type": .text("string")]),
    ]),
  ])
}
