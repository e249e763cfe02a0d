package import HoloLang
import OrderedCollections

/// What a program costs before it runs, in credits.
package struct PlannedCost: Sendable, Equatable {
    package var least: Int
    /// Nil where it depends on results how often a loop goes round, or where a price is not known.
    package var most: Int?

    /// `12 cr`, `4 to 12 cr`, `4 cr or more`
    package var text: String {
        guard let most else { return "\(least) cr or more" }
        return least == most ? "\(least) cr" : "\(least) to \(most) cr"
    }

    /// It pays for nothing, whatever happens.
    package var isNothing: Bool { most == 0 }

    init(_ recorder: PlanRecorder) {
        let lines = recorder.all.values
        least = lines.reduce(0) { $0 + ($1.price ?? 0) * $1.least }
        let isOpen = lines.contains { $0.isOpen || $0.price == nil }
        most = isOpen ? nil : lines.reduce(0) { $0 + ($1.price ?? 0) * $1.most }
    }
}

extension Context {
    /// What a script costs with the arguments of the process line, without a submit.
    package func cost(of source: Source) throws(Stop) -> PlannedCost {
        let recorder = PlanRecorder()
        let session = Session(context: planning(recorder))
        try session.runWithArguments(try session.prepare(source))
        return PlannedCost(recorder)
    }
}
