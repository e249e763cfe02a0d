import HolocronAPI

extension CassetteText {
    /// The same in an order that recording it again gives again: what belongs to a job stands together, what ran at the
    /// same time is sorted by what was asked, and jobs are numbered.
    ///
    /// - Parameter spans: when each of the entries ran.
    func tidied(_ spans: [Range<Duration>]) -> CassetteText {
        var tidy = self
        tidy.entries = CassetteText.ordered(groups(spans)).flatMap(\.entries)
        return tidy.numbered
    }

    fileprivate struct Group {
        var entries: [CassetteEntry]
        var span: Range<Duration>
    }

    /// A submit with the looks at its job, in the order they began; anything else by itself.
    private func groups(_ spans: [Range<Duration>]) -> [Group] {
        var groups: [Group] = []
        var jobs: [String: Int] = [:]
        for (entry, span) in zip(entries, spans).sorted(by: { $0.1.lowerBound < $1.1.lowerBound }) {
            if let known = entry.request.jobPath.flatMap({ jobs[$0] }) {
                groups[known].add(entry, span)
            } else {
                if let id = entry.acceptedJob { jobs[id] = groups.count }
                groups.append(Group(entries: [entry], span: span))
            }
        }
        return groups
    }

    private static func ordered(_ groups: [Group]) -> [Group] {
        var ordered: [Group] = []
        var together: [Group] = []
        var end = Duration.zero
        for group in groups {
            if group.span.lowerBound >= end {
                ordered += together.sortedByRequest
                together = []
            }
            together.append(group)
            end = max(end, group.span.upperBound)
        }
        return ordered + together.sortedByRequest
    }

    /// Every job has a number instead of an id that is another one each time.
    private var numbered: CassetteText {
        var redactor = Redactor()
        for (index, id) in entries.compactMap(\.acceptedJob).enumerated() {
            let number = String(index + 1)
            let zeros = String(repeating: "0", count: max(0, 8 - number.count))
            redactor.add(id, standIn: "\(zeros)\(number)-0000-4000-8000-000000000000")
        }
        guard !redactor.isEmpty, let tidy = try? CassetteText(redactor.text(text), name: "") else {
            return self
        }
        return tidy
    }
}

extension CassetteText.Group {
    /// A look that brought the same as the one before is counted.
    fileprivate mutating func add(_ entry: CassetteEntry, _ span: Range<Duration>) {
        self.span = self.span.lowerBound..<max(self.span.upperBound, span.upperBound)
        if var last = entries.last, last.request == entry.request, last.end == entry.end {
            last.milliseconds = max(last.milliseconds, entry.milliseconds)
            last.times += 1
            entries[entries.count - 1] = last
        } else {
            entries.append(entry)
        }
    }
}

extension [CassetteText.Group] {
    fileprivate var sortedByRequest: [CassetteText.Group] {
        let keys = enumerated().map { ($0.element.entries[0].key, $0.offset) }
        return keys.sorted { $0 < $1 }.map { self[$0.1] }
    }
}

extension CassetteEntry {
    /// The id of the job that a submit became, or that was taken in its place.
    var acceptedJob: String? {
        guard ["POST", KeptJob.method].contains(request.method), case .answered(_, _, .json(let json)) = end
        else { return nil }
        return json["job_id"]?.text
    }
}

extension OutgoingRequest {
    /// The id in `GET …/jobs/ID`.
    var jobPath: String? {
        let parts = path.split(separator: "/")
        guard method == "GET", parts.count >= 2, parts[parts.count - 2] == "jobs" else { return nil }
        return String(parts[parts.count - 1])
    }
}
