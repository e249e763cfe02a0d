import Foundation
import Glibc
import HolocronAPI
import OrderedCollections
import TestFolders

/// Chromium without a window, driven over its remote debugging pipe.
final class Browser: Sendable {
    static let program = ["chromium", "chromium-browser", "google-chrome"].map { "/usr/bin/" + $0 }
        .first { access($0, X_OK) == 0 }

    private let child: Child
    private let folder: String
    private let (input, output): (Int32, Int32)
    private let session: String

    /// A page of its own, and nothing kept once `body` returns.
    static func with(_ body: (Browser) async throws -> Void) async throws {
        let browser = try await Browser()
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(browser))
        } catch {
            result = .failure(error)
        }
        browser.close()
        try result.get()
    }

    private init() async throws {
        folder = TestFolder.path("browser")
        let (requests, answers, quiet) = (Pipe(), Pipe(), Glibc.open("/dev/null", O_RDWR | O_CLOEXEC))
        defer { Glibc.close(quiet) }
        let words =
            [Browser.program ?? "chromium", "--headless=new", "--no-sandbox", "--remote-debugging-pipe"]
            + ["--disable-gpu", "--no-first-run", "--user-data-dir=\(folder)", "about:blank"]
        child = try Child(
            words, environment: ["HOME": folder, "PATH": "/usr/bin:/bin"],
            files: [
                quiet, quiet, quiet, requests.fileHandleForReading.fileDescriptor,
                answers.fileHandleForWriting.fileDescriptor,
            ])
        input = dup(requests.fileHandleForWriting.fileDescriptor)
        output = dup(answers.fileHandleForReading.fileDescriptor)
        _ = fcntl(output, F_SETFL, O_NONBLOCK)
        let pipe = BrowserPipe(input: input, output: output)
        let target = try await pipe.call("Target.createTarget", ["url": "about:blank"])["targetId"] ?? .null
        let attached = try await pipe.call("Target.attachToTarget", ["targetId": target, "flatten": true])
        session = attached["sessionId"]?.text ?? ""
    }

    private func close() {
        child.kill()
        Glibc.close(input)
        Glibc.close(output)
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func call(_ method: String, _ parameters: JSON) async throws -> JSON {
        try await BrowserPipe(input: input, output: output).call(method, parameters, session: session)
    }
}

extension Browser {
    /// Loads a page.
    func open(_ address: String) async throws {
        _ = try await call("Page.navigate", ["url": .string(address)])
        try await settle()
    }

    /// The size of the window in CSS pixels, and the colours that the system asks for.
    func show(width: Int, isDark: Bool) async throws {
        let size: JSON = [
            "width": .integer(Int64(width)), "height": 900, "deviceScaleFactor": 1,
            "mobile": .bool(width < 600),
        ]
        _ = try await call("Emulation.setDeviceMetricsOverride", size)
        let scheme: JSON = ["name": "prefers-color-scheme", "value": isDark ? "dark" : "light"]
        _ = try await call("Emulation.setEmulatedMedia", ["features": [scheme]])
    }

    /// What a JavaScript expression gives.
    @discardableResult
    func evaluate(_ script: String) async throws -> JSON {
        let answer = try await call(
            "Runtime.evaluate", ["expression": .string(script), "returnByValue": true])
        if let details = answer["exceptionDetails"] { throw BrowserError(reason: details.encoded()) }
        return answer["result"]?["value"] ?? .null
    }

    /// The text that a reader sees.
    func text() async throws -> String { try await evaluate("document.body.innerText").text ?? "" }

    /// Clicks in the middle of the first element that a selector finds, as a mouse does, and waits for what that loads.
    func click(_ selector: String) async throws {
        let script = """
            (() => { const e = document.querySelector(\(JSON.string(selector).encoded()));
            e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect();
            return [r.x + r.width / 2, r.y + r.height / 2]; })()
            """
        let place = try await evaluate(script).items ?? []
        for type in ["mousePressed", "mouseReleased"] {
            _ = try await call(
                "Input.dispatchMouseEvent",
                [
                    "type": .string(type), "x": place[0], "y": place[1], "button": "left", "clickCount": 1,
                ])
        }
        try await Task.sleep(for: .milliseconds(100))
        try await settle()
    }

    /// Types into the first field that a selector finds, in place of what is there.
    func type(_ text: String, into selector: String) async throws {
        try await evaluate("document.querySelector(\(JSON.string(selector).encoded())).select()")
        _ = try await call("Input.insertText", ["text": .string(text)])
    }

    /// The whole page as a PNG.
    func screenshot(_ file: String) async throws {
        let answer = try await call(
            "Page.captureScreenshot", ["format": "png", "captureBeyondViewport": true])
        try Data(base64Encoded: answer["data"]?.text ?? "")?.write(to: URL(filePath: file))
    }

    private func settle() async throws {
        for _ in 0..<1000 {
            if try await evaluate("document.readyState + location.href") != "completeabout:blank",
                try await evaluate("document.readyState") == "complete"
            {
                return
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw BrowserError(reason: "the page does not load")
    }
}

struct BrowserError: Error {
    let reason: String
}

/// The protocol of the pipe: JSON, each message ended by a zero byte.
private struct BrowserPipe {
    let input: Int32
    let output: Int32

    func call(_ method: String, _ parameters: JSON, session: String? = nil) async throws -> JSON {
        let id = Int64.random(in: 1...1_000_000_000)
        var fields: [(String, JSON)] = [
            ("id", .integer(id)), ("method", .string(method)), ("params", parameters),
        ]
        if let session { fields.append(("sessionId", .string(session))) }
        let text = JSON.object(.init(uniqueKeysWithValues: fields)).encoded()
        let bytes = Array(text.utf8) + [0]
        guard write(input, bytes, bytes.count) == bytes.count else {
            throw BrowserError(reason: "the browser is gone")
        }
        while true {
            let answer = try await message()
            guard answer["id"]?.integer == Int(id) else { continue }
            if let error = answer["error"] { throw BrowserError(reason: "\(method): \(error.encoded())") }
            return answer["result"] ?? [:]
        }
    }

    /// The next message; events are among them.
    private func message() async throws -> JSON {
        var bytes: [UInt8] = []
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            // A byte at a time, so that nothing of the next message is taken.
            var piece = [UInt8](repeating: 0, count: 1)
            let count = read(output, &piece, 1)
            if count == 1 {
                if piece[0] == 0 { return try JSON(parsing: bytes) }
                bytes.append(piece[0])
            } else if count == 0 || ContinuousClock.now > deadline {
                throw BrowserError(reason: "the browser does not answer")
            } else {
                try await Task.sleep(for: .milliseconds(5))
            }
        }
    }
}
