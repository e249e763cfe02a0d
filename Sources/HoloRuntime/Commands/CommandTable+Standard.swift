extension CommandTable {
    /// The commands that every session has.
    package static let standardRows: [CommandRow] =
        [
            .submit, .await, .run, .jobs, .job, .result, .runs, .resume, .cost, .spend,
            .actions, .describe, .sites, .connect, .identities,
            .login, .logout, .status, .use, .vars, .history, .export, .help, .clear, .exit,
            .read, .save, .append, .where, .select, .sort, .map, .group, .as, .lines, .join, .diff, .jq,
            .print, .warn, .fail, .wait, .notify, .plan, .check, .fmt, .test,
        ] + functionRows

    /// Functions that are more as a command have a row of their own above.
    private static let functionRows = FunctionRow.standard.filter { !["join", "lines"].contains($0.name) }
        .map(\.command)
}
