import HoloLang

extension Value {
    /// What a message calls the value: text in quotes, other short ones by themselves, lists and records by what they
    /// are.
    var described: String {
        switch self {
        case .list, .record, .job, .unknown, .null: return kind
        case .string(let text):
            let short = text.count > 40 ? text.prefix(39) + "…" : text
            let written = quoted(short)
            return written == short ? "'\(short)'" : written
        default: return shortText
        }
    }
}
