// swift-tools-version: 6.2
import PackageDescription

/// The settings of every Swift target: warnings stop the build, and what is public says whether it
/// may cross threads. (`-require-explicit-sendable` has no named setting, hence the unsafe flag.)
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .unsafeFlags(["-require-explicit-sendable"]),
]

/// With UNKNOT_FUZZ set there are fuzz targets too, which need a compiler's flags of their own:
/// `Tests/Fuzz/run` sets both.
let isFuzzing = Context.environment["UNKNOT_FUZZ"] != nil

let package = Package(
    name: "unknot",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        // System libraries: a module map and a shim header each. UnknotCore imports CYAML, in one
        // file, and UnknotAudio the others.
        .systemLibrary(
            name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(
            name: "CALSA", pkgConfig: "alsa", providers: [.apt(["libasound2-dev"])]),
        .systemLibrary(
            name: "CEspeakNG", pkgConfig: "espeak-ng", providers: [.apt(["libespeak-ng-dev"])]),
        .systemLibrary(
            name: "CSndfile", pkgConfig: "sndfile", providers: [.apt(["libsndfile1-dev"])]),
        .systemLibrary(
            name: "CSoxr", pkgConfig: "soxr", providers: [.apt(["libsoxr-dev"])]),
        .systemLibrary(
            name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),
        .systemLibrary(name: "CLinux"),

        // The tones: WAV files, and the recipe that makes them.
        .target(
            name: "Sounds", dependencies: ["UnknotCore"], path: "Sounds",
            exclude: ["Maker", "README.md"], resources: [.copy("Tones")],
            swiftSettings: strict),
        .executableTarget(
            name: "make-tones", dependencies: ["Sounds", "UnknotCore"], path: "Sounds/Maker",
            swiftSettings: strict),

        // Routine to timeline to samples: no clock, no files; of C only the YAML parser.
        .target(
            name: "UnknotCore", dependencies: ["CYAML"], swiftSettings: strict),
        // The edge: voice, sinks, player, remotes.
        .target(
            name: "UnknotAudio",
            dependencies: [
                "UnknotCore", "Sounds", "CALSA", "CEspeakNG", "CSndfile", "CSoxr", "CSystemd",
                "CLinux",
            ],
            swiftSettings: strict),
        // The command line, with the built-in routines beside it.
        .executableTarget(
            name: "unknot",
            dependencies: [
                "UnknotAudio", "UnknotCore",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            resources: [.copy("Routines")], swiftSettings: strict),
        // The man pages, made of the commands' own help.
        .executableTarget(
            name: "make-manual", path: "Packaging/Manual", swiftSettings: strict),

        // Figures, beside what one would use instead; run by `make bench`.
        .executableTarget(
            name: "unknot-bench", dependencies: ["UnknotCore", "CEspeakNG"],
            exclude: ["README.md"], swiftSettings: strict),

        .testTarget(
            name: "UnknotCoreTests", dependencies: ["UnknotCore"], swiftSettings: strict),
        .testTarget(
            name: "UnknotAudioTests",
            dependencies: ["UnknotAudio", "UnknotCore", "Sounds", "CSystemd"],
            swiftSettings: strict),
        .testTarget(
            name: "unknotTests",
            dependencies: ["unknot", "make-manual", "UnknotAudio", "UnknotCore"],
            exclude: ["Screens"], swiftSettings: strict),
        // Real sound on a private sound server; run by `make test-sound`, not by `swift test`.
        .executableTarget(
            name: "sound-rig", dependencies: ["CLinux"], path: "Tests/SoundRig",
            exclude: ["README.md"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)

if isFuzzing {
    func fuzzer(_ name: String, _ folder: String, _ dependencies: [Target.Dependency]) -> Target {
        .executableTarget(
            name: name, dependencies: dependencies + ["FuzzKit", "UnknotCore"],
            path: "Tests/Fuzz/\(folder)",
            // libFuzzer brings the main function.
            swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])])
    }
    package.targets += [
        .target(
            name: "FuzzKit", dependencies: ["UnknotCore"], path: "Tests/Fuzz/Kit",
            swiftSettings: strict),
        fuzzer("fuzz-reader", "Reader", []),
        fuzzer("fuzz-planner", "Planner", []),
        fuzzer("fuzz-speech", "Speech", ["UnknotAudio"]),
    ]
}
