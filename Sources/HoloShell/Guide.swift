import HoloRuntime

extension HelpTopic {
    /// Pages about what the shell does with scripts.
    static let scripting = [
        HelpTopic("demos") { ScriptGuide.demos }, HelpTopic("exports") { ScriptGuide.exports },
        HelpTopic("cron") { ScriptGuide.cron }, HelpTopic("exit-codes") { ScriptGuide.exitCodes },
    ]
}

enum ScriptGuide {
    static let demos = """
        holo demo FILE types a script on the screen as a person would, and runs each statement as it stands there.
        It is the same file that holo FILE runs and holo test tests; its tests and its params are not shown. Words
        behind FILE that are no options of demo are the script's, and so is all behind --, as with holo FILE:
          holo demo tour.holo --speed 2 --query kettle

        Comments that begin with #@ stand between statements and say how it is shown:
          #@ say TEXT      a caption
          #@ key           waits for a key; a cast shows a second
          #@ pause 800ms   nothing happens for a while
          #@ type 45ms     the time from one key to the next, from here on
          #@ hide          runs what follows without showing it, up to
          #@ show
        A direction that is none of these is a mistake that is found before anything runs, and by holo check.

        At the terminal any key shows the rest of a statement at once, q ends the demo, and so does Ctrl-C, with 130.
        An error is shown and ends it with the exit code that the script would have.

        It runs on a local Holocron of its own with 500 credits, which is gone afterwards. With --live it runs on the
        server of the profile; what that may cost is asked first, or --spend says that it may.

        --cast FILE writes what is shown to an asciicast, without keys, personal values and your home folder. It needs
        no terminal and then does not wait: only the jobs take their time. asciinema 3 plays it; --cast-version 2 makes
        one for older players, such as the 2.x of PyPI and Debian.
        Without a terminal and without --cast it is plain lines.
        """

    static let exports = """
        export gives the session so far:
          export [holo] [FILE]   a script that does it again
          export md [FILE]       Markdown: each statement with what it showed
          export curl [FILE]     the submits and the waits for them, for a shell with curl
        Without FILE it is shown. A FILE that is there is replaced only when you say so, or with --force.

        - Only what ran to its end is in it. What only looked stays out: jobs, actions, describe, status, help and the
          like, unless it was kept with let, save or append, or $_ is used; so do login, exit and export itself.
        - Texts that stand there twice or more become params of the script, named by the parameter they were given to.
        - What is personal or a key is not kept: in a script it is a param that has to be given, elsewhere a stand-in.
        - A job that a statement names by its id becomes a variable.
        - The newest 2000 statements are known, with up to 30 lines of what each showed.
        """

    static let cron = """
        A script needs no terminal, no TERM and no home:
          0 7 * * *  HOLO_HOME=/var/lib/holo holo --local /srv/report.holo
        HOLO_HOME, or HOME, says where the journal is. Keys come from ANAKIN_API_KEY, key_command or a key file.

        Without a terminal a script that submitted something says one line on standard error when it ends, instead of
        notes; warn, notify and errors are said as ever. --quiet leaves it out, --summary gives it at a terminal too:
          holo: report.holo ok · 12 jobs · 24 cr · 31 s · run 5f2c8k3m
          holo: report.holo ended with 8 · 9 jobs · 18 cr · 20 s · run 5f2c8k3m · holo resume 5f2c8k3m

        What happened is in the exit code: help exit-codes. diff --exit-code tells whether a result is another one:
          run web_page url=https://blog.example/posts/1 | save new.json
          read old.json | diff (read new.json) --exit-code
        notify calls you: through the terminal, or the desktop where there is one, and as a line on standard error.
        --budget 100cr bounds what a run may spend; holo resume goes on with one that was cut short.
        """

    static let exitCodes = """
        0    ok
        1    a job failed; or diff --exit-code found differences
        2    usage, syntax, or a check found a mistake; nothing was sent
        3    an assert, fail or test did not hold
        4    no key, a wrong key, or an account must be connected
        5    too few credits
        6    stopped waiting; the job lives
        7    network or API
        8    it would go over a budget
        9    a submit's outcome is not known
        130  interrupted
        N    the script's own exit N; 10 and up is free for scripts
        """
}
