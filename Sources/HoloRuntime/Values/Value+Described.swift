extension Value {
    /// What a message calls the value: short ones by themselves, lists and records by what they are.
    var described: String {
        switch self {
        case .list, .record, .job, .unknown, .null: kind
        default: shortText
        }
    }
}
