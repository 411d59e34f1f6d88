import Blueprint
import Kernel
import Storage

extension Invitation {
  struct Acceptance: Codable {
    let code: String
    let password: String
  }

  /// Whoever holds the code may choose the password: nobody is signed in yet.
  static let endpoints: [Endpoint] = [
    Endpoint(.post, "/invitations/{code}", "Choose a password with an invitation", allow: .anyone) {
      (input: Acceptance, context) in
      _ = try await accept(input.code, password: input.password, context)
      return Done()
    }.form(
      Form(
        at: "/invitations/{code}", "Choose your password", submit: "Set password", plain: true,
        fields: [
          .init(
            "password", "New password", .password,
            hint:
              "At least \(PasswordPolicy.shortest) characters. Three or four words that only you would put together do well.",
            required: true, autocomplete: "new-password")
        ],
        done: { _, _ in "/sign-in" },
        initial: { fields, context in
          let code = fields.text("code") ?? ""
          _ = try await context.read { try find(code, at: context.now, $0) }
          return [:]
        }))
  ]
}
