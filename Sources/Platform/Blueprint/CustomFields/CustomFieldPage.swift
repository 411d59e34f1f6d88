import Kernel

/// The page of a company's own fields.
enum CustomFieldPage {
  @Sendable static func draw(_ all: CustomFieldDesk.All, _ visit: Visit) async throws -> Page {
    let mayChange = visit.context.actor.role == .admin
    let fields = all.groups.flatMap(\.fields), live = fields.count { !$0.field.isRetired }
    let add = AnswerPage.Link("New field", "/custom-fields/new", icon: "plus", css: "button--primary")
    return AnswerPage(
      heading: "Fields of our own",
      sentence: "What this company keeps of its records beside what everybody has.",
      actions: mayChange && !fields.isEmpty ? [add] : [],
      empty: fields.isEmpty
        ? .init(
          icon: "tag", title: "No field of our own yet",
          text:
            "A field has a name and a type, and stands in forms, pages, lists, files and the API of its kind of record.",
          label: mayChange ? add.label : nil, href: add.href) : nil,
      answer: fields.isEmpty ? "" : answer(live, fields.count - live),
      sections: fields.isEmpty
        ? [] : all.groups.filter { !$0.fields.isEmpty }.map { section($0, visit, mayChange) },
      foot: "A retired field is asked no more; what was said in it stays on the records that have it."
    ).page(title: "Fields of our own", section: "custom-fields")
  }

  private static func answer(_ live: Int, _ retired: Int) -> String {
    let fields = live == 1 ? "One field is asked" : "\(live) fields are asked"
    return retired == 0 ? "\(fields)." : "\(fields); \(retired == 1 ? "one is" : "\(retired) are") retired."
  }

  private static func section(
    _ group: CustomFieldDesk.All.Group, _ visit: Visit, _ mayChange: Bool
  ) -> AnswerPage.Section {
    .init(
      "fields-\(group.record)", group.title,
      links: mayChange
        ? [.init("Add a field", "/custom-fields/new?record=\(group.record)", icon: "plus")] : [],
      deeds: mayChange ? group.fields.map { deed($0.field, visit) } : [],
      tables: [
        TableView(
          caption: "Fields of \(group.title.lowercased())",
          heads: [
            .init(label: "Field"), .init(label: "Type"), .init(label: "Needed"), .init(label: "In lists"),
            .init(label: "Key"), .end("Said in", unit: "records"),
          ],
          rows: group.fields.map { line($0, mayChange) })
      ])
  }

  private static func line(_ line: CustomFieldDesk.All.Line, _ mayChange: Bool) -> TableView.Line {
    let field = line.field
    return .init(cells: [
      TableView.Cell(
        isHead: true, isPlain: false, text: field.name,
        link: mayChange ? "/custom-fields/\(field.id)/edit" : nil,
        note: field.help.isEmpty ? nil : field.help,
        badge: field.isRetired ? .init(label: "Retired", tone: "watch") : nil),
      TableView.Cell(
        isPlain: false, text: words(field),
        note: field.choices.isEmpty ? nil : field.choices.joined(separator: ", ")),
      .text(field.isRequired ? "yes" : "no"), .text(field.isListed ? "yes" : "no"), .text(field.key),
      .number(DisplayNumber.grouped(line.records)),
    ])
  }

  private static func words(_ field: CustomField) -> String {
    switch field.type {
    case .number: "Number, \(field.decimals) decimals"
    case .money: field.currency.map { "Money, \($0)" } ?? "Money"
    default: field.type.words
    }
  }

  private static func deed(_ field: CustomField, _ visit: Visit) -> AnswerPage.Deed {
    .init(
      field.isRetired ? "Take “\(field.name)” back up" : "Retire “\(field.name)”",
      "/custom-fields/\(field.id)/retirement", csrf: visit.formToken,
      css: "button--quiet", fields: field.isRetired ? [("_method", "DELETE")] : [])
  }
}
