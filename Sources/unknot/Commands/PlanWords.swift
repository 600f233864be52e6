import UnknotCore

extension PlanArguments {
    /// The options as they would be typed, those left alone not among them.
    var words: [String] {
        let usual = PlanOptions()
        var words: [String] = []
        func add(_ name: String, _ value: String?, unless left: String? = nil) {
            guard let value, value != left else { return }
            words += ["--\(name)", value]
        }
        add("hold", hold.map(TimeText.text))
        add("fit", fit.map(TimeText.text))
        add("length", length.rawValue, unless: usual.length.rawValue)
        add("side", side.rawValue, unless: usual.side.rawValue)
        add("pace", "\(pace)", unless: "\(usual.pace)")
        add("lead-in", leadIn.map(TimeText.text))
        add("cues", cues.rawValue, unless: usual.cues.rawValue)
        add("intro", intro?.rawValue, unless: from == nil ? usual.intro.rawValue : nil)
        add("countdown", countdown.rawValue, unless: usual.countdown.rawValue)
        for id in include { add("include", id) }
        add("from", from)
        add("voice", voice)
        add("rate", "\(rate)", unless: "\(usual.rate)")
        add("volume", "\(volume)", unless: "100")
        return words
    }
}
