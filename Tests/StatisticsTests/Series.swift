import Foundation

/// Weekly series whose truth is known.
struct MadeSeries {
  enum Noise: CaseIterable { case normal, heavy, spiky }

  var weeks = 156
  var rho = 0.0
  var noise = Noise.normal
  var spread = 0.12
  /// Weeks from which the level differs, and the log of the factor.
  var steps: [(place: Int, size: Double)] = []

  func logs(_ dice: inout Dice) -> [Double] {
    let phase = dice.fraction() * 6.28, swing = 0.1 + 0.3 * dice.fraction(),
      trend = 0.3 * (dice.fraction() - 0.5)
    var last = 0.0
    return (0..<weeks).map { week in
      last = rho * last + (1 - rho * rho).squareRoot() * spread * draw(&dice)
      let season = swing * cos(2 * .pi * Double(week) / 52.1775 + phase)
      let level = steps.filter { $0.place <= week }.reduce(0) { $0 + $1.size }
      return 8 + trend * Double(week) / 52 + season + level + last
    }
  }

  private func draw(_ dice: inout Dice) -> Double {
    let normal = (-2 * log(dice.fraction() + 1e-12)).squareRoot() * cos(2 * .pi * dice.fraction())
    switch noise {
    case .normal: return normal
    case .heavy:
      // Student's t with four degrees of freedom, brought to a standard deviation of one.
      let square = (0..<4).reduce(0.0) { sum, _ in
        let one = (-2 * log(dice.fraction() + 1e-12)).squareRoot() * cos(2 * .pi * dice.fraction())
        return sum + one * one
      }
      return normal / (square / 4).squareRoot() / 2.0.squareRoot()
    case .spiky: return dice.fraction() < 0.05 ? normal + 5 : normal
    }
  }
}
