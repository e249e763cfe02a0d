import HolocronAPI
import HolocronJobs

extension CommandRow {
    static let submit = CommandRow(
        "submit", .jobs, "Submits an action as a job and gives the job; the credits are taken at once.",
        examples: [
            "submit li_profile_scrape profile_url=https://www.linkedin.com/in/example", "submit hn_stories limit=5",
        ], need: .action
    ) { parameters in
        let request = SubmitParameters(&parameters)
        return .waiting { (call) async throws(Stop) in .job(try await request.submit(call)) }
    }
}

/// The parameters that `submit` and `run` share.
struct SubmitParameters: Sendable {
    let action: Handle<String>
    let assignments: Handle<[Assignment]>

    init(_ parameters: inout Parameters) {
        action = parameters.required("ACTION", .action, "what to run")
        assignments = parameters.assignments("the action's parameters: k=text, k:=json, k=@file, k:=@file")
    }

    /// Checks everything, then sends it once.
    func submit(_ call: Call) async throws(Stop) -> Job {
        let context = call.context
        let connection = try context.connection()
        let known = try await connection.catalogue.action(call[action])
        let params = try Params.record(call[assignments], for: known)
        if let known { try ParameterCheck(action: known).check(params) }
        let request = TaskRequest(action: call[action], params: Value.record(params).json)
        do {
            let job = try await connection.jobs.submit(request, price: known?.credits) { wait, error in
                context.host.note("\(error.message) Sending it again in \(wait.inSeconds).")
            }
            context.remember(job, asLast: true)
            context.charge(job)
            return job
        } catch {
            context.noteBalance(in: error)
            throw Stop(error)
        }
    }
}
