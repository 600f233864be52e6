/// The limits of the routine format that more than one place keeps.
enum FormatLimits {
    /// The length of a name in characters.
    static let identifier = 1...64
    /// The length of a title in characters.
    static let title = 1...80
    /// The length of a sentence in characters.
    static let sentence = 1...300
    /// The length of a roll or a rest.
    static let roll = Duration.seconds(1)...Duration.seconds(600)
    /// The length of a hold.
    static let hold = Duration.seconds(5)...Duration.seconds(300)
    /// The time from one repetition to the next.
    static let every = Duration.seconds(1)...Duration.seconds(60)
    /// The number of repetitions.
    static let reps = 1...100
}
