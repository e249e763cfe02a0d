extension CommandTable {
    /// The commands that every session has.
    package static let standardRows: [CommandRow] =
        [
            .submit, .await, .run, .jobs, .job, .result, .runs, .resume, .cost, .spend,
            .actions, .describe,
            .login, .logout, .status, .use, .vars, .history, .help, .clear, .exit,
            .as, .save, .where, .map, .select, .sort, .group, .print, .plan,
        ] + FunctionRow.standard.map(\.command)
}
