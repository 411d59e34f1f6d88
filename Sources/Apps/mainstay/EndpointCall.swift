import ArgumentParser
import Blueprint
import Foundation
import Kernel
import Storage

/// An endpoint called from the shell: `mainstay accounts show ID`, `mainstay accounts add --name Fairfield`.
struct EndpointCall {
  private let endpoint: Endpoint
  private let fields: Fields
  private let place: Place

  /// Nil when the words are no resource's.
  init?(_ words: [String]) throws {
    guard let noun = words.first, !noun.hasPrefix("-"),
      !Mainstay.configuration.subcommands.contains(where: { $0._commandName == noun })
    else { return nil }
    let known = EndpointCall.all
    guard
      let match = known.filter({ words.starts(with: $0.words) }).max(by: { $0.words.count < $1.words.count })
    else { return nil }
    endpoint = match.endpoint
    var rest = Array(words.dropFirst(match.words.count)), fields = Fields(), database: String?
    for name in match.endpoint.parameters {
      guard let value = rest.first, !value.hasPrefix("--") else {
        throw ValidationError("“mainstay \(match.words.joined(separator: " "))” needs <\(name)>.")
      }
      fields.add(text: [(name, value)])
      rest.removeFirst()
    }
    while let option = rest.first {
      guard option.hasPrefix("--"), rest.count >= 2 else {
        throw ValidationError("“\(option)” is not understood: write --field VALUE.")
      }
      if option == "--database" {
        database = rest[1]
      } else {
        let name = EndpointCall.camel(String(option.dropFirst(2)))
        let names = match.endpoint.input.fields.map(\.name)
        guard names.contains(name) else {
          throw ValidationError("“\(option)” is not a field here. Fields: \(names.joined(separator: ", ")).")
        }
        fields.add(text: [(name, rest[1])], keepingEmpty: true)
      }
      rest.removeFirst(2)
    }
    self.fields = fields
    place = try Place.parse(database.map { ["--database", $0] } ?? [])
  }

  func run() async throws {
    let database = try await place.existing()
    let answer = try await endpoint.call(fields, place.context(database))
    switch answer.body {
    case .value(let value):
      let encoder = JSON.encoder()
      encoder.outputFormatting = [.prettyPrinted, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(value), as: UTF8.self))
    case .download(let download):
      switch download.content {
      case .bytes(let bytes): FileHandle.standardOutput.write(Data(bytes))
      case .file(let path): FileHandle.standardOutput.write(try Data(contentsOf: URL(filePath: path)))
      }
    }
    try await database.close()
  }

  /// Every published endpoint with the words that call it; one that takes a file is left to its own command.
  static let all: [(words: [String], endpoint: Endpoint)] = Product.capabilities.flatMap(\.endpoints)
    .filter { $0.isPublished && !$0.input.fields.contains { $0.schema == Upload.schema } }
    .map { (words(of: $0), $0) }

  /// `GET /accounts/{id}` is `accounts show`; `POST /accounts/{id}/moves` is `accounts moves add`.
  static func words(of endpoint: Endpoint) -> [String] {
    let parts = endpoint.path.split(separator: "/").map(String.init)
    let nouns = parts.filter { !$0.hasPrefix("{") }
    let isOne = parts.last?.hasPrefix("{") == true
    let verb =
      switch endpoint.method {
      case .get: isOne ? "show" : "list"
      case .post: "add"
      case .put, .patch: "change"
      case .delete: "remove"
      }
    return nouns + [verb]
  }

  private static func camel(_ word: String) -> String {
    let parts = word.split(separator: "-")
    return parts.prefix(1).joined() + parts.dropFirst().map(\.capitalized).joined()
  }
}

struct Resources: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "List every resource command.")

  func run() {
    for (words, endpoint) in EndpointCall.all.sorted(by: { $0.words.joined() < $1.words.joined() }) {
      let command = (words + endpoint.parameters.map { "<\($0)>" }).joined(separator: " ")
      print(
        command.padding(toLength: max(44, command.count + 2), withPad: " ", startingAt: 0) + endpoint.summary)
    }
  }
}
