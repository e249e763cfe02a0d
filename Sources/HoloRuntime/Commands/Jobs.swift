import HolocronJobs

extension CommandRow {
    static let jobs = CommandRow(
        "jobs", .jobs, "Lists the jobs that were submitted to this server, newest first.",
        examples: ["jobs", "jobs --limit 100 | save jobs.json"], need: .server, columns: Job.fieldNames
    ) { parameters in
        let limit = parameters.option("limit", .integer(1...10_000), default: 20, "most rows")
        return .immediate { (call) throws(Stop) in
            let jobs = try call.context.connection().jobs
            do throws(JobsError) {
                return .list(try jobs.jobs(limit: call[limit]).map { .job($0) })
            } catch {
                throw Stop(error)
            }
        }
    }

    static let job = CommandRow(
        "job", .jobs, "Shows all that is known of one job; asks the server if it is not finished.",
        examples: ["job 7c3f1a2b", "job $last"], need: .server
    ) { parameters in
        let reference = parameters.optional("JOB", .job, "which one; the last job when none is named")
        return .waiting { (call) async throws(Stop) in
            let job = try await call.context.job(call[reference])
            return .record(try await call.context.refreshed(job).record)
        }
    }

    static let result = CommandRow(
        "result", .jobs, "Gives the result of a finished job from the journal, without asking the server.",
        examples: ["result 7c3f1a2b", "result $last | as json"], need: .server
    ) { parameters in
        let reference = parameters.optional("JOB", .job, "which one; the last job when none is named")
        return .waiting { (call) async throws(Stop) in
            let job = try await call.context.job(call[reference])
            return try call.context.field("result", of: job, optional: false)
        }
    }
}
