import Foundation
import Testing
import UnknotCore

/// The routines that come with the program, read from their files in the repository.
enum BuiltIn: String, CaseIterable, CustomTestStringConvertible {
    case upperCalf = "upper-calf"
    case lowerCalf = "lower-calf"
    case wholeBody = "whole-body"
    case calfProgramme = "calf-programme"
    case ballLegs = "ball-legs"
    case ballBack = "ball-back"

    var testDescription: String { rawValue }

    static let repository = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Its file, read anew.
    func routine() throws -> Routine {
        let file = Self.repository.appending(path: "Sources/unknot/Routines/\(rawValue).yaml")
        return try RoutineReader.read(Array(Data(contentsOf: file))).get()
    }
}
