/// The names that routines and steps are called by: `upper-calf`.
public enum RoutineName {
    /// True for 1 to 64 of `a-z`, `0-9` and `-`, the first a letter.
    public static func isValid(_ name: String) -> Bool {
        guard FormatLimits.identifier.contains(name.utf8.count), let first = name.utf8.first else {
            return false
        }
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return letters.contains(first)
            && name.utf8.allSatisfy {
                letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "-")
            }
    }

    /// The valid name that is nearest to a text: `upper-calf` for `Upper calf`.
    ///
    /// Characters that a name may not have become hyphens, those that may not begin it are left
    /// out, and a long name is cut; nil if no letter of `a-z` is left.
    public static func nearest(to text: String) -> String? {
        let words = text.prefix(1_000).lowercased()
            .split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.joined(separator: "-")
        let name = words.drop { !$0.isLetter }.prefix(FormatLimits.identifier.upperBound)
        let cut = name.last == "-" ? String(name.dropLast()) : String(name)
        return isValid(cut) ? cut : nil
    }
}
