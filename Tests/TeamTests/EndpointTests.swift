@testable import Team
import Blueprint
import Foundation
import Kernel
import Storage
import Testing

struct EndpointTests {
  private func endpoint(_ method: Endpoint.Method, _ path: String) throws -> Endpoint {
    try #require(teamCapability.endpoints.first { $0.method == method && $0.path == path })
  }

  // ASVS 8.2.1
  @Test func `users and settings are for administrators, teams for directors, one's own for everybody`() {
    for endpoint in teamCapability.endpoints {
      let needed: Permission =
        switch endpoint.path.split(separator: "/").first {
        case "users", "settings": .admin
        case "teams": .director
        case "invitations": .anyone
        default: .viewer
        }
      #expect(endpoint.allow == needed, "\(endpoint.method) \(endpoint.path)")
    }
  }

  @Test func `every page of a list or record can be drawn, every write has a form`() {
    for endpoint in teamCapability.endpoints where endpoint.path != "/teams/{id}" {
      #expect(
        endpoint.writes ? endpoint.form != nil : endpoint.draw != nil, "\(endpoint.method) \(endpoint.path)")
    }
  }

  // ASVS 6.2.6, 6.2.7
  @Test func `passwords are asked for in password fields that browsers may fill`() {
    let fields = teamCapability.endpoints.compactMap(\.form).flatMap(\.fields) + SignIn.setUpFields
    let secret = fields.filter { $0.name == "password" || $0.name == "current" }
    #expect(secret.count >= 5)
    for field in secret {
      guard case .password = field.kind else {
        Issue.record("\(field.label) is not a password field")
        continue
      }
      #expect(["current-password", "new-password"].contains(field.autocomplete))
    }
  }

  @Test func `every field of a form is a field of its endpoint`() {
    for endpoint in teamCapability.endpoints {
      let known = Set(endpoint.input.fields.map(\.name))
      for field in endpoint.form?.fields ?? [] {
        #expect(known.contains(field.name), "\(endpoint.path): \(field.name)")
      }
    }
  }

  @Test func `every name in a template is a property of its struct`() throws {
    let pages: [(Template, Any)] = [
      (
        UserPage.template,
        UserPage(
          title: "", state: "", tone: "", facts: [Fact(label: "", text: "")],
          ways: [Way(label: "", href: "")], editHref: "",
          happenings: [
            .init(
              what: "", who: "", when: "", exactWhen: "", changes: [.init(field: "", before: "", after: "")])
          ])
      ),
      (InvitationPage.template, InvitationPage(title: "", lead: "", path: "", doneHref: "")),
      (TeamsPage.template, TeamsPage(sentence: "", hasTeams: true, nodes: [])),
      (
        MyAccountPage.template,
        MyAccountPage(
          title: "", facts: [Fact(label: "", text: "")], ways: [Way(label: "", href: "")])
      ),
      (
        MySessionsPage.template,
        MySessionsPage(
          lines: [.init(device: "", address: "", started: "", seen: "", endHref: "", isCurrent: true)])
      ),
      (SettingsPage.template, SettingsPage(title: "", facts: [Fact(label: "", text: "")])),
    ]
    #expect(Set(pages.map(\.0.name)) == Set(teamCapability.templates.map(\.name)))
    for (template, page) in pages {
      let known = names(of: page)
      for match in template.text.matches(of: /\{\{[#^\/]?([A-Za-z]+)\}\}/) {
        #expect(known.contains(String(match.1)), "\(template.name): \(match.1)")
      }
    }
  }

  private func names(of value: Any) -> Set<String> {
    Mirror(reflecting: value).children.reduce(into: []) { found, child in
      if let label = child.label { found.insert(label) }
      found.formUnion(names(of: child.value))
    }
  }

  @Test func `a form that is drawn for a record holds the record`() async throws {
    try await Office.open { office async throws in
      let north = try await SalesTeam.add(.init(name: "North", kind: .region), office.asAdmin)
      let max = try await office.hire("Max Mann", team: north.id)
      var fields = Fields()
      fields.add(text: [("id", max.id.text)])
      let form = try #require(try endpoint(.patch, "/users/{id}").form)
      let values = try await form.initial(fields, office.asAdmin)
      #expect(
        values == [
          "name": "Max Mann", "email": "max.mann@northgate.example", "role": "manager", "team": north.id.text,
          "version": "1",
        ])
    }
  }

  @Test func `a user is added from a form's text and the invitation is shown once`() async throws {
    try await Office.open { office async throws in
      var fields = Fields()
      fields.add(text: [
        ("name", "Ina New"), ("email", "ina@northgate.example"), ("role", "analyst"), ("team", ""),
      ])
      let answer = try await endpoint(.post, "/users").call(fields, office.asAdmin)
      guard case .value(let value) = answer.body, let added = value as? User.Added else {
        Issue.record("no user was added")
        return
      }
      #expect(added.user.role == .analyst)
      let visit = Visit(context: office.asAdmin, path: "/users", query: "", fields: fields)
      let page = try await InvitationPage.page(added, visit)
      #expect((page.content as? InvitationPage)?.path == added.invitation?.path)
      let record = try await UserPage.page(added.user, visit)
      #expect((record.content as? UserPage)?.state == "Invited")
    }
  }

  @Test func `an empty team in the form of a change clears it`() async throws {
    try await Office.open { office async throws in
      let north = try await SalesTeam.add(.init(name: "North"), office.asAdmin)
      let max = try await office.hire("Max Mann", team: north.id)
      var fields = Fields()
      fields.add(text: [("id", max.id.text), ("name", "Max Mann"), ("team", "")], keepingEmpty: true)
      _ = try await endpoint(.patch, "/users/{id}").call(fields, office.asAdmin)
      let stored = try #require(try await office.database.read { try User.find(max.id, $0) })
      #expect(stored.team == nil)
      #expect(stored.role == .manager)
    }
  }

  @Test func `the settings change name, currency and calendar, with before and after`() async throws {
    try await Office.open { office async throws in
      var fields = Fields()
      fields.add(text: [
        ("name", "Northgate Group"), ("currency", "gbp"), ("pattern", "4-5-4"), ("startMonth", "2"),
        ("weekEnding", "saturday"), ("yearEnd", "nearest"), ("naming", "byStart"),
      ])
      _ = try await endpoint(.patch, "/settings").call(fields, office.asAdmin)
      let company = try await office.database.read { try Company.current($0) }
      #expect(company == Company(name: "Northgate Group", currency: .gbp, calendar: .retail454))
      let before = try await office.texts(
        "SELECT before_json FROM events WHERE kind = 'company.changed' AND before_json IS NOT NULL")
      #expect(before.count == 1)
      #expect(before[0].contains("Northgate Foods"))
    }
  }

  @Test func `a month that is none and a name that is empty are refused`() {
    #expect(throws: TeamRefusal.noSuchMonth) {
      try Company.usual.changed(by: .init(name: "X", startMonth: 13))
    }
    #expect(throws: TeamRefusal.emptyName) { try Company.usual.changed(by: .init(name: " ")) }
  }

  @Test func `a refusal says by which field it is cured, in words of its own`() {
    let refusals: [TeamRefusal] = [
      .notFound("user"), .emptyName, .longName(most: 1), .notAnEmail, .emailTaken, .lastAdmin,
      .changedMeanwhile,
      .unknownTeam, .insideItself, .tooDeep(most: 12), .teamInUse, .deactivated, .codeSpent,
      .tokenLife(most: 1),
      .scopeTooWide(.read), .noSuchMonth,
    ]
    #expect(Set(refusals.map(\.code)).count == refusals.count)
    #expect(Set(refusals.map(\.message)).count == refusals.count)
    #expect(SignInRefusal.throttled(retryAfter: 30).message.contains("30 seconds"))
    #expect(SignInRefusal.throttled(retryAfter: 899).message.contains("15 minutes"))
  }
}
