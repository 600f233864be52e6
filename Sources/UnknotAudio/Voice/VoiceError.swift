/// Why there is no voice, or not this sentence of it: the reason and the remedy.
public enum VoiceError: Error, Hashable, Sendable {
    /// No folder with eSpeak's data in the places where packages put it.
    case dataNotFound(searched: [String])
    /// The user's ESPEAK_DATA_PATH names a folder that holds no data.
    case dataPathWrong(String)
    /// The engine did not start; with its own words, if it had any.
    case engineFailed(reason: String)
    /// No voice or variant of that name; the nearest names that exist.
    case unknownVoice(String, nearest: [String])
    /// The engine gave up on a text, in its own words.
    case synthesisFailed(text: String, reason: String)
    /// A text of which nothing can be said, such as "..." or other scripts than Latin.
    case nothingToSay(text: String)
}

extension VoiceError: CustomStringConvertible {
    /// One or two sentences for users.
    public var description: String {
        switch self {
        case .dataNotFound(let searched):
            "The speech data of eSpeak NG is missing: no phontab in "
                + searched.joined(separator: ", ") + ". Install the package espeak-ng-data."
        case .dataPathWrong(let path):
            "ESPEAK_DATA_PATH names \(path), which holds no speech data of eSpeak NG (no phontab). "
                + "Correct it or unset it."
        case .engineFailed(let reason):
            "eSpeak NG did not start: \(reason). Try `espeak-ng hello` to see whether it works alone."
        case .unknownVoice("", _):
            "A voice has a name, such as en-us. `unknot voices` lists those that there are."
        case .unknownVoice(let name, let nearest) where nearest.isEmpty:
            "There is no voice “\(name)”. `unknot voices` lists those that there are."
        case .unknownVoice(let name, let nearest):
            "There is no voice “\(name)”. Near to it: \(nearest.joined(separator: ", ")). "
                + "`unknot voices` lists all."
        case .synthesisFailed(let text, let reason):
            "eSpeak NG could not say “\(Self.short(text))”: \(reason)."
        case .nothingToSay(let text):
            "“\(Self.short(text))” holds nothing that can be said: write it with Latin letters or digits."
        }
    }

    private static func short(_ text: String) -> String {
        text.count > 60 ? text.prefix(59) + "…" : text
    }
}
