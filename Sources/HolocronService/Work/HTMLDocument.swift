import CLibXML

/// A page of HTML or XML that answers XPath expressions; used by the task that made it.
@safe final class HTMLDocument {
    /// An element of the page; not to be used after the page is gone.
    @safe struct Node {
        fileprivate let pointer: OpaquePointer
    }

    /// What an expression selects or computes.
    enum Match {
        case nodes([Node], text: String?)
        case text(String)
    }

    static var isAvailable: Bool { holo_xml_is_available() }

    /// Whether a text is an XPath expression.
    static func understands(_ expression: String) -> Bool {
        HTMLDocument("<p></p>")?.match(expression) != nil
    }

    private let document: OpaquePointer

    /// Nil when there is nothing to parse; XML is read as far as it goes.
    init?(_ text: String, isXML: Bool = false) {
        var text = text
        let parsed = text.withUTF8 { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) {
                unsafe holo_xml_parse($0.baseAddress, $0.count, isXML)
            }
        }
        guard let parsed = unsafe parsed else { return nil }
        unsafe document = parsed
    }

    deinit {
        unsafe holo_xml_free_document(document)
    }

    /// Nil when the expression is wrong.
    func match(_ path: String, in node: Node? = nil) -> Match? {
        guard let value = unsafe holo_xml_evaluate(document, node?.pointer, path) else { return nil }
        defer { unsafe holo_xml_free_value(value) }
        guard unsafe holo_xml_is_nodes(value) else { return .text(unsafe HTMLDocument.text(of: value)) }
        let nodes = unsafe (0..<holo_xml_node_count(value)).compactMap { index in
            unsafe holo_xml_node_at(value, index).map { unsafe Node(pointer: $0) }
        }
        return .nodes(nodes, text: nodes.isEmpty ? nil : unsafe HTMLDocument.text(of: value))
    }

    private static func text(of value: OpaquePointer) -> String {
        guard let text = unsafe holo_xml_text(value) else { return "" }
        defer { unsafe holo_xml_free_text(text) }
        return unsafe String(cString: text)
    }
}

extension HTMLDocument {
    /// The elements an expression selects, in the order of the page.
    func nodes(_ path: String, in node: Node? = nil) -> [Node] {
        guard case .nodes(let nodes, _) = match(path, in: node) else { return [] }
        return nodes
    }

    /// The text of the first thing an expression selects, or what it computes.
    func text(_ path: String, in node: Node? = nil) -> String? {
        switch match(path, in: node) {
        case .nodes(_, let text): return text
        case .text(let text): return text
        case nil: return nil
        }
    }
}
