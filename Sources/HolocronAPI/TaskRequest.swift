import OrderedCollections

/// The body of `POST task`. Source: contract §2.
public struct TaskRequest: Sendable, Hashable {
    public var action: String
    /// An object; the names and types are the action's.
    public var params: JSON
    /// The credential that an action with `auth_mode` required runs under; left out when nil.
    public var credential: String?

    public init(action: String, params: JSON, credential: String? = nil) {
        self.action = action
        self.params = params
        self.credential = credential
    }

    /// `{"action_id":…,"params":…}`, unset keys left out.
    public var json: JSON {
        var fields: OrderedDictionary<String, JSON> = ["action_id": .string(action), "params": params]
        if let credential { fields["credential_id"] = .string(credential) }
        return .object(fields)
    }
}
