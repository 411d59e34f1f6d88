import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage

extension ImportQuestion {
  static let wasAnswered = EventKind<ImportQuestion>("sales.question-answered")

  struct Answer: Codable, Sendable {
    var id: ID<ImportQuestion>
    var isAccepted: Bool
  }

  /// Does what was asked about, or remembers that it is not so.
  static func answer(_ answer: Answer, _ context: Context) async throws -> ImportQuestion {
    let (question, batch) = try await context.read { db in
      let question = try find(answer.id, for: context.actor, db)
      let batch = try SalesBatch.find(question.batch, for: context.actor, db)
      guard question.state == .open else { throw QuestionRefusal.answered(question.decidedBy ?? "Somebody") }
      return (question, batch)
    }
    if answer.isAccepted {
      switch question.kind {
      case .renumbered: try await question.join(batch, context)
      case .casePack: try await question.notePack(context)
      case .movedSite: try await question.moveSite(context)
      }
    }
    return try await context.write { db in
      try decide(question.id, answer.isAccepted ? .accepted : .rejected, context, db)
      try context.publish(
        wasAnswered, question.id,
        after: ["question": question.text, "answer": answer.isAccepted ? "yes" : "no"], db)
      return try find(question.id, for: context.actor, db)
    }
  }

  /// The new code means the old item from the first day on, and what came under it is the old item's.
  ///
  /// Facts move first and roll-ups follow, an import at a time; a program that stops in between leaves the question open,
  /// and answering it again goes on where it stopped.
  private func join(_ batch: SalesBatch, _ context: Context) async throws {
    guard let other else { return }
    let question = self
    let (source, affected) = try await context.write { db in
      guard let source = try SalesSource.find(batch.source, db) else { throw ImportRefusal.notThere }
      let products = try Product.find(numbers: [question.subject, other], db)
      guard let old = products[question.subject], let new = products[other] else {
        throw ProductRefusal.notThere
      }
      let affected = try Self.batches(ofItem: other, or: question.subject, source: source.number, db)
      let codes = try Product.aliases(of: new.id, db).filter { $0.source == source.code }
      for code in codes { try Product.pass(code, of: new.id, to: old.id, from: question.from, db) }
      try Self.moveFacts(from: other, to: question.subject, source: source.number, db)
      return (source, affected)
    }
    for number in affected {
      try await Visibility.change(source.id, batch: number, StoredSegments.Choice(), context) { _ in }
    }
  }

  private func notePack(_ context: Context) async throws {
    let number = subject
    let found = try await context.read { try Product.find(numbers: [number], $0)[number] }
    guard let product = found else { throw ProductRefusal.notThere }
    var change = Product.Change(id: product.id)
    let note = "From \(from) on the source counts packs of another size: \(text)"
    change.note = .set(product.note.isEmpty ? note : product.note + "\n" + note)
    _ = try await Product.change(change, context)
  }

  private func moveSite(_ context: Context) async throws {
    let question = self
    let (site, banner) = try await context.read { db in
      let site = try Account.find(numbers: [question.subject], for: context.actor, db)[question.subject]
      let folded = SearchKey.fold(question.detail)
      let banner = try Account.named(folded, for: context.actor, limit: 10, db).first {
        SearchKey.fold($0.name) == folded
      }
      return (site, banner)
    }
    guard let site else { throw QuestionRefusal.notThere }
    guard let banner else { throw QuestionRefusal.bannerUnknown(detail) }
    _ = try await Account.move(Account.Move(id: site.id, parent: banner.id, from: from), context)
  }
}
