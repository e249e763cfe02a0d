import FoundationEssentials
import HoloLang
import HoloRuntime
import HolocronAPI
import HolocronClient

extension Doctor {
    /// The server in use, asked something that costs nothing, and its clock beside this one.
    var server: [Finding] {
        let profile = context.connector.profile
        let name = profile.isLocal ? "the local Holocron" : profile.url
        guard context.connector.hasKey else {
            return [.warn("server", "\(name) was not asked, for want of a key", next: "login")]
        }
        if !profile.isLocal { context.host.note("asking \(name), which costs nothing") }
        do throws(Stop) {
            let client = try context.connection().client
            let check = try context.interrupt.waiting { () async throws(Stop) in
                do throws(ClientError) { return try await client.check() } catch { throw Stop(error) }
            }
            return [answer(check, name)] + clock(check, isLocal: profile.isLocal)
        } catch {
            return [unreachable(error, name)]
        }
    }

    /// A check that advises itself would go in a circle.
    private func unreachable(_ stop: Stop, _ name: String) -> Finding {
        var finding = Finding.fail("server", stop)
        guard finding.next == "doctor" else { return finding }
        finding.next =
            "is \(name) the right address, and is a proxy or firewall before it?\n"
            + "!curl -sS -o /dev/null -w '%{http_code}\\n' \(quoted(name))\nuse local"
        return finding
    }

    private func answer(_ check: ServerCheck, _ name: String) -> Finding {
        let time = check.roundTrip.inSeconds
        let way = check.isEncrypted ? " over TLS" : ""
        switch check.verdict {
        case .accepted: return .ok("server", "\(name) answered\(way) after \(time) and takes the key")
        case .refused(let error):
            return .fail(
                "server", "\(name) answered\(way), and does not take the key: \(error.message)",
                next: "login",
                exit: .authentication)
        case .unclear(let why):
            return .warn(
                "server", "\(name) answered\(way), and whether it takes the key is not clear: \(why)",
                next: "is \(name) the API? --api-url and config.yaml say where it is")
        }
    }

    private func clock(_ check: ServerCheck, isLocal: Bool) -> [Finding] {
        guard !isLocal else { return [] }
        guard let date = check.date else {
            return [.ok("clock", "the server did not say what time it has")]
        }
        // The server's is in whole seconds, from when it answered.
        let skew = Int((Date.now.timeIntervalSince1970 - date - 0.5).rounded())
        let text =
            abs(skew) <= 1
            ? "as the server's" : "\(abs(skew)) s \(skew > 0 ? "ahead of" : "behind") the server's"
        switch abs(skew) {
        case ...5: return [.ok("clock", text)]
        case ...300: return [.warn("clock", text, next: "!timedatectl set-ntp true")]
        default: return [.fail("clock", text, next: "!timedatectl set-ntp true")]
        }
    }
}
