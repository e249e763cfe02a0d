import OrderedCollections

extension CommandRow {
    static let append = CommandRow(
        "append", .data, "Adds rows or lines to the end of a file; a run that is resumed adds none twice.",
        examples: [
            "{name: 'Ada', city: 'London'} | append people.csv",
            "run hn_stories limit=5 | append stories.ndjson",
        ],
        takesInput: true
    ) { parameters in
        let file = parameters.required("FILE", .file, "ndjson, csv, tsv, txt or md; made if it is not there")
        let format = parameters.option("as", .fileFormat, "the format, whatever the name ends with")
        let isRaw = parameters.flag("raw", "csv and tsv: leave text that a spreadsheet would run as it is")
        return .immediate { (call) throws(Stop) in
            guard let input = call.input else {
                throw .failed(
                    "NO_INPUT", "append needs rows to add", next: "$last.result | append \(call[file])")
            }
            let format = try Format(call[format], ofFile: call[file], for: "append")
            let appending = Appending(
                format: format, options: WriteOptions(isRaw: call[isRaw]), name: call[file])
            let isNew = try call.append(input, appending)
            let count = if case .list(let items) = input { items.count } else { 1 }
            call.noteAppended(count, to: call[file], isNew: isNew)
            return call.answer(["appended": .integer(isNew ? count : 0)])
        }
    }
}

extension Call {
    /// Whether the rows were written now, and not by this run before it was resumed.
    fileprivate func append(_ value: Value, _ appending: Appending) throws(Stop) -> Bool {
        let files = context.files
        // What cannot be added at all is found before a file is made.
        let content = try appending.bytes(adding: value, to: [])
        guard context.connector.tape.player == nil, let log = context.run?.appends else {
            return try files.append(value, to: appending.name, appending, log: nil, slot: "")
        }
        let slot = log.slot(
            file: Files.absolute(appending.name), keys: scope.keys, content: content,
            folder: context.paths.data)
        return try files.append(value, to: appending.name, appending, log: log, slot: slot)
    }

    fileprivate func noteAppended(_ count: Int, to file: String, isNew: Bool) {
        guard !scope.isInBatch else { return }
        let what = count == 1 ? "1 row" : "\(count) rows"
        context.host.note(isNew ? "appended \(what) to \(file)" : "\(file) has \(what) of this run already")
    }
}
