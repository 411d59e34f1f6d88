import Kernel
import Storage

/// Where a company says which fields of its own its records have. Read by everybody, written by administrators.
package enum CustomFieldDesk {
  /// Every field, by kind, and in how many records it says something.
  package struct All: Reply {
    package struct Line: Codable, Sendable {
      package let field: CustomField
      package let records: Int
    }
    package struct Group: Codable, Sendable {
      package let record: String
      package let title: String
      package let fields: [Line]
    }
    package let groups: [Group]
  }

  /// Over the kinds of record that `others` offer.
  package static func capability(over others: [Capability]) -> Capability {
    let kinds = others.flatMap(\.customKinds)
    return Capability(
      "custom-fields",
      endpoints: [list(kinds), one, adding(kinds), changing, retiring, takingUp],
      navigation: [
        NavigationEntry(
          .company, "custom-fields", "Fields", "/custom-fields", icon: "tag", order: 130, allow: .admin)
      ])
  }

  private static func list(_ kinds: [CustomKind]) -> Endpoint {
    Endpoint(.get, "/custom-fields", "Fields of the company's own, by kind of record", allow: .viewer) {
      (_: NoInput, context) in
      try await context.read { db in
        let fields = Dictionary(grouping: try CustomField.all(db), by: \.record)
        let counts = try CustomField.counts(db)
        return All(
          groups: kinds.map { kind in
            .init(
              record: kind.name, title: kind.title,
              fields: (fields[kind.name] ?? []).map { .init(field: $0, records: counts[$0.id] ?? 0) })
          })
      }
    }.page(CustomFieldPage.draw)
  }

  private static let one = Endpoint(
    .get, "/custom-fields/{id}", "A field of the company's own", allow: .viewer
  ) {
    (input: CustomField.Wanted, context) in
    try await context.read { try CustomField.find(input.id, $0) }
  }

  private static func adding(_ kinds: [CustomKind]) -> Endpoint {
    Endpoint(.post, "/custom-fields", "Add a field to a kind of record", allow: .admin) {
      (input: CustomField.New, context) in
      try await CustomField.add(input, among: kinds, context)
    }.form(
      Form(
        at: "/custom-fields/new", "New field", submit: "Add field", section: "custom-fields",
        fields: [
          .init(
            "record", "Of which records", .choice { _ in kinds.map { .init($0.name, $0.title) } },
            required: true),
          .init("name", "Name", hint: "As people will read it.", required: true, autocomplete: "off"),
          .init(
            "type", "Type", .choice { _ in CustomField.Kind.allCases.map { .init($0.rawValue, $0.words) } },
            hint: "Can't be changed later: what was said rests on it.", required: true),
        ] + shape + [
          .init(
            "key", "Key", hint: "For files and programs; made of the name when left empty. Never changed.",
            autocomplete: "off")
        ],
        initial: { fields, _ in
          [
            "record": fields.text("record") ?? "", "type": CustomField.Kind.text.rawValue,
            "isRequired": "false",
            "isListed": "true",
          ]
        }))
  }

  private static let shape: [Form.Field] = [
    .init("choices", "Choices", .area, hint: "Of a list: one on each line, in their order."),
    .init("decimals", "Decimals", .number, hint: "Of a number: 0 to 6; two when left empty."),
    .init("currency", "Currency", hint: "Of money: where an amount names none, such as EUR."),
    .init("help", "Help", hint: "Stands under the field in forms."),
    answer("isRequired", "Needed", hint: "A new record is refused without it."),
    answer("isListed", "Shown in lists", hint: "Readers can show and hide it themselves."),
  ]

  /// Yes or no, said either way: an empty check box is not sent and would change nothing.
  private static func answer(_ name: String, _ label: String, hint: String) -> Form.Field {
    .init(
      name, label, .choice { _ in [.init("false", "No"), .init("true", "Yes")] }, hint: hint, required: true)
  }

  private static let changing = Endpoint(
    .patch, "/custom-fields/{id}", "Change a field's name, choices, help or place", allow: .admin
  ) { (input: CustomField.Change, context) in
    try await CustomField.change(input, context)
  }.form(
    Form(
      at: "/custom-fields/{id}/edit", "Edit field", submit: "Save field", section: "custom-fields",
      fields: [.init("name", "Name", required: true)] + shape + [
        .init("place", "Place", .number, hint: "Among the fields of its kind, from 1."),
        .init("version", "Version", .hidden),
      ],
      initial: { fields, context in
        guard let id = fields.text("id").flatMap({ ID<CustomField>($0) }) else {
          throw CustomFieldRefusal.notThere
        }
        let field = try await context.read { try CustomField.find(id, $0) }
        return [
          "name": field.name, "choices": field.choices.joined(separator: "\n"),
          "decimals": String(field.decimals), "currency": field.currency?.code ?? "", "help": field.help,
          "isRequired": String(field.isRequired), "isListed": String(field.isListed),
          "place": String(field.place), "version": String(field.version),
        ]
      }))

  private static let retiring = Endpoint(
    .post, "/custom-fields/{id}/retirement", "Retire a field; what was said stays", allow: .admin
  ) { (input: CustomField.Wanted, context) in
    try await CustomField.retire(input.id, context)
  }

  private static let takingUp = Endpoint(
    .delete, "/custom-fields/{id}/retirement", "Take a retired field back up", allow: .admin
  ) { (input: CustomField.Wanted, context) in
    try await CustomField.takeUp(input.id, context)
  }
}
