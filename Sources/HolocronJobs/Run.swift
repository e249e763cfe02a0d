public import FoundationEssentials

/// One run of a script, as the journal knows it: with it a script that was cut short can go on where it stood.
public struct Run: Sendable, Hashable {
    /// Eight lower-case letters and digits, without those that are easily mistaken.
    public var id: String
    /// The absolute path of the script, or `-c` or `-` for one whose text was given otherwise.
    public var script: String
    public var arguments: [String]
    /// The text of a script that has no file.
    public var text: String?
    /// The server it ran against, see ``Job/server``.
    public var server: String
    public var started: Date
    /// When it ended the last time; nil while it runs, and for good where its process was killed.
    public var finished: Date?
    /// The exit code it ended with.
    public var exit: Int32?
    /// It came to an end of its own, a script's own `exit 10` for instance, whatever ``exit`` is.
    public var hasEnded: Bool
    /// A process that is alive runs it now.
    public var isRunning: Bool
    /// How many of its submits stand where; states without one are left out, and so is a submit of which nobody knows
    /// the outcome once another was sent in its place.
    public var jobs: [Job.State: Int]
    /// Credits: what its jobs cost, those whose outcome is not known at their price, also where another was sent in
    /// their place, those that failed at nothing.
    public var spent: Int

    /// It did not come to its end: it was cut short, or something failed that ended it.
    public var isUnfinished: Bool { exit != 0 && !hasEnded }
}
