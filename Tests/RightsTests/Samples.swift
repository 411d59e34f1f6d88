import Blueprint
import Foundation
import Kernel

@testable import Web

/// What an endpoint's input is made of: which of its fields name records, and something that fits the others.
struct Sample {
  let endpoint: Endpoint
  /// The fields that name a record, and of which kind; nil where nobody has said of which.
  let names: [(field: String, kind: World.Kind?, isList: Bool)]

  init(_ endpoint: Endpoint) {
    self.endpoint = endpoint
    names = endpoint.input.fields.compactMap { field in
      let inPath = endpoint.parameters.contains(field.name)
      guard inPath || field.schema.names || Self.textual.contains(field.name) else { return nil }
      if inPath, Self.words.contains(field.name) { return nil }
      return (field.name, Self.kind(field.name, of: endpoint, inPath: inPath), field.schema.isList)
    }
  }

  /// Path words that are no ids.
  private static let words: Set<String> = ["tier", "code", "secret"]
  /// Names that are typed as text.
  private static let textual: Set<String> = ["team", "account"]

  private static func kind(_ field: String, of endpoint: Endpoint, inPath: Bool) -> World.Kind? {
    inPath
      ? pathKind(field, endpoint.path.split(separator: "/").map(String.init))
      : fieldKind(field, endpoint.path)
  }

  private static func pathKind(_ field: String, _ words: [String]) -> World.Kind? {
    let base = words.prefix { $0 != "{\(field)}" }.filter { !$0.hasPrefix("{") }.joined(separator: "/")
    return ownKinds[base] ?? World.Kind.allCases.first { "\($0.rawValue)s" == base }
  }

  /// By the words before the id.
  private static let ownKinds: [String: World.Kind] = [
    "accounts/imports": .accountImport, "accounts/merges": .accountMerge, "accounts/influences": .influence,
    "accounts/pairs": .pair, "people": .person, "people/imports": .personImport,
    "people/merges": .personMerge,
    "people/positions": .position, "deals/lines": .line, "plans/goals": .goal, "plans/swot": .swot,
    "plans/objectives": .objective, "plans/key-results": .keyResult, "plans/initiatives": .initiative,
    "plans/roles": .role, "plans/actions": .action, "plans/risks": .risk, "plans/competitors": .competitor,
    "plans/promises": .promise, "plans/gains": .gain, "targets/nodes": .targetNode,
    "targets/requests": .targetRequest, "targets": .targetSet, "sales/imports": .batch,
    "sales/imports/drafts": .draft, "sales/questions": .question, "sales/sources": .source,
    "sales/drop-folders": .dropFolder, "deliveries": .delivery, "deliveries/files": .deliveredFile,
    "dashboards/panels": .analysis, "analyses": .analysis, "categories": .category,
    "pipeline/processes": .process, "forecasts": .forecast, "forecasts/overrides": .override,
    "forecasts/known": .known, "forecasts/launches": .launch,
    "shelf/listings/imports": .listing, "shelf/facings/imports": .facing,
    "products/imports": .product, "custom-fields": .customField, "deals/imports": .deal,
    "metrics-dictionary": .product,
  ]

  private static func fieldKind(_ field: String, _ path: String) -> World.Kind? {
    switch (field, path) {
    case ("parent", "/teams"), ("parent", "/teams/{id}"): .team
    case ("parent", "/products"), ("parent", "/products/{id}"): .product
    case ("parent", "/targets/nodes/{id}/place"): .targetNode
    case ("parent", _) where path.hasPrefix("/plans/"): parentKind(path)
    case ("id", "/deals/changes"): .deal
    case ("kept", "/people/merges"): .person
    case ("merged", "/people/merges"): .colleague
    case ("merged", "/accounts/merges"): .store
    case ("from", "/accounts/{id}/influences"): .person
    case ("to", "/accounts/{id}/influences"): .colleague
    case ("reportsTo", _), ("successor", _): .colleague
    default: plainKinds[field]
    }
  }

  private static func parentKind(_ path: String) -> World.Kind {
    path.contains("/key-results") || path.contains("/initiatives")
      ? .objective : path.contains("/promises") ? .promise : .initiative
  }

