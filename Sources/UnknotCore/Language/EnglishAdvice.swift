/// The advice on safety that `unknot show` gives in full; a session has room for two sentences.
///
/// It is general information for healthy adults. It names no illness that a listener might have, and
/// promises nothing but a time and a place to roll.
enum EnglishAdvice {
    /// Who should leave a session out altogether.
    ///
    /// Open wounds and fractures are ruled out by an expert consensus (Bartsch 2021,
    /// doi 10.3390/jcm10225360: 73 % and 84 % of 37 experts). It asks for caution with a clot in a
    /// deep vein, inflammation and bone infection; because there are reports of clots that massage
    /// set loose (doi 10.1186/s12884-020-02924-w), those stand here too.
    static let mustNot: [String] = [
        "You have, or may have, a blood clot in a leg. Signs are new calf pain, swelling, warmth, "
            + "throbbing or cramping, red or darker skin, or hard and sore veins, mostly in one leg "
            + "only.",
        "You have an open wound, a burn, a rash or broken skin where you would roll.",
        "You have a broken bone, or one that may be broken or is still healing.",
        "You have a fresh injury: a new strain, a tear, or a bruise that is hot or swollen.",
        "A muscle, joint or bone is inflamed or infected there, or bone has formed in a muscle.",
        "You have a fever, or feel ill, dizzy or sick.",
    ]

    /// Who should first ask a doctor, physiotherapist or midwife.
    ///
    /// No vote of experts was found on most of these: they follow the cautions of clinics and
    /// trainers, on pregnancy the same report of clots as `mustNot`, and where nothing was found
    /// plain caution.
    static let askFirst: [String] = [
        "You are pregnant, or gave birth in the last weeks.",
        "You have ever had a blood clot, or your risk is raised: lately an operation, a plaster cast, "
            + "a long journey or bed rest, cancer, the pill or hormone treatment.",
        "You take blood thinners, or bleed or bruise easily.",
        "You have varicose veins or another disease of the blood vessels.",
        "Your bones are fragile (osteoporosis, osteopenia), or you take cortisone for long.",
        "Your skin is numb in places, or you have nerve damage or diabetes that affects the feet.",
        "You have arthritis in a flare, cancer, a heart condition or an aneurysm.",
        "For the back or shoulders: you have had broken ribs or an operation on a shoulder, or you "
            + "have a pacemaker.",
        "You have an artificial joint, or metal or another implant near the place.",
        "A pain wakes you at night, has lasted for weeks, or has no reason that you know of.",
    ]

    /// When to stop at once, and what to do then.
    static let stopWhen: [String] = [
        "Pain is sharp, shoots along a limb, or is felt inside a joint.",
        "Something tingles, prickles or goes numb, or a foot or hand feels weak.",
        "You feel a pulse under the tool.",
        "You feel dizzy or sick, or get a headache.",
        "You cannot breathe slowly or let the muscle go: use less weight, or move on.",
        "Any of these does not pass when you take the tool away: end the session.",
        "Swelling or bruises show afterwards: leave the place alone until they are gone, and go "
            + "lighter next time.",
        "Sudden shortness of breath or pain in the chest is an emergency: call for help at once.",
    ]

    /// Where no tool belongs.
    static let keepOff: [String] = [
        "Bones and joints: kneecap, ankle bones, edge of the shin, sitting bones, tailbone, hip bone.",
        "The hollow of the knee: vessels and nerves lie bare there. Stop two fingers short of the "
            + "crease, and on the back of the thigh a hand's width above it.",
        "The outside of the knee: a nerve follows the outer cord behind the knee and lies close under "
            + "the skin just below the small bony knob. Stay a hand's width below the knob.",
        "The ankle and the heel cord: stay a hand's width above the ankle bones, and be light there.",
        "The spine itself, the neck and its front, and the lower back below the ribs.",
        "The armpit and the groin.",
        "Veins that bulge, and skin that is hurt, swollen or numb.",
    ]

    /// How strong, how long and how often.
    ///
    /// More force gave no more movement (Grabow 2018). Reviews and what clinicians prescribe come to
    /// 30 to 120 seconds a muscle, one to three times (Behm 2020, PubMed 33105383), once a day
    /// (PubMed 30276024). A ball under the buttock may press a nerve, hence the short holds there.
    static let dose: [String] = [
        "Firm and comfortable, about four to six out of ten, and three on the outer thigh. Harder "
            + "is not better. Start with the softer tool.",
        "Roll slowly, about two to three centimetres a second. Stay on a tender spot for as long as "
            + "the session says: 15 to 90 seconds with the roller, shorter with a ball.",
        "The time is the rule: move on when it is over, even if the spot is still tender.",
        "Once a day is enough. Up to three light sessions a day are fine only as long as there are no "
            + "bruises and no soreness that lasts into the next day.",
        "Roll before you stretch, if you do both.",
    ]
}
