import Accounts
import Blueprint
import Kernel
import People

extension Capture {
  static let endpoints: [Endpoint] = [taking]

  private static let taking = Endpoint(
    .post, "/interactions/captures", "Take a mail (.eml), meetings (.ics) or contact cards (.vcf)",
    allow: .manager
  ) { (input: New, context) in
    try await take(input, context)
  }.accepting(bytes: largestMail + 65_536).page { (all: Capture, visit) in draw(all, visit) }.form(
    Form(
      at: "/interactions/captures/new", "Take from a file", submit: "Take it", section: "activity",
      fields: [
        .init(
          "file", "File", .file, hint: "A mail (.eml), a meeting (.ics) or a contact card (.vcf).",
          required: true),
        .init(
          "account", "Account", .choice(Person.accountOptions),
          hint: "Left empty: where the people in it are."),
      ]))

  private static func draw(_ all: Capture, _ visit: Visit) -> Page {
    let lines = all.items.map { item in
      SectionsView.Line(
        item.title, item.href, text: item.isKnown ? "Was here already and was left as it is." : "Taken.",
        when: "",
        icon: item.isKnown ? "info-circle" : "circle-check")
    }
    let notes = all.notes.map {
      SectionsView.Line($0, "/interactions/captures/new", text: "", when: "", icon: "alert-triangle")
    }
    return SectionsView(
      title: "Taken from \(all.fileName)", tally: "\(all.items.count)",
      sentence: all.notes.isEmpty ? "Nothing needs a second look." : "Some of it wants a look.",
      links: [.init("Take another file", "/interactions/captures/new", main: true)],
      [.init("taken", "Taken", lines: lines, blank: "Nothing was taken.")]
        + (notes.isEmpty ? [] : [.init("notes", "To look at", lines: notes)])
    ).page(
      title: "Taken from a file", section: "activity", crumbs: [.init("Activity", "/interactions")], visit)
  }
}
