import ArgumentParser

/// The command line of the product.
struct Mainstay: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mainstay",
    abstract: "The workbench of a national account manager.",
    discussion: """
      PATH is a file or a postgres:// URL. Without --database it is taken from MAINSTAY_DATABASE, or a file in your \
      data folder is used. Every resource of the API is a command too: “mainstay accounts list”, \
      “mainstay accounts show ID”, “mainstay resources” lists them all.
      """,
    subcommands: [
      Serve.self, ImportCommand.self, QueryCommand.self, DemoCommand.self, ForecastCommand.self, Migrate.self,
      BackupCommand.self,
      Restore.self,
      Verify.self,
      Export.self, UserCommand.self, TokenCommand.self, Resources.self,
    ])
}
