@main enum ForecastMethods {
  static func main() {}
}
