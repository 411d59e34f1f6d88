import ArgumentParser

@main struct Mainstay: AsyncParsableCommand {
  func run() async throws { print("mainstay") }
}
