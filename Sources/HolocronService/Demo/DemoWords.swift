/// What names, places and titles of the demo web are made of.
enum DemoWords {
    static let firstNames = [
        "Ada", "Amir", "Ana", "Björn", "Chen", "Chloé", "Daniel", "Elena", "Fatima", "Grace", "Hiro", "Ines",
        "Jakub", "Kofi", "Leila", "Marta", "Noah", "Olga", "Priya", "Quentin", "Rosa", "Søren", "Tomás",
        "Wei",
    ]
    static let lastNames = [
        "Andersson", "Baker", "Costa", "Dubois", "Eriksen", "Fischer", "García", "Haddad", "Ito", "Jansen",
        "Kowalski", "Lopez", "Mensah", "Nguyen", "O'Brien", "Patel", "Rossi", "Sato", "Tanaka", "Weber",
        "Yılmaz",
    ]
    static let titles = [
        "Software Engineer", "Product Manager", "Data Scientist", "Designer", "Site Reliability Engineer",
        "Research Lead", "Account Executive", "Nurse Practitioner", "Civil Engineer", "Head of Growth",
    ]
    static let companies = [
        "Acme Corp", "Globex", "Initech", "Umbrella Labs", "Stark & Daughters", "Wayne Logistics", "Hooli",
        "Soylent Foods", "Tyrell Systems", "Aperture Science",
    ]
    static let cities = [
        "San Francisco, CA", "New York, NY", "Berlin, Germany", "São Paulo, Brazil", "Nairobi, Kenya",
        "Tokyo, Japan", "Austin, TX", "Lyon, France", "Toronto, Canada", "Kraków, Poland", "Remote",
    ]
    static let adjectives = [
        "small", "portable", "type-safe", "self-hosted", "lock-free", "boring", "tiny", "distributed", "fast",
    ]
    static let things = [
        "database", "shell", "compiler", "text editor", "spreadsheet", "parser", "scheduler",
        "key-value store", "terminal", "web crawler", "build system",
    ]
    static let languages = ["Swift", "Rust", "Go", "Python", "TypeScript", "C", "Zig", "OCaml"]
    static let remarks = [
        "This worked better than I expected.", "I had to read it twice.", "Does it run on a Raspberry Pi?",
        "We moved off it last year & never looked back.", "Great work, thanks for sharing!",
        "The second half is where it gets good.", "Not convinced, but I will try it.",
        "How does it compare with \"the usual\" way?", "I have been looking for this for years.",
        "The numbers at the end do not add up <for me>.",
    ]

    static func person(_ random: inout SeededRandom) -> String {
        "\(random.pick(firstNames)) \(random.pick(lastNames))"
    }

    /// `rosa_sato42`, in ASCII.
    static func handle(_ random: inout SeededRandom) -> String {
        let names = [
            "ada", "amir", "ana", "chen", "kofi", "leila", "marta", "noah", "olga", "priya", "rosa", "wei",
        ]
        return
            "\(random.pick(names))_\(random.pick(["codes", "reads", "dev", "ops", "lab", "says"]))\(random.number(1...99))"
    }

    /// `A lock-free parser in Swift`
    static func subject(_ random: inout SeededRandom) -> String {
        let thing = "\(random.pick(adjectives)) \(random.pick(things))"
        return "\(random.pick(["A", "The", "My"])) \(thing) in \(random.pick(languages))"
    }

    static func remark(_ random: inout SeededRandom) -> String {
        "\(random.pick(remarks)) \(random.pick(remarks))"
    }
}

extension SeededRandom {
    /// An id of letters and digits, as sites make them.
    mutating func code(_ length: Int, of alphabet: String = "0123456789abcdefghijklmnopqrstuvwxyz") -> String
    {
        let letters = Array(alphabet)
        return String((0..<length).map { _ in pick(letters) })
    }

    /// A moment of the last two years before the demo web was published, in seconds since 1970.
    mutating func moment() -> Int { 1_795_478_400 - number(3_600...63_072_000) }
}

extension Int {
    /// `24,000`
    var grouped: String {
        guard self >= 1000 else { return String(self) }
        return (self / 1000).grouped + "," + String(String(self % 1000 + 1000).dropFirst())
    }
}