  private static let plainKinds: [String: World.Kind] = [
    "account": .account, "parent": .account, "kept": .account, "merged": .account, "id": .account,
    "person": .person, "people": .person, "owner": .user, "user": .user, "to": .user, "team": .team,
    "deal": .deal, "product": .product, "category": .category, "item": .product, "drop": .product,
    "add": .product, "store": .store, "stage": .stage, "process": .process, "analysis": .analysis,
    "set": .targetSet, "below": .targetNode, "version": .forecast, "like": .product, "like2": .product,
    "like3": .product, "replaces": .product,
  ]
}

extension Schema {
  fileprivate var names: Bool {
    switch self {
    case .text(let format, _): format == "uuid"
    case .list(let element): element.names
    default: false
    }
  }

  fileprivate var isList: Bool { if case .list = self { true } else { false } }

  /// Something that fits.
  fileprivate var specimen: JSON {
    switch self {
    case .text(let format, let choices):
      switch format {
      case "date": .text("2026-11-20")
      case "date-time": .text("2026-11-20T09:00:00.000Z")
      case "currency": .text("USD")
      default: .text(choices.first ?? "7")
      }
    case .whole: .whole(7)
    case .number: .number(7)
    case .flag: .bool(false)
    case .list: .array([])
    case .table, .object: .object([:])
    case .reference, .anything: .null
    }
  }
}

extension Sample {
  /// Where one field alone is not enough to get past what is checked first.
  private static let besides: [String: [String: JSON]] = [
    "PATCH /accounts/{id}": ["note": .text("n")],
    "POST /accounts/changes": ["channel": .text("n")],
    "POST /deals/changes": ["commitment": .text("best")],
    "POST /accounts/{id}/pairs": ["everyDays": .whole(30)],
    "POST /alerts": ["rule": .text("above"), "threshold": .text("1")],
    "POST /products": ["kind": .text("category")],
    "POST /targets/nodes/{id}/requests": ["from": .text("siblings"), "amount": .text("2000")],
    "PATCH /targets/nodes/{id}": ["from": .text("siblings")],
    "POST /forecasts/known": ["promotion": .text("feature")],
    "POST /forecasts/{id}/overrides": [
      "from": .text("2026-12-13"), "to": .text("2026-12-27"), "kind": .text("percent"), "amount": .text("10"),
    ],
  ]

  /// A call's path and input, with `ids` for the fields that name records; the optional ones only where given.
  func call(_ ids: [String: String]) -> (path: String, input: [String: JSON]) {
    var path = endpoint.path, input: [String: JSON] = [:]
    for field in endpoint.input.fields {
      let isInPath = endpoint.parameters.contains(field.name)
      let value: JSON? =
        if let id = ids[field.name] {
          field.schema.isList ? .array([.text(id)]) : .text(id)
        } else if let said = Self.besides["\(endpoint.method.word) \(endpoint.path)"]?[field.name] {
          said
        } else {
          field.isRequired ? field.schema.specimen : nil
        }
      guard let value else { continue }
      if isInPath, case .text(let text) = value {
        path = path.replacing("{\(field.name)}", with: Words.percent(text))
      } else {
        input[field.name] = value
      }
    }
    return (path, input)
  }

  /// The input with a file that fits: a mail where mails are taken, else two columns.
  func upload(_ input: [String: JSON]) -> WebBody {
    let pairs = Self.pairs(input)
    guard endpoint.path.hasSuffix("/captures") else {
      return House.upload(pairs, file: "a.csv", "a,b\n1,2\n")
    }
    let mail =
      "From: Bea <bea@example.com>\nTo: us@example.com\nSubject: Hello\nDate: Fri, 20 Nov 2026 09:00:00 +0000"
    return House.upload(
      pairs, file: "a.eml", mail + "\nMessage-ID: <\(ID<Sample>.new())@example.com>\n\nGood day\n")
  }

  /// Optional fields without which another is not looked at.
  static let needed: [String: Set<String>] = ["POST /people": ["account"]]

  /// The same as pairs of a form or a query.
  static func pairs(_ input: [String: JSON]) -> [(String, String)] {
    input.sorted { $0.key < $1.key }.flatMap { name, value in
      switch value {
      case .text(let text): [(name, text)]
      case .whole(let number): [(name, String(number))]
      case .number(let number): [(name, String(number))]
      case .bool(let flag): [(name, flag ? "true" : "false")]
      case .array(let all): all.compactMap { if case .text(let text) = $0 { (name, text) } else { nil } }
      case .null, .object: [(String, String)]()
      }
    }
  }
}
