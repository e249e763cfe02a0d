import HoloRuntime

extension HelpTopic {
    /// What a person can press and set while a line is typed.
    static let keys = HelpTopic("keys") {
        """
        Keys while a statement is typed

          Enter            run it; where it is not complete, begin another row
          Alt-Enter        begin another row
          Tab              complete; a second Tab lists what fits
          → End ^E         at the end: take the dim suggestion; Alt-→ Alt-F take a word of it
          ↑ ↓              go through the rows, then through the lines of history that begin with what is typed
          ^R               search history: ^R older, ^S newer, Enter takes the line to edit, Esc or ^G leaves
          ^A Home ^E End   the row's start and end; Alt-< Alt-> the text's
          Alt-B Alt-F      a word back and on
          ^W Alt-⌫ Alt-D   cut a word; ^U ^K to the row's start and end; ^Y inserts what was cut
          ^T               swap two characters
          ^_  Alt-/        undo, redo
          ^L ^C ^D ^Z      clear the screen, throw the line away, leave, stop (fg goes on)

        A paste never runs anything: its line ends are rows, and Enter pressed by itself runs them all.
        Where a terminal does not mark pastes, and for lines typed before the prompt is there, what only looks
        runs at once; what pays, or changes something outside of the session, waits for an Enter of its own.
        Enter in a search never runs the line that was found. History lines are not put in by ! or ^.
        A line that begins with a space is not kept. ~/.editrc may change keys and choose vi (holo:bind -v).
        """
    }

    /// The settings of config.yaml that a prompt is made of.
    static let prompt = HelpTopic("prompt") {
        """
        The prompt, as config.yaml sets it

          prompt: '{place} {credits} › '
          right_prompt: '{jobs}'
          notify_after: 30s

          {place}    local, or the profile's name; live before it where submits cost real credits
          {credits}  the credits, as last known
          {jobs}     how many jobs of this session run
          {server}   the name of the server

        A field that has nothing to say is left out. Below 40 columns only {place} is told.
        A job that ends while a line is typed is told of above it. One that took longer than notify_after
        (30s, 5m, 1h or never) rings the bell and shows a notice of the desktop; --quiet tells of nothing.
        """
    }
}
