import Foundation
import Glibc

/// Ends a program at one of its calls to the C library, counted over all of its threads.
///
/// strace counts the calls of each thread by itself, so that with several threads some calls are met twice and others
/// never; a library that is laid before the C library has one count.
enum KillAt {
    /// Which calls are counted.
    enum Calls: String, Sendable {
        /// `fsync` and `fdatasync`
        case sync
        /// `pwrite`, which is how SQLite writes.
        case page
        /// `write`, `writev` and the `send` family, which are how requests leave.
        case send
    }

    /// What to add to a program's environment; nil where no compiler makes the library.
    static func environment(_ calls: Calls, at step: Int) async throws -> [String: String]? {
        guard let library = try await library.value else { return nil }
        return ["LD_PRELOAD": library, "KILL_AT_CALL": calls.rawValue, "KILL_AT_STEP": "\(step)"]
    }

    private static let scratch = Scratch()

    private static let library = Task<String?, any Error> {
        let source = scratch.folder + "/killat.c"
        let library = scratch.folder + "/killat.so"
        try Data(text.utf8).write(to: URL(filePath: source))
        for compiler in ["cc", "clang"] {
            let words = [compiler, "-O1", "-shared", "-fPIC", "-o", library, source, "-ldl"]
            let child = try? Child(words, ["PATH": "/usr/bin:/bin"], in: scratch.folder)
            if try await child?.ending() == .exit(0) { return library }
        }
        return nil
    }

    private static let text = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <signal.h>
        #include <stdatomic.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/socket.h>
        #include <sys/types.h>
        #include <sys/uio.h>
        #include <unistd.h>

        static atomic_long calls;

        static void count(const char *call) {
            const char *wanted = getenv("KILL_AT_CALL"), *step = getenv("KILL_AT_STEP");
            if (!wanted || !step || strcmp(wanted, call)) return;
            if (atomic_fetch_add(&calls, 1) + 1 == atol(step)) kill(getpid(), SIGKILL);
        }

        #define COUNTED(call, result, name, parameters, ...) \\
            result name parameters { \\
                static result (*real) parameters; \\
                if (!real) *(void **)&real = dlsym(RTLD_NEXT, #name); \\
                count(call); \\
                return real(__VA_ARGS__); \\
            }

        COUNTED("sync", int, fsync, (int file), file)
        COUNTED("sync", int, fdatasync, (int file), file)
        COUNTED("page", ssize_t, pwrite, (int file, const void *bytes, size_t size, off_t at), file, bytes, size, at)
        COUNTED("page", ssize_t, pwrite64, (int file, const void *bytes, size_t size, off64_t at), file, bytes, size, at)
        COUNTED("send", ssize_t, write, (int file, const void *bytes, size_t size), file, bytes, size)
        COUNTED("send", ssize_t, writev, (int file, const struct iovec *parts, int number), file, parts, number)
        COUNTED("send", ssize_t, send, (int file, const void *bytes, size_t size, int how), file, bytes, size, how)
        COUNTED("send", ssize_t, sendto, (int file, const void *bytes, size_t size, int how,
            const struct sockaddr *to, socklen_t length), file, bytes, size, how, to, length)
        COUNTED("send", ssize_t, sendmsg, (int file, const struct msghdr *message, int how), file, message, how)

        """
}
