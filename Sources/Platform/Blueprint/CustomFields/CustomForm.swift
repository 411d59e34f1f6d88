import Kernel
import Storage

extension Form {
  /// The same form with the fields that a company has given to a kind of record. Where the address names a record, by
  /// `id`, they hold what it holds.
  package func withOwnFields(of kind: CustomKind) -> Form {
    adding { fields, context in
      let record = fields.text("id")
      return try await context.read { db in
        let all = try CustomField.all(of: kind, db).filter { !$0.isRetired }
        guard !all.isEmpty else { return Form.Addition() }
        let held = try record.flatMap { try CustomValue.of([$0], db)[$0] } ?? [:]
        return Form.Addition(
          fields: all.map { $0.formField(holding: held[$0.id], isNew: record == nil) },
          values: Dictionary(
            uniqueKeysWithValues: all.map { ("fields.\($0.key)", held[$0.id]?.formText ?? "") }))
      }
    }
  }
}

extension CustomValue {
  /// Several words stand on a line each; see `Form.Kind.several`.
  fileprivate var formText: String {
    if case .words(let words) = self { words.joined(separator: "\n") } else { plain }
  }
}

extension CustomField {
  fileprivate func formField(holding value: CustomValue?, isNew: Bool) -> Form.Field {
    let kind: Form.Kind =
      switch type {
      case .text: .text
      case .number: .number
      case .money: .money
      case .day: .day
      case .yesNo: .choice { _ in [.init("yes", "Yes"), .init("no", "No")] }
      case .oneOf: .choice { [options = options(with: value)] _ in options }
      case .severalOf: .several { [options = options(with: value)] _ in options }
      }
    return Form.Field(
      "fields.\(key)", name, kind, hint: hint, required: isRequired && (isNew || value != nil))
  }

  private var hint: String? {
    let shape: String? =
      switch type {
      case .money:
        currency.map { "An amount in \($0), or in another currency: 1250.00 USD." } ?? "Such as 1250.00 EUR."
      case .number: decimals == 0 ? "A whole number." : nil
      default: nil
      }
    let text = [help.isEmpty ? nil : help, shape].compactMap { $0 }.joined(separator: " ")
    return text.isEmpty ? nil : text
  }

  /// A word that the list dropped since still stands where it was said.
  private func options(with value: CustomValue?) -> [Form.Option] {
    var options = choices.map { Form.Option($0, $0) }
    if case .words(let words)? = value {
      options += words.filter { !choices.contains($0) }.map { Form.Option($0, "\($0) (no longer offered)") }
    }
    return options
  }
}
