import UnknotCore

extension PlanArguments {
    /// The options as they would be typed, those left alone not among them.
    var words: [String] {
        var words: [String] = []
        func add(_ name: String, _ value: String?) {
            guard let value else { return }
            words += ["--\(name)", value]
        }
        add("hold", hold.map(TimeText.text))
        add("fit", fit.map(TimeText.text))
        add("length", length?.rawValue)
        add("side", side == .both ? nil : side.rawValue)
        add("pace", pace.map { "\($0)" })
        add("lead-in", leadIn.map(TimeText.text))
        add("cues", cues?.rawValue)
        add("intro", intro?.rawValue)
        add("countdown", countdown?.rawValue)
        for id in include { add("include", id) }
        add("from", from)
        add("voice", voice)
        add("rate", rate.map { "\($0)" })
        add("volume", volume.map { "\($0)" })
        return words
    }
}
