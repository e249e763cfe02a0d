import Glibc

/// What is known of the terminal behind a file descriptor.
package enum TerminalInfo {
    package struct Size: Sendable, Equatable {
        package var columns: Int
        package var rows: Int

        package init(columns: Int, rows: Int) {
            self.columns = columns
            self.rows = rows
        }
    }

    package static func isTerminal(_ fd: Int32) -> Bool { isatty(fd) == 1 }

    /// Forgets what was typed and not read yet.
    package static func discardInput(_ fd: Int32) { tcflush(fd, TCIFLUSH) }

    /// The size of the terminal, else `COLUMNS` and `LINES`, else 80 × 24.
    package static func size(
        _ fd: Int32, environment: (String) -> String? = environmentVariable
    ) -> Size {
        var window = winsize()
        if ioctl(fd, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 {
            return Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
        }
        func positive(_ name: String) -> Int? {
            environment(name).flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        }
        return Size(columns: positive("COLUMNS") ?? 80, rows: positive("LINES") ?? 24)
    }

    /// Whether `TERM` says that the cursor cannot be moved.
    package static func isDumb(_ environment: (String) -> String? = environmentVariable) -> Bool {
        ["", "dumb"].contains(environment("TERM") ?? "")
    }

    package static func environmentVariable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
