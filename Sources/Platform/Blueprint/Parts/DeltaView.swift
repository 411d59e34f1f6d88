import Kernel

/// What the template `delta` places: a change with sign, arrow and tone.
package struct DeltaView: Sendable {
  let tone: String
  let arrow: String
  let text: String
  let spoken: String

  /// The change from a year ago (or from what `against` says); where more is not better, the tone stays flat.
  package init(
    now: Int64, before: Int64, isBetterWhenMore: Bool = true, against: String = "against last year"
  ) {
    text = DisplayNumber.change(from: before, to: now)
    // What reads as nothing has no direction: a red arrow beside 0.0 % would say two things.
    let isNothing = text == DisplayNumber.change(from: 1, to: 1)
    let isUp = now > before, isFlat = now == before || isNothing
    arrow = isFlat ? "right" : isUp ? "up" : "down"
    tone = isFlat || !isBetterWhenMore ? "flat" : isUp ? "good" : "bad"
    spoken = isFlat ? "unchanged \(against)" : "\(isUp ? "up" : "down") \(text) \(against)"
  }
}
