import Blueprint
import Kernel
import Secrets

/// What the template `sign-in` places.
struct SignInView: Sendable {
  let action = "/sign-in"
  let csrf: String
  let goOn: String?
  let login: String?
  let problem: String?
}

/// What the template `set-up` places.
struct SetUpView: Sendable {
  let title = "Set up Mainstay"
  let lead = "Nobody has an account here yet. You become its administrator."
  let problem: String?
  let action = "/set-up"
  let csrf: String
  let sections: [FormView.Section]
  let submitLabel = "Set up and sign in"
}

/// Pages outside a session: first-run set-up, signing in and out.
extension Site {
  func signInPages(_ call: Call) async throws -> WebResponse? {
    switch (call.request.method, call.request.path) {
    case ("GET", "/sign-in"): try await signInPage(call, problem: nil, status: 200)
    case ("POST", "/sign-in"): try await signIn(call)
    case ("POST", "/sign-out"): try await signOut(call)
    case ("GET", "/set-up"): try await setUpPage(call, Fields(), problem: nil)
    case ("POST", "/set-up"): try await setUp(call)
    default: nil
    }
  }

  /// A reader without a session comes back to where they wanted to go.
  func toSignIn(_ call: Call) async throws -> WebResponse {
    if try await doorman.needsSetUp() { return .redirect("/set-up") }
    guard call.request.method == "GET" else { throw WebRefusal.signInNeeded }
    let wanted = call.request.path + (call.request.query.isEmpty ? "" : "?" + call.request.query)
    return .redirect(wanted == "/" ? "/sign-in" : "/sign-in?next=" + Words.percent(wanted))
  }

  private func signInPage(
    _ call: Call, _ posted: Fields = Fields(), problem: String?, status: Int
  ) async throws -> WebResponse {
    if try await doorman.needsSetUp() { return .redirect("/set-up") }
    var fields = posted
    fields.add(text: try URLText.pairs(call.request.query))
    let token = preliminaryToken(call).0
    let view = SignInView(
      csrf: token, goOn: fields.text("next").flatMap(Self.ownAddress), login: posted.text("login"),
      problem: problem)
    return try await plain("sign-in", "Sign in", view, token, status, call)
  }

  private func signIn(_ call: Call) async throws -> WebResponse {
    let fields = try await formFields(call, nil)
    try checkPreliminary(fields, call)
    do {
      let session = try await doorman.signIn(
        fields.text("login") ?? "", fields.text("password") ?? "", call.visitor, call.now)
      var response = WebResponse.redirect(fields.text("next").flatMap(Self.ownAddress) ?? "/")
      response.set("set-cookie", sessionCookie(session))
      return response
    } catch let refusal as any Refusal {
      var response = try await signInPage(call, fields, problem: refusal.message, status: refusal.status)
      if let wait = (refusal as? any Retryable)?.retryAfter { response.set("retry-after", String(wait)) }
      return response
    }
  }

  private func signOut(_ call: Call) async throws -> WebResponse {
    let session = try await session(of: call)
    try Self.checkForm(try await formFields(call, nil), session, call)
    if let token = call.request.cookie(Self.cookieName) { try await doorman.signOut(token, call.now) }
    var response = WebResponse.redirect("/sign-in")
    response.set("set-cookie", cookie(Self.cookieName, "", "Max-Age=0"))
    response.set("clear-site-data", "\"cache\", \"storage\"")
    return response
  }

  private func setUpPage(_ call: Call, _ posted: Fields, problem: (any Refusal)?) async throws -> WebResponse
  {
    guard try await doorman.needsSetUp() else { return .redirect("/sign-in") }
    let token = preliminaryToken(call).0
    func field(
      _ name: String, _ label: String, type: String = "text", complete: String, hint: String? = nil,
      value: String? = nil
    ) -> FieldView {
      var view = FieldView(id: "field-\(name)", name: name, label: label)
      view.isInput = true
      view.isRequired = true
      view.inputType = type
      view.autocomplete = complete
      view.hint = hint
      view.value = type == "password" ? nil : posted.text(name) ?? value
      view.error = problem?.field == name ? problem?.message : nil
      return view
    }
    let view = SetUpView(
      problem: problem.map { $0.field == nil ? $0.message : "One field needs another look." }, csrf: token,
      sections: [
        .init(
          legend: "You", explanation: nil,
          fields: [
            field("name", "Your name", complete: "name"),
            field("email", "Email", type: "email", complete: "username"),
            field(
              "password", "Password", type: "password", complete: "new-password",
              hint: "At least 8 characters. A few words in a row are better than one with odd signs."),
          ]),
        .init(
          legend: "Your company", explanation: "Both can be changed later.",
          fields: [
            field("company", "Company", complete: "organization"),
            field(
              "currency", "Currency", complete: "off", hint: "Three letters, such as USD or EUR.",
              value: "USD"),
          ]),
      ])
    return try await plain("set-up", "Set up", view, token, problem?.status ?? 200, call)
  }

  private func setUp(_ call: Call) async throws -> WebResponse {
    let fields = try await formFields(call, nil)
    try checkPreliminary(fields, call)
    guard try await doorman.needsSetUp() else { return .redirect("/sign-in") }
    do {
      let session = try await doorman.setUp(fields, call.visitor, call.now)
      var response = WebResponse.redirect("/")
      response.set("set-cookie", sessionCookie(session))
      return response
    } catch let refusal as any Refusal {
      return try await setUpPage(call, fields, problem: refusal)
    }
  }

  private func plain(
    _ template: String, _ title: String, _ content: any Sendable, _ token: String, _ status: Int, _ call: Call
  ) async throws -> WebResponse {
    var page = Page(template, title: title, frame: .plain, content)
    page.status = status
    let visit = Visit(
      context: context(call, actor: .nobody), path: call.request.path, query: "", fields: Fields(),
      formToken: token)
    return try await drawn(page, visit, call)
  }

  // Before there is a session, the form's token is also a cookie: a page of another site can't read or set it.
  private static let preliminaryName = "mainstay_form"

  func preliminaryToken(_ call: Call, keeping kept: String? = nil) -> (String, cookie: String) {
    let token =
      kept ?? call.request.cookie(Self.preliminaryName).flatMap { $0.utf8.count == 43 ? $0 : nil }
      ?? Entropy.randomToken()
    return (token, cookie(Self.preliminaryName, token, "Max-Age=7200"))
  }

  func checkPreliminary(_ fields: Fields, _ call: Call) throws {
    guard let cookie = call.request.cookie(Self.preliminaryName), let token = fields.text("csrf"),
      Entropy.constantTimeEqual(cookie, token), Self.isSameOrigin(call)
    else { throw WebRefusal.forged }
  }

  private func sessionCookie(_ token: String) -> String { cookie(Self.cookieName, token, "Max-Age=2592000") }

  private func cookie(_ name: String, _ value: String, _ age: String) -> String {
    "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax; \(age)" + (options.secureCookies ? "; Secure" : "")
  }
}
