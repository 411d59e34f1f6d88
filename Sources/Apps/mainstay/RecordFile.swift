import Accounts
import ArgumentParser
import Blueprint
import Catalog
import Foundation
import Kernel
import People
import Pipeline

/// A file of records from the shell: deals, accounts, products or persons, taken at once.
struct RecordFile {
  let path: String
  let kind: String
  let settings: [String: String]
  let isJSON: Bool

  func load(_ context: Context) async throws -> String {
    if kind == "deals" { return try await deals(context) }
    let importers = ["accounts": Account.importer, "products": Product.importer, "persons": Person.importer]
    guard let importer = importers[kind] else {
      throw ValidationError(
        "--as is one of sales, deals, \(importers.keys.sorted().joined(separator: ", ")).")
    }
    try known(["source", "mapping"])
    let upload = Upload(path: path, name: name, bytes: 0, digest: path)
    let done = try await importer.preview(
      .init(file: upload, mapping: settings["mapping"], source: settings["source"], apply: true), context)
    if isJSON { return try JSON.text(of: done) }
    let counts = done.counts
    return
      ([
        "Imported \(name): \(counts.new) new, \(counts.changed) changed, \(counts.unchanged) unchanged, "
          + "\(counts.rejected) rejected, \(counts.duplicates) perhaps twice."
      ] + done.notes.prefix(5).map { "  Line \($0.line), \($0.field): \($0.reason)" }).joined(separator: "\n")
  }

  private var name: String { URL(filePath: path).lastPathComponent }

  private func known(_ names: Set<String>) throws {
    guard let other = settings.keys.sorted().first(where: { !names.contains($0) }) else { return }
    throw ValidationError(
      "“\(other)” is no setting here. Settings: \(names.sorted().joined(separator: ", ")).")
  }

  private func deals(_ context: Context) async throws -> String {
    try known(["source", "accounts", "mapping", "process"])
    guard let source = settings["source"] else {
      throw ValidationError("name the system that the deals come from: --set source=Salesforce.")
    }
    guard let accounts = DealImport.UnknownAccounts(rawValue: settings["accounts"] ?? "reject") else {
      throw ValidationError("--set accounts is reject, prospects or without.")
    }
    let done = try await DealImport.fromFile(
      path, source: source, accounts: accounts, mapping: settings["mapping"], process: settings["process"],
      context)
    if isJSON { return try JSON.text(of: done) }
    return
      ([done.words] + done.findings.map { "  \($0.field): \($0.text) (\($0.rows) rows)" }
      + done.rejects.prefix(5).map { "  Line \($0.line), \($0.field): \($0.reason)" }).joined(separator: "\n")
  }
}
