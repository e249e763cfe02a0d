import HoloLang
import HolocronAPI
import HolocronClient
import HolocronJobs

extension CommandRow {
    static let submit = CommandRow(
        "submit", .jobs, "Submits an action as a job and gives the job; the credits are taken at once.",
        examples: [
            "submit li_profile_scrape profile_url=https://www.linkedin.com/in/example",
            "submit hn_stories limit=5",
        ], need: .action
    ) { parameters in
        let request = SubmitParameters(&parameters)
        return .waiting { (call) async throws(Stop) in .job(try await request.submit(call)) }
    }
}

/// The parameters that `submit` and `run` share.
struct SubmitParameters: Sendable {
    let order: OrderParameters
    let reuses: Handle<Bool>
    let isFresh: Handle<Bool>

    init(_ parameters: inout Parameters) {
        order = OrderParameters(&parameters)
        reuses = parameters.flag("reuse", "take the job that did the same within a day, if there is one")
        isFresh = parameters.flag("fresh", "pay again, whatever was paid for before")
    }

    /// Checks everything, then sends it once.
    func submit(_ call: Call) async throws(Stop) -> Job {
        let order = try await order.order(call)
        try call.context.checkHasNoKey(order.request)
        let jobs = try call.context.connection().jobs
        do {
            if let paid = try await paid(order, jobs, call) {
                call.context.remember(paid, asLast: true)
                return paid
            }
            return try await send(order, jobs, call)
        } catch let error as JobsError {
            call.context.noteBalance(in: error)
            throw await call.context.advised(Stop(error, at: call), on: order.request.action)
        } catch let error as Stop {
            throw error
        } catch {
            throw .failed("INTERNAL", "\(error)", exit: .network)
        }
    }

    private func send(_ order: Order, _ jobs: JobStore, _ call: Call) async throws(JobsError) -> Job {
        let context = call.context
        let slot = try await context.run?.slot(for: order.request, call.scope, jobs)
        let job = try await jobs.submit(
            order.request, price: order.price, in: slot, budgets: context.budgets(call.scope),
            resendUnknown: context.policy.resendsUnknown
        ) { wait, error in
            context.host.note("\(error.message) Sending it again in \(wait.inSeconds).")
        }
        context.remember(job, asLast: true)
        context.log.note(job)
        context.charge(job)
        if job.state == .accepted { context.host.submitted(job, to: jobs) }
        return job
    }

    /// The job that did the same within a day, where it is to be taken instead of paying again.
    private func paid(_ order: Order, _ jobs: JobStore, _ call: Call) async throws -> Job? {
        guard call[reuses] || call.context.offersPaid && !call[isFresh] else { return nil }
        let tape = call.context.connector.tape
        if call[reuses] { try await tape.restore(order.request, in: jobs) }
        guard let job = try jobs.alreadyPaid(order.request) else { return nil }
        if call[reuses] {
            tape.keep(job, for: order.request)
            return job
        }
        throw Stop.failed(
            "ALREADY_PAID",
            "job \(job.label) did the same within a day\(job.cost.map { " for \($0) cr" } ?? "")",
            next: call.place.typed.map { "\($0) --reuse\n\($0) --fresh" }
                ?? "--reuse takes its result, --fresh pays again")
    }
}

/// An action with its parameters, checked and priced.
struct Order: Sendable {
    var request: TaskRequest
    var price: Int?
}

/// `ACTION k=v…`
struct OrderParameters: Sendable {
    let action: Handle<String>
    let assignments: Handle<[Assignment]>

    init(_ parameters: inout Parameters) {
        action = parameters.required("ACTION", .action, "what to run")
        assignments = parameters.assignments("the action's parameters: k=text, k:=json, k=@file, k:=@file")
    }

    func order(_ call: Call) async throws(Stop) -> Order {
        let known = try await call.context.connection().catalogue.action(call[action])
        let params = try Params.record(call[assignments], for: known)
        if let known { try ParameterCheck(action: known).check(params) }
        let request = TaskRequest(action: call[action], params: Value.record(params).json)
        return Order(request: request, price: known?.credits)
    }
}

extension Context {
    /// What is submitted is in the journal, and an API key never is.
    fileprivate func checkHasNoKey(_ request: TaskRequest) throws(Stop) {
        let secrets = connector.keys.secrets
        guard secrets.isIn(request.params.encoded()), case .object(let params) = request.params else {
            return
        }
        let name =
            params.first { secrets.isIn($0.value.encoded()) || secrets.isIn($0.key) }?.key ?? "a parameter"
        throw .failed(
            "KEY_IN_PARAMS", "\(name) has the API key in it, and parameters are kept in the journal",
            next: "leave it out: each request has the key in its head", exit: .usage)
    }

    /// The error with a next step that knows the action, and that this machine's own Holocron gives credits itself.
    fileprivate func advised(_ stop: Stop, on action: String) async -> Stop {
        guard case .failure(var failure) = stop else { return stop }
        switch failure.exit {
        case .credits where connector.profile.isLocal:
            let page = try? await connection().client.dashboard()
            failure.next = page.map { "add credits at \($0)#credits" }
        case .usage where failure.code != "NOT_FOUND":
            failure.next = "describe \(action)"
        default: break
        }
        return .failure(failure)
    }
}

extension Failure.Place {
    /// The command where it stands on one line.
    fileprivate var typed: String? {
        let text = source.text(range)
        return text.contains("\n") ? nil : text
    }
}
