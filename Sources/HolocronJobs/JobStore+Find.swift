import HolocronAPI

extension JobStore {
    /// The job that a text names: its id, the beginning of it (4 characters or more), or its number in the journal.
    /// - Throws: ``JobsError/noSuchJob(_:nearest:)``, or ``JobsError/ambiguousJob(_:_:)`` with the ids that fit.
    public func job(named text: String) throws(JobsError) -> Job {
        let journal = try journal()
        let named = try reading { () throws(JournalError) in try journal.jobs(named: text, of: server) }
        // A number is shown only while there is no id.
        let found = named.filter { $0.id?.text.hasPrefix(text) ?? true }
        if let exact = found.first(where: { $0.id?.text == text }) { return exact }
        guard found.count < 2 else {
            throw .ambiguousJob(text, found.map { $0.id?.text ?? String($0.number) })
        }
        guard let job = found.first else { throw .noSuchJob(text, nearest: try nearest(to: text)) }
        return job
    }

    private func nearest(to text: String) throws(JobsError) -> String? {
        let ids = try jobs(limit: 200).compactMap(\.id?.text)
        let ranked = ids.map { (id: $0, distance: distance(text, String($0.prefix(text.count)))) }
        return ranked.filter { $0.distance <= 2 && $0.distance < text.count }
            .min { $0.distance < $1.distance }?.id
    }
}

/// How many letters have to be put in, taken out or changed to make one text of the other.
private func distance(_ one: String, _ other: String) -> Int {
    let other = Array(other)
    var row = Array(0...other.count)
    for (line, letter) in one.enumerated() {
        var previous = row[0]
        row[0] = line + 1
        for column in other.indices {
            let changed = previous + (letter == other[column] ? 0 : 1)
            previous = row[column + 1]
            row[column + 1] = min(changed, row[column] + 1, row[column + 1] + 1)
        }
    }
    return row[other.count]
}
