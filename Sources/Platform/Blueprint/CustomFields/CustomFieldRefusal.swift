import Kernel

/// A "no" about a company's own fields, and about what is said in them.
package enum CustomFieldRefusal: Refusal, Equatable {
  case notThere
  case unknownKind(String, known: [String])
  case nameMissing
  case nameTooLong(Int)
  case badKey(String)
  case keyTaken(String, by: String, isRetired: Bool)
  case badDecimals(Int)
  case choicesMissing
  case tooManyChoices(Int)
  case choiceTooLong(String, Int)
  case tooMany(Int)
  case changedMeanwhile
  /// A value: the field's key and name, and what is wrong with it.
  case wrongValue(key: String, name: String, String)
  case valueMissing(key: String, name: String)
  case retired(key: String, name: String)
  case unknownField(String, known: [String])

  package var status: Int {
    switch self {
    case .notThere: 404
    case .keyTaken, .changedMeanwhile: 409
    default: 422
    }
  }

  package var code: String {
    switch self {
    case .notThere: "not-there"
    case .unknownKind: "unknown-kind"
    case .nameMissing, .nameTooLong: "wrong-name"
    case .badKey, .keyTaken: "wrong-key"
    case .badDecimals: "wrong-decimals"
    case .choicesMissing, .tooManyChoices, .choiceTooLong: "wrong-choices"
    case .tooMany: "too-many"
    case .changedMeanwhile: "changed-meanwhile"
    case .wrongValue: "wrong-field"
    case .valueMissing: "missing-field"
    case .retired: "retired-field"
    case .unknownField: "unknown-field"
    }
  }

  package var field: String? {
    switch self {
    case .unknownKind: "record"
    case .nameMissing, .nameTooLong: "name"
    case .badKey, .keyTaken: "key"
    case .badDecimals: "decimals"
    case .choicesMissing, .tooManyChoices, .choiceTooLong: "choices"
    case .wrongValue(let key, _, _), .valueMissing(let key, _), .retired(let key, _): "fields.\(key)"
    case .unknownField(let key, _): "fields.\(key)"
    case .notThere, .tooMany, .changedMeanwhile: nil
    }
  }

  package var message: String {
    switch self {
    case .notThere: "There is no such field. The list of fields has them all."
    case .unknownKind(let word, let known):
      "“\(word)” is not a kind of record with fields of its own. Write one of: \(known.joined(separator: ", "))."
    case .nameMissing: "The name is empty. Say what the field is called."
    case .nameTooLong(let most):
      "The name is longer than \(most) characters. Shorten it; the help may say more."
    case .badKey(let key):
      "“\(key)” can't be a key. Write small letters, digits and low lines, a letter first, at most 40: loyalty_card."
    case .keyTaken(let key, let name, let isRetired):
      isRetired
        ? "The retired field “\(name)” has the key “\(key)”. Take it back up, or write another key."
        : "The field “\(name)” has the key “\(key)” already. Write another key."
    case .badDecimals(let most): "A number has 0 to \(most) decimals."
    case .choicesMissing: "The list has no words. Write its choices, one on each line."
    case .tooManyChoices(let most): "A list has at most \(most) choices. Use a field of text instead."
    case .choiceTooLong(let word, let most):
      "The choice “\(word)…” is longer than \(most) characters. Shorten it."
    case .tooMany(let most):
      "A kind of record has at most \(most) fields of its own, retired ones included. Nothing was added."
    case .changedMeanwhile: "Somebody changed the field meanwhile. Nothing was saved; look at it again."
    case .wrongValue(_, let name, let reason): "“\(name)”: \(reason) Nothing was changed."
    case .valueMissing(_, let name): "“\(name)” is needed and was left empty. Fill it in and send it again."
    case .retired(_, let name):
      "“\(name)” is retired: what was said stays, nothing new is said. Leave it out."
    case .unknownField(let key, let known):
      known.isEmpty
        ? "“\(key)” is not a field here: there are no fields of your own. An administrator can add them."
        : "“\(key)” is not a field here. Fields of your own: \(known.joined(separator: ", "))."
    }
  }
}
