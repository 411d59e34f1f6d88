import ArgumentParser
import Foundation
import Kernel

/// Runs the command and turns how it ended into an exit code: 0 done, 1 refused, 2 wrong usage, 70 our fault.
@main enum Main {
  static func main() async {
    let words = Array(CommandLine.arguments.dropFirst())
    do {
      if let call = try EndpointCall(words) {
        try await call.run()
      } else {
        var command = try Mainstay.parseAsRoot(words)
        if var command = command as? any AsyncParsableCommand {
          try await command.run()
        } else {
          try command.run()
        }
      }
    } catch {
      exit(Ending.code(of: error))
    }
  }
}

/// How errors leave the program.
enum Ending {
  static func code(of error: any Error) -> Int32 {
    if let refusal = error as? any Refusal { return say("mainstay: \(refusal.message)", 1) }
    if let line = StorageWords.line(error) { return say("mainstay: \(line)", 1) }
    let code = Mainstay.exitCode(for: error)
    switch code {
    case .success:
      print(Mainstay.fullMessage(for: error))
      return 0
    case .validationFailure: return say(Mainstay.fullMessage(for: error), 2)
    default:
      return say("mainstay: something went wrong on our side: \(error)", 70)
    }
  }

  private static func say(_ line: String, _ code: Int32) -> Int32 {
    FileHandle.standardError.write(Data((line + "\n").utf8))
    return code
  }
}
