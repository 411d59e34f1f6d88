import Foundation
import Synchronization

/// One line on the terminal that says how far, how fast and how long still; silent where nobody looks.
final class ProgressLine: Sendable {
  private let isShown: Bool
  private let began = ContinuousClock.now
  private let last = Mutex<ContinuousClock.Instant?>(nil)

  init(isShown: Bool) { self.isShown = isShown && isatty(2) == 1 }

  func show(_ done: Int, _ total: Int, _ word: String) {
    guard isShown, isDue() else { return }
    let elapsed = Double(began.duration(to: .now).components.seconds) + 0.001
    let share = total > 0 ? min(1, Double(done) / Double(total)) : 0
    let filled = Int(share * 30)
    let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: 30 - filled)
    let left = share > 0.01 ? " \(Int(elapsed / share - elapsed)) s to go" : ""
    let text = "\r[\(bar)] \(Int(share * 100)) %\(left)  \(word)"
    FileHandle.standardError.write(Data((text.prefix(110) + "\u{1B}[K").utf8))
  }

  func end() {
    if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }

  private func isDue() -> Bool {
    last.withLock { last in
      let now = ContinuousClock.now
      if let earlier = last, earlier.duration(to: now) < .milliseconds(200) { return false }
      last = now
      return true
    }
  }
}
