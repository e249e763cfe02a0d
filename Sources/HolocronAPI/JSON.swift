public import OrderedCollections
public enum JSON: Sendable { case object(OrderedDictionary<String, JSON>) }
