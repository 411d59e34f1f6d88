import Kernel
import Storage

extension Listing {
  /// The same list with columns and filters for the fields that a company has given to a kind of record.
  package func withOwnFields(of kind: CustomKind) -> Listing {
    var copy = self
    let (id, idText) = (id, idText)
    copy.additions = { db in
      let all = try CustomField.all(of: kind, db)
      return Additions(
        columns: all.filter { !$0.isRetired }.map { $0.column(id) }, filters: all.map { $0.filter(id) }
      ) { items, db in
        guard !all.isEmpty else { return [:] }
        let held = try CustomValue.of(items.map(idText), db)
        return held.mapValues { values in
          Dictionary(
            uniqueKeysWithValues: all.compactMap { field in
              values[field.id].map { (field.columnKey, $0.cell(field)) }
            })
        }
      }
    }
    return copy
  }
}

extension CustomField {
  var columnKey: String { "field.\(key)" }

  fileprivate func column<Item>(_ record: SQL) -> Listing<Item>.Column {
    Listing<Item>.Column(
      columnKey, name, order: order(record), shown: isListed, numeric: type == .number || type == .money
    ) { _ in .empty }
  }

  /// Never null, and of one type: what was not said stands in front.
  private func order(_ record: SQL) -> SQL {
    func first(_ column: SQL, _ none: SQL) -> SQL {
      """
      COALESCE((SELECT \(column) FROM custom_values v WHERE v.field_id = \(id) AND v.record_id = \(record) AND v.place = 0),
        \(none))
      """
    }
    return switch type {
    case .text, .oneOf, .severalOf: first("v.text_value", "''")
    case .day: first("v.day_value", "''")
    case .number, .money: first("v.number_value", "\(raw: String(Int64.min + 1))")
    case .yesNo: first("CASE WHEN v.flag_value THEN 2 ELSE 1 END", "0")
    }
  }

  fileprivate func filter<Item>(_ record: SQL) -> Listing<Item>.Filter {
    let (id, type) = (id, type)
    return Listing<Item>.Filter(
      columnKey, isRetired ? "\(name) (retired)" : name, choices: .stored { db in try options(db) }
    ) { word in
      func said(_ condition: SQL) -> SQL {
        """
        EXISTS (SELECT 1 FROM custom_values v WHERE v.field_id = \(id) AND v.record_id = \(record) AND \(condition))
        """
      }
      switch word {
      case "-": return "NOT " + said("1 = 1")
      case "*": return said("1 = 1")
      default: break
      }
      switch type {
      case .text, .oneOf, .severalOf: return said("v.text_value = \(word)")
      case .day: return said("v.day_value = \(word)")
      case .yesNo: return said("v.flag_value = \(word == "yes" || word == "true")")
      case .number:
        return said("v.number_value = \(DecimalText.parse(word, decimals: CustomValue.scale) ?? Int64.min)")
      case .money:
        guard case .money(let money)? = (try? CustomValue.parse(word, self)) ?? nil else { return "1 = 0" }
        return said("v.number_value = \(money.minor) AND v.currency = \(money.currency)")
      }
    }
  }

  private func options(_ db: Connection) throws -> [Form.Option] {
    let ends = [Form.Option("*", "Something said"), Form.Option("-", "Nothing said")]
    switch type {
    case .oneOf, .severalOf: return choices.map { Form.Option($0, $0) } + ends
    case .yesNo: return [.init("yes", "Yes"), .init("no", "No")] + ends
    // What others wrote of records that the reader may not see is no choice here.
    case .text, .number, .money, .day: return ends
    }
  }
}
