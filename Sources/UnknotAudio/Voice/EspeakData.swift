internal import Glibc

/// Where the data of eSpeak NG lies.
///
/// The engine is always given a folder that exists: of its own it would go on, from one that does
/// not, to `espeak-ng-data` in the user's home, and would exit without any.
package enum EspeakData {
    /// The folder that holds `phontab`.
    ///
    /// ESPEAK_DATA_PATH, given here, is the user's wish and is not passed over: it names that folder
    /// or, as for eSpeak itself, the one around it.
    package static func folder(wish: String?) throws(VoiceError) -> String {
        if let wish, !wish.isEmpty {
            // eSpeak 1.51 cuts a path off at 160 bytes, its own part included.
            let found = [wish + "/espeak-ng-data", wish].first(where: holdsData)
            guard let found, found.utf8.count < 120 else { throw .dataPathWrong(wish) }
            return found
        }
        guard let found = packaged.first(where: holdsData) else {
            throw .dataNotFound(searched: packaged)
        }
        return found
    }

    /// Whether a variant's file is there, such as "f3".
    static func hasVariant(_ variant: String, in folder: String) -> Bool {
        access(folder + "/voices/!v/" + variant, R_OK) == 0
    }

    /// The environment's wish; read once, before the engine starts its thread.
    static var environmentWish: String? {
        getenv("ESPEAK_DATA_PATH").map { String(cString: $0) }
    }

    private static func holdsData(_ folder: String) -> Bool {
        access(folder + "/phontab", R_OK) == 0
    }

    /// Where Debian and its kin, Fedora, Arch and a build from source put the data.
    private static let packaged =
        multiarch.map { "/usr/lib/\($0)/espeak-ng-data" }
        + [
            "/usr/share/espeak-ng-data", "/usr/lib/espeak-ng-data",
            "/usr/local/share/espeak-ng-data",
        ]

    #if arch(x86_64)
        private static let multiarch = ["x86_64-linux-gnu"]
    #elseif arch(arm64)
        private static let multiarch = ["aarch64-linux-gnu"]
    #elseif arch(arm)
        private static let multiarch = ["arm-linux-gnueabihf"]
    #else
        private static let multiarch: [String] = []
    #endif
}
