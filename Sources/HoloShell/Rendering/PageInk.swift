import HoloRuntime
import HoloTerm

extension [PageText.Piece] {
    /// The line in the colours of what its parts are.
    func visible(colour: Bool) -> VisibleText {
        map { VisibleText($0.text).styled($0.role.style, colour: colour) }.joined()
    }
}

extension PageText.Role {
    fileprivate var style: Style? {
        switch self {
        case .text: nil
        case .heading: .bold
        case .name: .cyan
        case .note: .dim
        }
    }
}
