/// The values of all variables, those of the program first, then those of each function that runs; and what changes at
/// every step of a program.
///
/// The memory is of one size and not touched before it is used, so that no value ever moves. It is reached by a
/// constant pointer, because the checks of a class's variables would take as long as the steps themselves.
@safe struct Slots {
    static let capacity = 1 << 18

    @unsafe private struct State {
        let first: UnsafeMutablePointer<Value?>
        /// The variables of the function that runs; outside of one, those of the program.
        var own: UnsafeMutablePointer<Value?>
        /// How many are in use.
        var count = 0
        /// The functions that run now.
        var depth = 0
        var flow = Flow.next
        var steps: UInt = 0
        /// By index; nil until the program that defines one has begun.
        var functions: [FunctionCode?] = []
    }

    private let state: UnsafeMutablePointer<State>

    init() {
        let first = UnsafeMutablePointer<Value?>.allocate(capacity: Slots.capacity)
        unsafe state = .allocate(capacity: 1)
        unsafe state.initialize(to: State(first: first, own: first))
    }

    init(copying other: Slots) {
        self.init()
        let count = other.count
        unsafe state.pointee.first.initialize(from: other.state.pointee.first, count: count)
        unsafe state.pointee.count = count
        unsafe state.pointee.own += other.state.pointee.own - other.state.pointee.first
        unsafe state.pointee.depth = other.state.pointee.depth
        functions = other.functions
    }

    func free() {
        unsafe state.pointee.first.deinitialize(count: count)
        unsafe state.pointee.first.deallocate()
        unsafe state.deinitialize(count: 1)
        unsafe state.deallocate()
    }

    private(set) var count: Int {
        get { unsafe state.pointee.count }
        nonmutating set { unsafe state.pointee.count = newValue }
    }

    var depth: Int {
        @inline(__always) get { unsafe state.pointee.depth }
        nonmutating set { unsafe state.pointee.depth = newValue }
    }

    var flow: Flow {
        @inline(__always) get { unsafe state.pointee.flow }
        nonmutating set { unsafe state.pointee.flow = newValue }
    }

    var functions: [FunctionCode?] {
        @inline(__always) get { unsafe state.pointee.functions }
        nonmutating set { unsafe state.pointee.functions = newValue }
    }

    /// True now and then, often enough to look whether somebody wants the program to stop.
    @inline(__always)
    func isTimeToLook() -> Bool {
        unsafe state.pointee.steps &+= 1
        return unsafe state.pointee.steps & 0xFF == 0
    }

    /// A variable of the function that runs, or of the program outside of one.
    @inline(__always)
    subscript(slot: Int) -> Value? {
        get { unsafe state.pointee.own[slot] }
        nonmutating set { unsafe state.pointee.own[slot] = newValue }
    }

    /// A variable of the program.
    @inline(__always)
    func outer(_ slot: Int) -> Value? { unsafe state.pointee.first[slot] }

    /// Takes the value out, so that it can be changed in place.
    @inline(__always)
    func take(_ slot: Int) -> Value? {
        unsafe (state.pointee.own + slot).move(leaving: nil)
    }

    /// Makes room for the program's variables; the new ones have no value.
    func reserve(_ wanted: Int) throws(Stop) {
        guard wanted <= Slots.capacity / 2 else {
            throw .failed("TOO_MANY", "a program may have \(Slots.capacity / 2) variables, and this has more")
        }
        if wanted > count { try open(wanted - count) }
    }

    /// Room behind all others for the `size` variables of a function.
    @inline(__always)
    func open(_ size: Int) throws(Stop) {
        let count = count
        guard count + size <= Slots.capacity else { throw .tooDeep }
        let place = unsafe state.pointee.first + count
        for slot in 0..<size { unsafe (place + slot).initialize(to: nil) }
        self.count = count + size
    }

    /// Sets a variable of those that were opened at a place.
    @inline(__always)
    func set(_ slot: Int, openedAt place: Int, to value: Value) {
        unsafe state.pointee.first[place + slot] = value
    }

    /// Lets the function whose variables were opened at a place run.
    @inline(__always)
    func enter(_ place: Int) -> Int {
        let outer = unsafe state.pointee.own - state.pointee.first
        unsafe state.pointee.own = state.pointee.first + place
        unsafe state.pointee.depth += 1
        return outer
    }

    @inline(__always)
    func leave(to outer: Int) {
        unsafe state.pointee.own = state.pointee.first + outer
        unsafe state.pointee.depth -= 1
        unsafe state.pointee.flow = .next
    }

    @inline(__always)
    func close(_ size: Int) {
        let count = count - size
        self.count = count
        let place = unsafe state.pointee.first + count
        for slot in 0..<size { unsafe (place + slot).deinitialize(count: 1) }
    }
}

extension UnsafeMutablePointer {
    @inline(__always)
    fileprivate func move<Wrapped>(leaving value: Wrapped?) -> Wrapped? where Pointee == Wrapped? {
        let old = unsafe move()
        unsafe initialize(to: value)
        return old
    }
}

extension Stop {
    static var tooDeep: Stop {
        .failed(
            "TOO_DEEP", "functions call one another more than \(Frame.mostCalls) deep",
            next: "end the recursion with a condition, or use a loop")
    }
}
