// swift-tools-version:6.2
import PackageDescription

let language: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]
let strict = language + [.strictMemorySafety()]

let collections = Target.Dependency.product(name: "OrderedCollections", package: "swift-collections")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")

// Without these the loader relocates 134,000 pointers and the runtime searches 39,000 exported symbols before
// the first line runs, which takes longer than all the rest of a start.
let startsFast = [
    "-Xclang-linker", "-no-pie", "-Xclang-linker", "-static-libgcc", "-Xlinker", "--no-export-dynamic",
]

let package = Package(
    name: "holo",
    products: [
        .executable(name: "holo", targets: ["holo"]),
        .library(name: "HolocronAPI", targets: ["HolocronAPI"]),
        .library(name: "HolocronClient", targets: ["HolocronClient"]),
        .library(name: "HolocronJobs", targets: ["HolocronJobs"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
        .target(name: "CEditline", dependencies: ["CEdit"]),
        .target(name: "CLibXML"),

        .target(name: "HoloLang", swiftSettings: strict),
        .target(name: "HoloTerm", dependencies: ["CEditline"], swiftSettings: language),
        .target(name: "HolocronAPI", dependencies: [collections], swiftSettings: strict),
        .target(
            name: "HolocronClient",
            dependencies: ["HolocronAPI", collections, httpClient, nioCore, nioHTTP1, nioPosix],
            swiftSettings: strict),
        .target(
            name: "HolocronJobs", dependencies: ["HolocronAPI", "HolocronClient", collections, grdb],
            swiftSettings: strict),
        .target(
            name: "HoloRuntime",
            dependencies: [
                "HoloLang", "HolocronAPI", "HolocronClient", "HolocronJobs", collections, "Yams",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict),
        .target(
            name: "HoloShell",
            dependencies: [
                "HoloLang", "HoloRuntime", "HoloTerm", "HolocronAPI", "HolocronClient", "HolocronJobs",
                collections,
            ],
            swiftSettings: strict),
        .target(
            name: "HolocronService",
            dependencies: [
                "HolocronAPI", "CLibXML", collections, grdb, hummingbird, httpTypes, httpClient, nioCore,
                nioHTTP1, nioPosix,
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"), "Yams",
            ],
            resources: [.embedInCode("Resources")],
            swiftSettings: strict),
        .executableTarget(
            name: "holo", dependencies: ["HoloShell", "HolocronService"], swiftSettings: strict,
            linkerSettings: [.unsafeFlags(startsFast, .when(configuration: .release))]),

        .testTarget(
            name: "HoloLangTests", dependencies: ["HoloLang", "ParserFuzz"], swiftSettings: language),
        .target(
            name: "TerminalScreen", dependencies: ["HoloTerm"], path: "Tests/TerminalScreen",
            swiftSettings: language),
        .target(
            name: "ParserFuzz", dependencies: ["HoloLang"], path: "Tests/HoloFuzz/ParserFuzz",
            swiftSettings: language),
        .target(
            name: "EvaluatorFuzz", dependencies: ["HoloLang", "HoloRuntime"],
            path: "Tests/HoloFuzz/EvaluatorFuzz", swiftSettings: language),
        .target(name: "TestFolders", path: "Tests/TestFolders", swiftSettings: language),
        .testTarget(
            name: "HoloTermTests", dependencies: ["HoloTerm", "TerminalScreen", "TestFolders"],
            swiftSettings: language),
        .testTarget(name: "HolocronAPITests", dependencies: ["HolocronAPI"], swiftSettings: language),
        .testTarget(
            name: "HolocronClientTests",
            dependencies: [
                "HolocronAPI", "HolocronClient", "TestFolders", collections, nioCore, nioHTTP1, nioPosix,
            ],
            swiftSettings: language),
        .testTarget(
            name: "HolocronJobsTests",
            dependencies: [
                "HolocronAPI", "HolocronClient", "HolocronJobs", "TestFolders", grdb, nioCore, nioHTTP1,
                nioPosix,
            ],
            swiftSettings: language),
        .testTarget(
            name: "HoloRuntimeTests",
            dependencies: [
                "HoloLang", "HoloRuntime", "HolocronAPI", "HolocronJobs", "EvaluatorFuzz", "TestFolders",
                collections,
            ],
            swiftSettings: language),
        .testTarget(
            name: "HolocronServiceTests",
            dependencies: [
                "HolocronAPI", "HolocronService", "TestFolders", collections, httpClient, nioCore, nioHTTP1,
                nioPosix, grdb,
            ],
            swiftSettings: language),
        .testTarget(
            name: "HoloShellTests",
            dependencies: [
                "HoloLang", "HoloShell", "HoloRuntime", "HoloTerm", "HolocronAPI", "HolocronService",
                "TerminalScreen", "TestFolders", "holo",
            ],
            exclude: ["Transcripts"],
            swiftSettings: language),
        .testTarget(
            name: "HoloFaultTests",
            dependencies: [
                "HolocronAPI", "HolocronClient", "HolocronJobs", "HolocronService", "TestFolders", "holo",
                grdb,
                httpClient, nioCore, nioHTTP1,
            ],
            swiftSettings: language),
    ],
    swiftLanguageModes: [.v6]
)

// scripts/fuzz builds these two, whose main function is libFuzzer's.
if Context.environment["HOLO_FUZZ"] != nil {
    package.targets += ["Parser", "Evaluator"].map { (name: String) -> Target in
        .executableTarget(
            name: "Fuzz\(name)", dependencies: [.target(name: "\(name)Fuzz")],
            path: "Tests/HoloFuzz/Fuzz\(name)",
            swiftSettings: language + [.unsafeFlags(["-parse-as-library", "-sanitize=fuzzer,address"])],
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])])
    }
}
