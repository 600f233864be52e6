/// The limits of the routine format: the reader keeps them, the schema and the reference tell them.
enum FormatLimits {
    /// The versions that are read.
    static let version = 1

    /// How many blocks a routine may have.
    static let blocks = 1...64
    /// How many steps a routine may have, all blocks together.
    static let steps = 1...2_000
    /// How many actions one list may have.
    static let actions = 1...100

    /// How many characters a name may have.
    static let identifier = 1...64
    /// How many characters a title may have.
    static let title = 1...80
    /// How many characters a sentence may have.
    static let sentence = 1...300

    /// The time to get down.
    static let leadIn = Duration.zero...Duration.seconds(600)
    /// The time to change sides.
    static let switchTime = Duration.zero...Duration.seconds(300)
    /// What both of these are where the file gives nothing.
    static let usualWait = Duration.seconds(10)
    /// The time to move into a step's position.
    static let move = Duration.zero...Duration.seconds(300)

    /// A roll or a rest.
    static let roll = Duration.seconds(1)...Duration.seconds(600)
    /// A hold.
    static let hold = Duration.seconds(5)...Duration.seconds(300)
    /// The time from one repetition to the next.
    static let every = Duration.seconds(1)...Duration.seconds(60)
    /// How often a movement is repeated.
    static let reps = 1...100
    /// How often a list of actions is repeated.
    static let rounds = 1...20
}
