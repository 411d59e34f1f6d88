import Blueprint
import Foundation
import Kernel
import Storage
import TestSupport
import Testing

@testable import Web
@testable import mainstay

/// What is another manager's looks like what is not there, wherever an id can be put.
struct StrangerTests {
  @Test func `every id that an endpoint takes is known to this test`() {
    for endpoint in Product.capabilities.flatMap(\.endpoints) {
      for (field, kind, _) in Sample(endpoint).names {
        #expect(
          kind != nil,
          "\(endpoint.method.word) \(endpoint.path): of what kind is “\(field)”? Say it in Samples.swift.")
      }
    }
  }

  @Test(arguments: Backing.available)
  func `another manager's record answers as one that is not there`(backing: Backing) async throws {
    try await House.open(backing) { house in
      let (mine, theirs) = try await Self.worlds(house)
      let cases = Self.cases, known = Set(mine.ids.values).union(theirs.ids.values)
      for one in cases {
        for manner in Manner.allCases where manner.fits(one.sample.endpoint) {
          let there = await house.ask(
            one.sample, manner, one.ids(theirs, mine), as: mine.who.rawValue, asked: one.given(theirs)
          ).withoutNew(known)
          let missing = one.missing(mine)
          let gone = await house.ask(
            one.sample, manner, missing.ids, as: mine.who.rawValue, asked: missing.given
          ).withoutNew(known)
          #expect(there == gone, "\(one.name) as \(manner): “\(there)” is not “\(gone)”")
        }
      }
      // The same calls by who may: their answers differ from those to ids that are not there, so the calls do get that far.
      for one in cases where !one.isUnreached {
        var told = false
        for who in [theirs.who, House.Who.admin] where !told {
          let manner =
            Manner.allCases.first { $0.fits(one.sample.endpoint) && ($0 == .api || $0 == .page) } ?? .page
          let missing = one.missing(mine)
          let gone = await house.ask(one.sample, manner, missing.ids, as: who.rawValue, asked: missing.given)
          let there = await house.ask(
            one.sample, manner, one.ids(theirs, who == theirs.who ? theirs : mine), as: who.rawValue,
            asked: one.given(theirs))
          told = there != gone
        }
        #expect(told, "\(one.name): who may see it is told no more; the sample does not reach the record")
      }
    }
  }

  static func worlds(_ house: House) async throws -> (mine: World, theirs: World) {
    var mine = try await World.make(.nora, "Amberly", in: house)
    var theirs = try await World.make(.sam, "Zyxgrove", in: house)
    try await house.settle()
    try await theirs.make(
      .targetSet, in: "target_sets", "/targets", #"{"year":2026,"amount":"90000","holdBack":"4"}"#, as: .chief
    )
    try await mine.aim(theirs[.targetSet])
    try await theirs.aim(theirs[.targetSet])
    try await mine.forecast()
    try await theirs.forecast()
    try await theirs.note(.deliveredFile, "SELECT id FROM insight_files ORDER BY id DESC LIMIT 1")
    return (mine, theirs)
  }

  /// Reading first, then changes, then what takes records away, the deepest first.
  private static var cases: [StrangerCase] {
    Product.capabilities.flatMap(\.endpoints).filter { $0.allow.admits(House.Who.nora.actor, writing: true) }
      .flatMap { endpoint in
        let sample = Sample(endpoint), closed = sample.names.filter { $0.kind?.isOpen == false }.map(\.field)
        let alone = closed.map { StrangerCase(sample: sample, fields: [$0]) }
        return closed.count > 1 ? alone + [StrangerCase(sample: sample, fields: Set(closed))] : alone
      }.sorted { $0.order < $1.order }
  }
}

/// One endpoint with some of its ids those of a stranger.
struct StrangerCase {
  let sample: Sample
  let fields: Set<String>

  var name: String {
    "\(sample.endpoint.method.word) \(sample.endpoint.path) [\(fields.sorted().joined(separator: ", "))]"
  }

  /// Of several ids in an address the last ones are looked for in the first: alone they reach nothing, together they do.
  /// A session is ended by its holder's password, which is asked for first.
  var isUnreached: Bool {
    if sample.endpoint.path == "/sessions/{id}/revocation" { return true }
    let parts = sample.endpoint.parameters
    return fields.count == 1 && parts.count > 1 && parts.contains(fields.first ?? "")
  }

  var order: (Int, Int) {
    let path = sample.endpoint.path
    let isLate = ["/erasure", "/departure", "/merges", "/undo", "/revocation", "/removal"].contains {
      path.hasSuffix($0)
    }
    let isDeletion = sample.endpoint.method == .delete
    // What hangs on a saved analysis goes with it.
    let rank =
      isDeletion ? (path.hasPrefix("/analyses") ? 4 : 3) : isLate ? 2 : sample.endpoint.method == .get ? 0 : 1
    return (rank, -sample.endpoint.path.split(separator: "/").count)
  }

  /// The stranger's in `fields`, and the reader's own in the others that the input needs.
  func ids(_ theirs: World, _ own: World) -> [String: String] {
    filled { field, kind in fields.contains(field) ? theirs[kind] : own[kind] }
  }

  func given(_ theirs: World) -> [String] {
    sample.names.filter { fields.contains($0.field) }.compactMap { $0.kind.map { theirs[$0] } }
  }

  func missing(_ own: World) -> (ids: [String: String], given: [String]) {
    var made: [String] = []
    let ids = filled { field, kind in
      guard fields.contains(field) else { return own[kind] }
      made.append(ID<StrangerCase>.new().text)
      return made.last ?? ""
    }
    return (ids, made)
  }

  private func filled(_ pick: (String, World.Kind) -> String) -> [String: String] {
    var ids: [String: String] = [:]
    for (field, kind, _) in sample.names {
      let isNeeded =
        fields.contains(field)
        || sample.endpoint.input.fields.first { $0.name == field }?.isRequired == true
        || sample.endpoint.parameters.contains(field)
        || Sample.needed["\(sample.endpoint.method.word) \(sample.endpoint.path)"]?.contains(field) == true
      if isNeeded, let kind { ids[field] = pick(field, kind) }
    }
    return ids
  }
}
