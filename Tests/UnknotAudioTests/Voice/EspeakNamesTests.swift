import Testing
import UnknotAudio
import UnknotCore

extension EspeakTests {
    struct EspeakNamesTests {
        @Test func theUsualVoicesAreListed() throws {
            let voices = try EspeakVoice.voices()
            let names = voices.map(\.name)
            #expect(Set(names).isSuperset(of: ["en-gb", "en-us", "en-gb-x-rp", "de", "fr-fr"]))
            #expect(Set(names).count == names.count)
            #expect(voices.first { $0.name == "en-us" }?.title == "English (America)")
            #expect(voices.filter(\.isEnglish).count >= 5)
            #expect(try EspeakVoice.variants().contains("f3"))
        }

        @Test func everyListedVoiceCanBeChosen() throws {
            for voice in try EspeakVoice.voices() {
                #expect(throws: Never.self, "\(voice.name)") { try EspeakVoice(voice.name) }
            }
        }

        @Test(arguments: [
            "en", "EN-GB", "en-us+f3", "English (Scotland)", "gmw/en-US", "en-us-nyc",
        ])
        func aVoiceHasMoreNames(name: String) throws {
            let voice = try EspeakVoice(name)
            #expect(try voice.length(of: Utterance("Half way.", rate: 155)) > 20_000)
        }

        @Test(arguments: [
            ("en-gbb", "en-gb"), ("en_us", "en-us"), ("english", nil), ("", nil), ("mb-en1", nil),
            ("mb/mb-en1", nil), ("f3", nil), ("../../../../etc/passwd", nil), ("en+nope", nil),
            ("en-us+f33", "en-us+f3"), ("en+../mb/mb-en1", nil), ("en+", nil),
        ])
        func anUnknownVoiceIsNamedWithTheNearest(name: String, near: String?) throws {
            let error = try #require(throws: VoiceError.self) { try EspeakVoice(name) }
            guard case .unknownVoice(name, let nearest) = error else {
                Issue.record("\(error)")
                return
            }
            if let near { #expect(nearest.contains(near), "\(nearest)") }
            // Who gives none is told what a name is.
            let named = name.isEmpty ? "A voice has a name" : "“\(name)”"
            #expect(error.description.contains(named))
        }

        @Test func anUnknownVoiceLeavesTheOthersAsTheyWere() throws {
            let voice = try EspeakVoice("en-us")
            let before = try voice.phonemes(of: "The calf.")
            #expect(throws: VoiceError.self) { try EspeakVoice("en-usx") }
            #expect(try voice.phonemes(of: "The calf.") == before)
        }

        @Test(arguments: ["en-gb", "en-us", "en-gb-x-rp"])
        func theWordsOfTheTradeAreSaidRight(name: String) throws {
            let voice = try EspeakVoice(name)
            let lacrosse = try voice.phonemes(of: "A lacrosse ball.")
            #expect(lacrosse.contains("kr'0s") && !lacrosse.contains("l'a"))
            #expect(try voice.phonemes(of: "Quadriceps").hasPrefix("kw'0drI"))
            #expect(try voice.phonemes(of: "the ITB") == voice.phonemes(of: "the IT band"))
            #expect(try voice.phonemes(of: "ITB").hasPrefix(",aIt'i: b'and"))
            #expect(try voice.phonemes(of: "TFL").hasSuffix("Ef'El"))
            #expect(try voice.phonemes(of: "Piriformis").contains("f'O@m"))
            #expect(try voice.phonemes(of: "fascia").hasPrefix("f'aS"))
            #expect(try voice.phonemes(of: "Achilles").contains("k'Ili:z"))
            #expect(try voice.phonemes(of: "Gastrocnemius").contains("kn'i:m"))
            #expect(try voice.phonemes(of: "soleus").contains("s'oUli"))
            #expect(try voice.phonemes(of: "calves").contains("vz"))
        }

        @Test func phonemesAreForEnglishVoicesOnly() throws {
            let german = try EspeakVoice("de")
            #expect(try german.phonemes(of: "lacrosse").contains("kr'0s") == false)
        }

        @Test func phonemesCannotBeWrittenByUsers() throws {
            let voice = try EspeakVoice()
            #expect(try voice.phonemes(of: "[[kr'0s]]") != voice.phonemes(of: "cross"))
            #expect(!SpokenText("[[kr'0s]]").text.contains("["))
        }
    }
}
