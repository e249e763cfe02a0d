import HolocronAPI

/// When many jobs are waited for, one reading of `GET jobs` takes the place of a look at each.
struct JobLists: Sendable {
    /// What a reading brought.
    enum Reading: Sendable {
        /// All jobs that run.
        case complete(running: Set<JobID>)
        case failed
        /// Whoever read it was cancelled.
        case stopped
        /// The server has no list of jobs.
        case missing
    }

    /// Readings are this far apart.
    static let interval = Duration.milliseconds(2500)
    /// After a reading that failed jobs are looked at one by one for this long.
    static let trouble = Duration.seconds(30)

    /// With more jobs than this the list is used.
    var threshold = 0
    /// Jobs that are waited for.
    var waiting = 0
    /// Looks that are due and wait for the next reading.
    var pending: [Int] = []
    /// Looks that the reading on its way will answer.
    var members: [Int] = []
    /// Looks that are not due yet, at jobs that the reading on its way tells of all the same.
    var others: [Int] = []
    var isSweeping = false
    private var readAgain = Duration.zero
    private var unusableUntil = Duration.zero
    private var isMissing = false

    /// As many looks as a rate allows in the longest pause between two looks at a job.
    static func threshold(_ rate: Rate) -> Int {
        max(4, Int(Double(rate.count) * (.seconds(5) / rate.period)))
    }

    func isInUse(at now: Duration) -> Bool { waiting > threshold && !isMissing && now >= unusableUntil }

    func maySweep(at now: Duration) -> Bool {
        !pending.isEmpty && !isSweeping && now >= readAgain && isInUse(at: now)
    }

    /// When looks that are due will be answered by the list; nil where an event has to come first.
    var nextSweep: Duration? { pending.isEmpty || isSweeping ? nil : readAgain }

    mutating func end(_ reading: Reading, at now: Duration) {
        isSweeping = false
        members = []
        others = []
        readAgain = now + JobLists.interval
        switch reading {
        case .complete: break
        case .stopped: readAgain = now
        case .failed: unusableUntil = now + JobLists.trouble
        case .missing: isMissing = true
        }
    }
}
