import ArgumentParser
import Blueprint
import Foundation
import Storage
import Team

struct UserCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "Users, from the machine itself.", subcommands: [Add.self])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Add a user; the password is read from standard input, or an invitation is printed.")
    @Option(help: "The person's name.") var name: String
    @Option(help: "The address they sign in with.") var email: String
    @Option(help: "viewer, analyst, manager, director or admin.") var role: RoleOption = .manager
    @Flag(help: "Read the password from standard input instead of making an invitation.") var passwordStdin =
      false
    @OptionGroup var place: Place

    func run() async throws {
      let password = passwordStdin ? readLine(strippingNewline: true) : nil
      let database = try await place.open()
      let added = try await User.add(
        User.New(name: name, email: email, role: role.role), password: password, place.context(database))
      print("Added \(added.user.name) (\(added.user.role.rawValue)).")
      if let invitation = added.invitation {
        print("They choose a password at /invitations/\(invitation.code)")
      }
      try await database.close()
    }
  }
}

struct TokenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "API tokens, from the machine itself.", subcommands: [Create.self])

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make a token; it is printed this once.")
    @Option(help: "The e-mail address of its user.") var user: String
    @Option(help: "read, write or admin.") var scope: ScopeOption = .read
    @Option(help: "What it is for.") var name = "made on the command line"
    @Option(help: "Days until it ends.") var days: Int?
    @OptionGroup var place: Place

    func run() async throws {
      let database = try await place.existing()
      let shown = try await Token.create(
        Token.New(name: name, scope: scope.scope, days: days), for: user, place.context(database))
      print(shown.text)
      try await database.close()
    }
  }
}

enum RoleOption: String, ExpressibleByArgument {
  case viewer, analyst, manager, director, admin
  var role: Role { Role(rawValue: rawValue) ?? .viewer }
}

enum ScopeOption: String, ExpressibleByArgument {
  case read, write, admin
  var scope: Actor.Scope { Actor.Scope(rawValue: rawValue) ?? .read }
}
