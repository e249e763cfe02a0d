import HolocronAPI
import HolocronJobs
import OrderedCollections

extension CommandRow {
    static let cost = CommandRow(
        "cost", .jobs,
        "Says what a submit would cost and whether the same was paid for already; sends nothing.",
        examples: [
            "cost li_profile_scrape profile_url=https://www.linkedin.com/in/example",
            "cost hn_stories limit=5",
        ], need: .action
    ) { parameters in
        let parts = OrderParameters(&parameters)
        return .waiting { (call) async throws(Stop) in
            let order = try await parts.order(call)
            let jobs = try call.context.connection().jobs
            do throws(JobsError) {
                let paid = try jobs.alreadyPaid(order.request)
                return .record([
                    "action": .string(order.request.action),
                    "credits": order.price.map { .integer($0) } ?? .null,
                    "paid": paid.map { .job($0) } ?? .null,
                ])
            } catch {
                throw Stop(error)
            }
        }
    }

    static let spend = CommandRow(
        "spend", .jobs, "Adds up what was spent, from the journal.", examples: ["spend", "spend --by day"],
        need: .server
    ) { parameters in
        let group = parameters.option(
            "by", .choice(SpendGroup.allCases.map(\.rawValue)), default: SpendGroup.action.rawValue,
            "one row for each")
        return .immediate { (call) throws(Stop) in
            let jobs = try call.context.connection().jobs
            do throws(JobsError) {
                return .list(try jobs.spend(by: SpendGroup(rawValue: call[group]) ?? .action).map(\.value))
            } catch {
                throw Stop(error)
            }
        }
    }
}

extension SpendRow {
    fileprivate var value: Value {
        .record([
            "name": .string(name), "jobs": .integer(jobs), "spent": .integer(spent),
            "refunded": .integer(refunded),
            "unknown": .integer(unknown),
        ])
    }
}
