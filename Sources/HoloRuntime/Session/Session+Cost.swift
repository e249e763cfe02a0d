package import HoloLang

extension Session {
    /// What a text would cost if it were run now, with the variables of the session; nothing is submitted.
    package func cost(of source: Source) throws(Stop) -> PlannedCost {
        let recorder = PlanRecorder()
        let session = Session(planning: self, recorder)
        try session.run(try session.prepare(source))
        return PlannedCost(recorder)
    }

    /// Whether a text can be run as it stands.
    package func check(text source: Source) throws(Stop) { _ = try prepare(source) }
}
