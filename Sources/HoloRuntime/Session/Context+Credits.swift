import HolocronAPI
package import HolocronJobs

extension Context {
    /// The credits were taken. The local Holocron is asked before a prompt instead.
    func charge(_ job: Job) {
        guard !connector.profile.isLocal else { return }
        if let balance, let cost = job.cost { self.balance = balance - cost }
    }

    /// The job ended; a failed one gave its credits back.
    package func settle(_ job: Job) {
        if !connector.profile.isLocal, job.state == .failed { balance = nil }
    }

    /// A 402 is the one place where the API says what the account has.
    func noteBalance(in error: JobsError) {
        if case .credits(let error) = error, let balance = error.balance { self.balance = balance }
    }

    /// The local Holocron can be asked.
    @discardableResult
    package func updateLocalBalance() -> Bool {
        guard connector.profile.isLocal, let balance = connector.local?.balance() else { return false }
        self.balance = balance
        return true
    }
}
