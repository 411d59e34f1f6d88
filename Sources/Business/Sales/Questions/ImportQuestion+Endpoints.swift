import Blueprint
import Foundation
import Kernel
import Storage

/// The questions of an import, as its page shows them.
struct BatchQuestions: Codable, Sendable {
  let batch: SalesBatch
  let questions: [ImportQuestion]
}

struct QuestionID: Codable, Sendable { var id: ID<ImportQuestion> }

extension ImportQuestion {
  static let endpoints: [Endpoint] = [
    Endpoint(
      .get, "/sales/imports/{id}/questions", "What an import asks about the source's codes", allow: .analyst
    ) {
      (input: BatchID, context) in
      try await context.read { db in
        let batch = try SalesBatch.find(input.id, for: context.actor, db)
        return BatchQuestions(batch: batch, questions: try all(of: batch.id, db))
      }
    }.page { (found: BatchQuestions, visit) in
      Page(
        "import-questions", title: "Questions", section: "imports",
        crumbs: [
          .init("Imports", "/sales/imports"), .init(found.batch.fileName, "/sales/imports/\(found.batch.id)"),
        ],
        QuestionsView(found, formToken: visit.formToken))
    },
    Endpoint(.post, "/sales/questions/{id}/acceptance", "Say yes to a question about codes", allow: .analyst)
    {
      (input: QuestionID, context) in
      Answered(try await answer(.init(id: input.id, isAccepted: true), context))
    },
    Endpoint(.post, "/sales/questions/{id}/rejection", "Say no to a question about codes", allow: .analyst) {
      (input: QuestionID, context) in
      Answered(try await answer(.init(id: input.id, isAccepted: false), context))
    },
  ]
}

/// A question that was answered, and the page it stands on.
struct Answered: Codable, Sendable, Located {
  let question: ImportQuestion
  var location: String { "/sales/imports/\(question.batch)/questions" }
  init(_ question: ImportQuestion) { self.question = question }
}

/// What the template `import-questions` places.
struct QuestionsView: Sendable {
  struct Question: Sendable {
    let text: String
    let evidence: String
    let isOpen: Bool
    let yesAction: String
    let yesLabel: String
    let noAction: String
    let answer: String
  }

  let title: String
  let sentence: String
  let csrf: String
  let questions: [Question]
  let isEmpty: Bool
  let backHref: String

  init(_ found: BatchQuestions, formToken: String) {
    let open = found.questions.count { $0.state == .open }
    title = "Questions about \(found.batch.fileName)"
    sentence =
      open == 0
      ? "Nothing is open."
      : "\(open) thing\(open == 1 ? "" : "s") look as if the source had changed its codes."
    csrf = formToken
    isEmpty = found.questions.isEmpty
    backHref = "/sales/imports/\(found.batch.id)"
    questions = found.questions.map { one in
      Question(
        text: one.text, evidence: one.evidence, isOpen: one.state == .open,
        yesAction: "/sales/questions/\(one.id)/acceptance", yesLabel: Self.yes(one.kind),
        noAction: "/sales/questions/\(one.id)/rejection",
        answer: "\(one.decidedBy ?? "Somebody") said \(one.state == .accepted ? "yes" : "no").")
    }
  }

  private static func yes(_ kind: ImportQuestion.Kind) -> String {
    switch kind {
    case .renumbered: "Yes, join them"
    case .casePack: "Yes, note it on the item"
    case .movedSite: "Yes, move the site"
    }
  }

  static let template = Template(
    "import-questions",
    """
    <div class="head"><div class="head__text"><h1>{{title}}</h1><p class="sentence">{{sentence}}</p></div></div>
    {{#isEmpty}}<p>No code of this import looks changed. What would be asked here: an item code that stops while another begins
    in its place, units that jump by a pack size, a site below another banner.</p>{{/isEmpty}}
    {{#questions}}<section class="panel"><p><b>{{text}}</b></p><p class="muted">{{evidence}}</p>
    {{#isOpen}}<div class="actions"><form method="post" action="{{yesAction}}"><input type="hidden" name="csrf" value="{{csrf}}"><button class="button button--primary">{{yesLabel}}</button></form>
    <form method="post" action="{{noAction}}"><input type="hidden" name="csrf" value="{{csrf}}"><button class="button">No, leave it</button></form></div>{{/isOpen}}
    {{^isOpen}}<p>{{answer}}</p>{{/isOpen}}</section>{{/questions}}
    <p><a class="button" href="{{backHref}}">Back to the import</a></p>
    """)
}
