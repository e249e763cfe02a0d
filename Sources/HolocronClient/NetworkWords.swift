import AsyncHTTPClient
import Glibc
import NIOCore
import NIOPosix

extension ClientError {
    /// Sorts what the network libraries throw.
    /// - Parameters:
    ///   - isConnected: the connection is known to have been there.
    ///   - status: that of an answer that had begun.
    init(_ error: any Error, isConnected: Bool, status: Int?) {
        switch error {
        case let error as ClientError: self = error
        case let what as Unreadable:
            self = .unreadable(status: status ?? 0, what: what, requestID: nil, retryAfter: nil)
        case is CancellationError: self = .cancelled
        case let error as HTTPClientError where error == .cancelled: self = .cancelled
        case let error as HTTPClientError where error == .deadlineExceeded: self = .timedOut
        case _ where !isConnected && ClientError.isConnecting(error):
            self = .cannotConnect(why: networkWords(error))
        default:
            if let status {
                self = .unreadable(status: status, what: .cut, requestID: nil, retryAfter: nil)
            } else {
                self = .cut(why: networkWords(error))
            }
        }
    }

    private static func isConnecting(_ error: any Error) -> Bool {
        if error is NIOConnectionError { return true }
        // What an address without a name fails with.
        if let error = error as? IOError {
            return [ECONNREFUSED, ENETUNREACH, EHOSTUNREACH, EADDRNOTAVAIL].contains(error.errnoCode)
        }
        guard let error = error as? HTTPClientError else { return "\(type(of: error))".contains("SSL") }
        return error == .connectTimeout || error == .getConnectionFromPoolTimeout
            || error == .tlsHandshakeTimeout
    }
}

/// What a network error says, as the rest of a sentence.
func networkWords(_ error: any Error) -> String {
    switch error {
    case let error as ClientError: error.message
    case let error as Unreadable: "it sent \(error.words)"
    case let error as NIOConnectionError: connectionWords(error)
    case let error as IOError: reasonWords(error.errnoCode)
    case let error as HTTPClientError: httpWords(error)
    case _ where "\(type(of: error))".contains("SSL"): "no trusted TLS connection"
    default: "\(error)"
    }
}

private func connectionWords(_ error: NIOConnectionError) -> String {
    if let failure = error.connectionErrors.first {
        return networkWords(failure.error)
    }
    return error.dnsAError == nil && error.dnsAAAAError == nil
        ? "\(error.host) has no address" : "the name \(error.host) cannot be found"
}

private func httpWords(_ error: HTTPClientError) -> String {
    switch error {
    case .connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout: "no connection in time"
    case .deadlineExceeded, .readTimeout: "no answer in time"
    case .remoteConnectionClosed: "the server closed the connection"
    case .cancelled: "stopped"
    default: error.shortDescription
    }
}
