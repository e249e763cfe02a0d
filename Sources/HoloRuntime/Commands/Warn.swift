extension CommandRow {
    static let warn = CommandRow(
        "warn", .text, "Writes a line to the person, not to the data.",
        examples: ["warn \"only 3 of 5 were found\"", "warn 'no city for' $env.USER"], takesInput: true
    ) { parameters in
        let values = parameters.rest("VALUE", .value, "what to say")
        return .immediate { (call) throws(Stop) in
            let text = call.said(call[values])
            call.context.host.say("warning: \(text)")
            return .null
        }
    }

    static let fail = CommandRow(
        "fail", .text, "Ends the script with an error, which try can catch.",
        examples: ["fail \"there is no input\"", "fail 'the list is empty' --code EMPTY"], takesInput: true
    ) { parameters in
        let values = parameters.rest("VALUE", .value, "what went wrong")
        let code = parameters.option("code", .text, default: "FAILED", "what e.code is where it is caught")
        return .immediate { (call) throws(Stop) in
            let text = call.said(call[values])
            throw .failed(call[code], text.isEmpty ? "the script failed" : text, exit: .assertion)
        }
    }

    static let notify = CommandRow(
        "notify", .text, "Tells the person in another window: through the terminal or the desktop.",
        examples: ["notify 'the batch is done'", "notify \"$env.USER, look here\""], takesInput: true
    ) { parameters in
        let values = parameters.rest("VALUE", .value, "what to say")
        return .immediate { (call) throws(Stop) in
            let text = call.said(call[values])
            let host = call.context.host
            if !host.notify(text), call.context.environment["DBUS_SESSION_BUS_ADDRESS"] != nil {
                let program = ChildProgram(arguments: ["notify-send", "--app-name=holo", "--", text])
                _ = try? program.run([], call.context.interrupt)
            }
            host.say(text)
            return .null
        }
    }
}

extension Call {
    /// What is piped in and the arguments, as one text.
    fileprivate func said(_ values: [Value]) -> String {
        ((input.map { [$0] } ?? []) + values).map(\.text).joined(separator: " ")
    }
}
