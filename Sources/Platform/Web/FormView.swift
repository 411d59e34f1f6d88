import Blueprint
import Kernel

/// What the template `form` places.
struct FormView: Sendable {
  struct Line: Sendable {
    let text: String
    let fieldHref: String
  }
  struct Problems: Sendable {
    let title: String
    let lines: [Line]
  }
  struct Conflict: Sendable {
    struct Row: Sendable {
      let label: String
      let theirs: String
      let yours: String
    }
    let text: String
    let rows: [Row]
    let reloadHref: String
  }
  struct Hidden: Sendable {
    let name: String
    let value: String
  }
  struct Section: Sendable {
    let legend: String?
    let explanation: String?
    let fields: [FieldView]
  }
  struct Danger: Sendable {
    let label: String
    let action: String
    let question: String
  }

  let title: String
  let lead: String?
  let action: String
  let method = "post"
  let encoding: String
  let csrf: String
  let version: String?
  let problems: Problems?
  let conflict: Conflict?
  let hiddenFields: [Hidden]
  let sections: [Section]
  let submitLabel: String
  let cancelHref: String
  let dangerAction: Danger?
}

extension Site {
  func drawForm(
    _ endpoint: Endpoint, _ form: Form, _ parameters: [(String, String)], _ actor: Actor,
    _ session: Doorman.Session?,
    _ call: Call
  ) async throws -> WebResponse {
    var fields = Fields()
    fields.add(text: try URLText.pairs(call.request.query))
    fields.add(text: parameters)
    let visit = visit(call, fields, actor, session)
    return try await drawn(try await formPage(endpoint, form, parameters, visit, refusal: nil), visit, call)
  }

  /// The form as it stands: empty, holding a record, or holding what was sent and refused.
  func formPage(
    _ endpoint: Endpoint, _ form: Form, _ parameters: [(String, String)], _ visit: Visit,
    refusal: (any Refusal)?
  ) async throws -> Page {
    var stored = try await form.initial(visit.fields, visit.context)
    let added = try await form.addition?(visit.fields, visit.context)
    stored.merge(added?.values ?? [:]) { own, _ in own }
    let fields = form.fields + (added?.fields ?? [])
    let conflict: FormView.Conflict? =
      if let refusal { conflict(refusal, fields, stored, visit) } else { nil }
    var views: [FieldView] = []
    // The version goes out once, beside the token: the newest, so that a save after a conflict is taken.
    for field in fields where field.name != "version" {
      let value =
        refusal == nil ? stored[field.name] ?? visit.fields.text(field.name) : visit.fields.text(field.name)
      let error = refusal?.field == field.name ? refusal?.message : nil
      views.append(try await view(of: field, value: value, error: error, visit))
    }
    let action = parameters.reduce(endpoint.path) { path, pair in
      path.replacing("{\(pair.0)}", with: Words.percent(pair.1))
    }
    var hidden: [FormView.Hidden] = []
    if endpoint.method != .post { hidden.append(.init(name: "_method", value: endpoint.method.word)) }
    let problems = conflict == nil ? refusal.map(Self.problems) : nil
    let view = FormView(
      title: form.title, lead: nil, action: action,
      encoding: endpoint.takesFile ? "multipart/form-data" : "application/x-www-form-urlencoded",
      csrf: visit.formToken, version: stored["version"], problems: problems, conflict: conflict,
      hiddenFields: hidden, sections: [.init(legend: nil, explanation: nil, fields: views)],
      submitLabel: form.submit, cancelHref: cancel(form, action), dangerAction: nil)
    var page = Page(
      "form", title: form.title, section: form.section, frame: form.isPlain ? .plain : .shell, view)
    page.status = refusal?.status ?? 200
    return page
  }

  private static func problems(_ refusal: any Refusal) -> FormView.Problems {
    let place = refusal.field.map { "#field-\($0)" } ?? "#main"
    return .init(
      title: Problem.title(refusal.status), lines: [.init(text: refusal.message, fieldHref: place)])
  }

  /// A form for `/accounts/{id}/edit` is left for `/accounts/{id}`.
  private func cancel(_ form: Form, _ action: String) -> String {
    var words = action.split(separator: "/").prefix(2)
    // Not every address that takes a form is also a page: the nearest one above it is.
    while !words.isEmpty, !isPage(words) { words.removeLast() }
    return "/" + words.joined(separator: "/")
  }

  private func isPage(_ words: ArraySlice<Substring>) -> Bool {
    if case .found = pages.find("GET", Array(words)) { return true }
    return false
  }

  /// Somebody saved meanwhile: theirs beside yours, and the next save carries the new version.
  private func conflict(
    _ refusal: any Refusal, _ fields: [Form.Field], _ stored: [String: String], _ visit: Visit
  ) -> FormView.Conflict? {
    guard refusal.status == 409, stored["version"] != nil, stored["version"] != visit.fields.text("version")
    else {
      return nil
    }
    let rows = fields.filter { $0.name != "version" }.compactMap { field -> FormView.Conflict.Row? in
      let theirs = stored[field.name] ?? ""
      let yours = visit.fields.texts(field.name).filter { !$0.isEmpty }.joined(separator: "\n")
      return theirs == yours ? nil : .init(label: field.label, theirs: theirs, yours: yours)
    }
    return .init(text: refusal.message, rows: rows, reloadHref: visit.path)
  }

  private func view(of field: Form.Field, value: String?, error: String?, _ visit: Visit) async throws
    -> FieldView
  {
    var view = FieldView(id: "field-\(field.name)", name: field.name, label: field.label)
    view.isRequired = field.isRequired
    view.value = value
    view.hint = field.hint
    view.error = error
    view.autocomplete = field.autocomplete ?? "off"
    let notes = [
      field.hint.map { _ in "field-\(field.name)-hint" }, error.map { _ in "field-\(field.name)-error" },
    ]
    let described = notes.compactMap { $0 }.joined(separator: " ")
    view.describedBy = described.isEmpty ? nil : described
    switch field.kind {
    case .text: view.isInput = true
    case .email:
      view.isInput = true
      (view.inputType, view.inputMode) = ("email", "email")
    case .password:
      view.isInput = true
      (view.inputType, view.value) = ("password", nil)
    case .number, .money:
      view.isInput = true
      (view.inputMode, view.css) = ("decimal", "field--number")
    case .day:
      view.isInput = true
      view.inputType = "date"
    case .area: view.isTextarea = true
    case .flag:
      view.isCheckbox = true
      view.isChecked = value == "true"
    case .file: view.isFile = true
    case .hidden: view.isHidden = true
    case .choice(let options):
      view.isSelect = true
      view.options = try await chosen(options(visit.context), [value ?? ""], isRequired: field.isRequired)
    case .choices(let options):
      view.isSelect = true
      view.options = try await chosen(
        options(visit.context), visit.fields.texts(field.name), isRequired: true)
    case .several(let options):
      view.isBoxes = true
      let sent = visit.fields.texts(field.name)
      view.options = try await chosen(
        options(visit.context), sent.isEmpty ? (value ?? "").split { $0.isNewline }.map(String.init) : sent,
        isRequired: true)
    }
    return view
  }

  private func chosen(_ options: [Form.Option], _ values: [String], isRequired: Bool) -> [OptionView] {
    let none = isRequired ? [] : [OptionView(value: "", label: "none", isSelected: values == [""])]
    return none
      + options.map { OptionView(value: $0.value, label: $0.label, isSelected: values.contains($0.value)) }
  }
}
