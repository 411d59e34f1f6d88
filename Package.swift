// swift-tools-version:6.2
import PackageDescription

// Who may import whom stands here and nowhere else: each target lists what it may see,
// and `swift build --explicit-target-dependency-import-check error` refuses the rest.

let house: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

func room(_ name: String, _ row: String, _ needs: [Target.Dependency] = [], views: Bool = false) -> Target {
  .target(
    name: name, dependencies: needs, path: "Sources/\(row)/\(name)", exclude: views ? ["Views"] : [],
    swiftSettings: house, plugins: views ? ["EmbedFiles"] : [])
}

func tests(_ name: String, _ needs: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: needs, path: "Tests/\(name)Tests", exclude: exclude,
    swiftSettings: house)
}

func system(_ name: String, _ pkgConfig: String, _ debian: String) -> Target {
  .systemLibrary(
    name: name, path: "Sources/System/\(name)", pkgConfig: pkgConfig, providers: [.apt([debian])])
}

/// The business, row by row: a capability, and what it sees beside Kernel, Storage and Blueprint. Its tests see the same.
let business: [(name: String, sees: [String])] = [
  ("Team", ["Secrets"]),
  ("Catalog", ["Files"]),

  ("Accounts", ["Files", "Team", "Catalog"]),

  ("Sales", ["Files", "X12", "Secrets", "Team", "Catalog", "Accounts"]),
  ("People", ["Files", "Team", "Catalog", "Accounts"]),

  ("Insights", ["Files", "Statistics", "Team", "Catalog", "Accounts", "Sales"]),
  ("Categories", ["Files", "Statistics", "Team", "Catalog", "Accounts", "Sales"]),
  ("Targets", ["Statistics", "Team", "Catalog", "Accounts", "Sales"]),
  ("Pipeline", ["Files", "Secrets", "Statistics", "Team", "Catalog", "Accounts", "Sales", "People"]),
  ("Activity", ["Files", "Secrets", "Team", "Catalog", "Accounts", "Sales", "People"]),

  ("Plans", ["Team", "Catalog", "Accounts", "Sales", "People", "Targets", "Pipeline"]),
  ("Forecasting", ["Files", "X12", "TimeSeries", "Team", "Catalog", "Accounts", "Sales", "Targets"]),

  (
    "Relationships", ["Statistics", "Team", "Catalog", "Accounts", "Sales", "People", "Activity", "Pipeline"]
  ),

  ("Today", ["Statistics", "Team", "Accounts", "Sales", "Categories"]),
]

func named(_ names: [String]) -> [Target.Dependency] { names.map { .byName(name: $0) } }

let ground = ["Kernel", "Storage", "Blueprint"]
let capabilities = business.map { room($0.name, "Business", named(ground + $0.sees)) }
let capabilityTests = business.map { one in
  tests(one.name, named([one.name] + ground + one.sees + ["TestSupport"] + fixture(one.name)))
}

/// The small company that tests share stands on accounts; its desk has people and what was done with them.
func fixture(_ name: String) -> [String] {
  switch name {
  case "Team", "Catalog": []
  case "Activity", "Relationships": ["TestCompany", "TestDesk"]
  default: ["TestCompany"]
  }
}

