import Testing
import UnknotAudio

struct EspeakDataTests {
    @Test func theUsersWishIsNotPassedOver() throws {
        let error = try #require(throws: VoiceError.self) {
            try EspeakData.folder(wish: "/nonexistent/espeak")
        }
        #expect(error == .dataPathWrong("/nonexistent/espeak"))
        #expect(error.description.contains("/nonexistent/espeak"))
        #expect(error.description.contains("unset it"))
    }

    @Test func thePackagedFolderIsFoundAndMayBeWishedFor() throws {
        let packaged = try EspeakData.folder(wish: nil)
        #expect(packaged.hasSuffix("/espeak-ng-data"))
        #expect(try EspeakData.folder(wish: "") == packaged)
        #expect(try EspeakData.folder(wish: packaged) == packaged)
        let around = String(packaged.dropLast("/espeak-ng-data".count))
        #expect(try EspeakData.folder(wish: around) == packaged)
    }

    @Test func missingDataNamesThePackage() {
        let error = VoiceError.dataNotFound(searched: ["/usr/share/espeak-ng-data"])
        #expect(
            error.description == "The speech data of eSpeak NG is missing: no phontab in "
                + "/usr/share/espeak-ng-data. Install the package espeak-ng-data.")
    }
}
