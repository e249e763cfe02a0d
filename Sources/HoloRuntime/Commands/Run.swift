extension CommandRow {
    static let run = CommandRow(
        "run", .jobs, "Submits an action, waits for it and gives its result.",
        examples: [
            "run am_search_products query=headphones limit=5",
            "run hn_stories limit=10 | save stories.json",
        ], need: .action
    ) { parameters in
        let request = SubmitParameters(&parameters)
        let timeout = parameters.option("timeout", .duration, "stop waiting after this; the job goes on")
        return .waiting { (call) async throws(Stop) in
            let job = try await request.submit(call)
            return try await results(of: [.job(job)], timeout: call[timeout], call)
        }
    }
}