let package = Package(
  name: "Mainstay",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "mainstay", targets: ["mainstay"])],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  ],
  targets: [
    // Libraries of the operating system.
    system("CPostgres", "libpq", "libpq-dev"),
    system("CSodium", "libsodium", "libsodium-dev"),
    system("CZlib", "zlib", "zlib1g-dev"),
    system("CXlsxWriter", "xlsxwriter", "libxlsxwriter-dev"),
    system("CExpat", "expat", "libexpat1-dev"),
    system("CZip", "libzip", "libzip-dev"),
    .systemLibrary(name: "CMalloc", path: "Sources/System/CMalloc"),

    // Views and assets go into the binary.
    .executableTarget(name: "embed", path: "Sources/Apps/embed", swiftSettings: house),
    .plugin(name: "EmbedFiles", capability: .buildTool(), dependencies: ["embed"]),

    // Platform: knows nothing of the business.
    room("Kernel", "Platform"),
    room("Secrets", "Platform", ["CSodium"]),
    room("Files", "Platform", ["Kernel", "CZlib", "CXlsxWriter", "CExpat", "CZip"]),
    room("X12", "Platform", ["Kernel", "Files"]),
    room(
      "Storage", "Platform",
      [
        "Kernel", "Secrets", "CPostgres",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    room("Blueprint", "Platform", ["Kernel", "Storage"]),
    room("Jobs", "Platform", ["Kernel", "Storage", "Blueprint", "CMalloc"]),
    room(
      "Web", "Platform",
      [
        "Kernel", "Storage", "Blueprint", "Secrets", "Files",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ], views: true),

    // Maths: arrays in, a struct out.
    room("Statistics", "Engine"),
    room("TimeSeries", "Engine", ["Statistics"]),

    // A company that never was, for trying out and for tests.
    room("Demo", "Apps", named(ground + ["Files", "X12"] + business.map(\.name))),

    // Forecasts from a plain file.
    room("ForecastFiles", "Apps", ["Kernel", "Files", "TimeSeries"]),

    // The one executable.
    .executableTarget(
      name: "mainstay",
      dependencies: named(
        ground + ["Jobs", "Web", "Files", "Secrets", "TimeSeries", "Demo", "ForecastFiles"]
          + business.map(\.name)) + [
          .product(name: "ArgumentParser", package: "swift-argument-parser")
        ],
      path: "Sources/Apps/mainstay", swiftSettings: house),

    .executableTarget(
      name: "fact-segments", dependencies: ["Sales", "Storage", "Kernel"], path: "Benchmarks/FactSegments",
      swiftSettings: house),

    .executableTarget(
      name: "forecast-methods", dependencies: ["TimeSeries", "Files", "Kernel"],
      path: "Benchmarks/ForecastMethods", swiftSettings: house),

    .executableTarget(
      name: "forecast-drivers", dependencies: ["TimeSeries"], path: "Benchmarks/ForecastDrivers",
      swiftSettings: house),

    .executableTarget(
      name: "forecast-demo", dependencies: ["Demo", "TimeSeries", "Kernel"], path: "Benchmarks/ForecastDemo",
      swiftSettings: house),

    .executableTarget(
      name: "read-rows", dependencies: ["Files", "Kernel"], path: "Tests/Workbooks/ReadRows",
      swiftSettings: house),

    .target(
      name: "TestSupport", dependencies: ["Kernel", "Storage", "Secrets"], path: "Tests/Support/TestSupport",
      swiftSettings: house),
    .target(
      name: "TestCompany",
      dependencies: ["Kernel", "Storage", "Blueprint", "Team", "Catalog", "Accounts", "TestSupport"],
      path: "Tests/Support/TestCompany", swiftSettings: house),
    .target(
      name: "TestDesk",
      dependencies: named(
        ground + ["Accounts", "Sales", "People", "Activity", "TestCompany", "TestSupport"]),
      path: "Tests/Support/TestDesk", swiftSettings: house),
    tests("Kernel", ["Kernel"]),
    tests("Secrets", ["Secrets"]),
    tests("Files", ["Files", "Kernel"]),
    tests("X12", ["X12", "Files", "Kernel"]),
    tests("Statistics", ["Statistics", "Kernel"]),
    tests("TimeSeries", ["TimeSeries", "Statistics"]),
    tests("ForecastFiles", ["ForecastFiles", "TimeSeries", "Files", "Kernel"]),
    tests("Storage", ["Storage", "Kernel", "Secrets", "TestSupport"]),
    tests(
      "Web",
      [
        "Web", "Blueprint", "Storage", "Kernel", "TestSupport",
        .product(name: "Mustache", package: "swift-mustache"),
      ], exclude: ["Samples"]),
    tests("Jobs", ["Jobs", "Blueprint", "Storage", "Kernel", "TestSupport"]),
    tests("Demo", named(["Demo", "TestSupport", "Secrets"] + ground + business.map(\.name))),
    tests(
      "Rights",
      named(["mainstay", "Web", "Jobs", "TestSupport", "TestCompany"] + ground + business.map(\.name)),
      exclude: ["Samples"]),
  ] + capabilities + capabilityTests,
  swiftLanguageModes: [.v6]
)
