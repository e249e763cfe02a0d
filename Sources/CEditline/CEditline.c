#define _GNU_SOURCE
#include "CEditline.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

static FILE *open_copy(int fd, const char *mode)
{
    int copy = dup(fd);
    FILE *file = copy < 0 ? NULL : fdopen(copy, mode);
    if (copy >= 0 && !file)
        close(copy);
    return file;
}

static void close_all(FILE *files[3])
{
    for (int i = 0; i < 3; i++)
        if (files[i])
            fclose(files[i]);
}

EditLine *he_open(const char *program, int in, int out, int err)
{
    FILE *files[3] = {open_copy(in, "r"), open_copy(out, "w"), open_copy(err, "w")};
    EditLine *el = NULL;
    if (files[0] && files[1] && files[2])
        el = el_init(program, files[0], files[1], files[2]);
    if (!el) {
        close_all(files);
        return NULL;
    }
    FILE *nowhere = fopen("/dev/null", "we");
    if (!nowhere) {
        he_close(el);
        return NULL;
    }
    el_set(el, EL_SETFP, 1, nowhere);
    fclose(files[1]);
    return el;
}

void he_close(EditLine *el)
{
    FILE *files[3] = {NULL, NULL, NULL};
    for (int i = 0; i < 3; i++)
        el_get(el, EL_GETFP, i, &files[i]);
    el_end(el);
    close_all(files);
}

int he_set_owner(EditLine *el, void *owner) { return el_set(el, EL_CLIENTDATA, owner); }

void *he_owner(EditLine *el)
{
    void *owner = NULL;
    el_get(el, EL_CLIENTDATA, &owner);
    return owner;
}

int he_set_reader(EditLine *el, int (*read)(EditLine *, wchar_t *)) { return el_set(el, EL_GETCFN, read); }

int he_add_command(EditLine *el, const char *name, const char *help, he_command run)
{
    return el_set(el, EL_ADDFN, name, help, run);
}

int he_bind(EditLine *el, const char *keys, const char *command)
{
    return el_set(el, EL_BIND, keys, command, NULL);
}

int he_bind_vi_command(EditLine *el, const char *keys, const char *command)
{
    return el_set(el, EL_BIND, "-a", keys, command, NULL);
}

int he_set_editor(EditLine *el, const char *name) { return el_set(el, EL_EDITOR, name); }

bool he_is_vi(EditLine *el)
{
    const char *editor = NULL;
    return el_get(el, EL_EDITOR, &editor) == 0 && editor && strcmp(editor, "vi") == 0;
}

int he_set_editing(EditLine *el, int on) { return el_set(el, EL_EDITMODE, on); }
int he_set_tty_flag(EditLine *el, const char *flag) { return el_set(el, EL_SETTY, "-d", flag, NULL); }
int he_set_raw(EditLine *el, int on) { return el_set(el, EL_PREP_TERM, on); }

int he_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC | O_NONBLOCK); }

long he_find(const void *part, unsigned long part_length, const void *text, unsigned long length)
{
    const char *found = memmem(text, length, part, part_length);
    return found ? found - (const char *)text : -1;
}

static atomic_int watcher = -1;
static int watched_in, watched_out;
static bool watches_paste;
static struct termios watched_modes;

static const int watched_signals[] = {
    SIGWINCH, SIGCONT, SIGTSTP, SIGILL, SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGTRAP, SIGQUIT,
};
enum { watched_count = sizeof watched_signals / sizeof watched_signals[0] };
static struct sigaction old_actions[watched_count];

// Only whoever has the terminal may write to it: another one would be stopped for that.
static bool has_terminal(void) { return tcgetpgrp(watched_in) == getpgrp(); }

static void set_paste(bool on)
{
    if (write(watched_out, on ? "\033[?2004h" : "\033[?2004l", 8) < 0) {
        // The terminal is gone, and with it the mode.
    }
}

static atomic_int silent_fd = -1;

// Only whoever has the terminal may change it: another one would be stopped for that.
static bool set_echo(int fd, bool on)
{
    struct termios modes;
    if (tcgetpgrp(fd) != getpgrp() || tcgetattr(fd, &modes) < 0 || on == !!(modes.c_lflag & ECHO))
        return false;
    modes.c_lflag ^= ECHO;
    return tcsetattr(fd, TCSANOW, &modes) == 0;
}

void he_hide_typing(int fd)
{
    if (set_echo(fd, false))
        atomic_store(&silent_fd, fd);
}

void he_show_typing(void)
{
    int fd = atomic_exchange(&silent_fd, -1);
    if (fd >= 0)
        set_echo(fd, true);
}

static atomic_bool holds, edits;
static int held;
static struct termios held_modes, resumed_modes;

void he_hold_modes(int fd)
{
    held = fd;
    bool has_modes = tcgetattr(fd, &held_modes) == 0;
    if (has_modes && atomic_load(&silent_fd) >= 0)
        held_modes.c_lflag |= ECHO;
    atomic_store(&holds, has_modes);
}

void he_release_modes(void) { atomic_store(&holds, false); }

void he_set_edits(bool on) { atomic_store(&edits, on); }

// Only whoever has the terminal may set its modes.
static bool has_held(void) { return atomic_load(&holds) && tcgetpgrp(held) == getpgrp(); }

void he_suspend_held(void)
{
    if (has_held() && tcgetattr(held, &resumed_modes) == 0)
        tcsetattr(held, TCSANOW, &held_modes);
}

void he_resume_held(void)
{
    if (has_held())
        tcsetattr(held, TCSANOW, &resumed_modes);
}

static void begin_row(int fd)
{
    // What stood below the cursor was the line being typed.
    if (write(fd, "\r\n\033[J", 5) < 0) {
        // The terminal is gone.
    }
}

void he_restore_terminal(void)
{
    if (has_held()) {
        tcsetattr(held, TCSANOW, &held_modes);
        begin_row(held);
        return;
    }
    if (atomic_load(&watcher) < 0 || !has_terminal())
        return;
    if (atomic_load(&edits))
        begin_row(watched_out);
    set_paste(false);
    // No waiting for output that nobody may read any more.
    tcsetattr(watched_in, TCSANOW, &watched_modes);
}

static void tell_watcher(int signal)
{
    int saved = errno;
    int fd = atomic_load(&watcher);
    if (fd >= 0 && write(fd, signal == SIGWINCH ? "w" : "c", 1) < 0) {
        // A full pipe already wakes its reader.
    }
    errno = saved;
}

static void set_action(int signal, void (*handler)(int), int flags)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, NULL);
}

static atomic_ullong screen_undo;
enum { screen_block = 1, screen_progress = 2 };

void he_set_screen(int fd, int rows_above, bool has_progress)
{
    unsigned long long undo = (rows_above >= 0 ? screen_block : 0) | (has_progress ? screen_progress : 0);
    unsigned rows = rows_above < 0 ? 0 : rows_above > 99 ? 99 : rows_above;
    atomic_store(&screen_undo, undo ? undo | (unsigned long long)rows << 8 | (unsigned long long)(unsigned)fd << 16 : 0);
}

bool he_screen_is_clear(void) { return atomic_load(&screen_undo) == 0; }

void he_restore_screen(void)
{
    // Held modes come back whole, and those that hide a secret are not touched before.
    if (atomic_load(&silent_fd) >= 0 && !atomic_load(&holds))
        set_echo(atomic_load(&silent_fd), true);
    unsigned long long undo = atomic_exchange(&screen_undo, 0);
    char text[64];
    int length = 0;
    unsigned rows = undo >> 8 & 0xFF;
    if (undo & screen_block) {
        if (rows > 0) {
            char up[] = {27, '[', '0' + rows / 10, '0' + rows % 10, 'A'};
            memcpy(text, up, sizeof up);
            length = sizeof up;
        }
        static const char erase[] = "\r\033[K\033[C\033[J\r\033[?7h\033[?25h";
        memcpy(text + length, erase, sizeof erase - 1);
        length += sizeof erase - 1;
    }
    if (undo & screen_progress) {
        static const char clear[] = "\033]9;4;0\a";
        memcpy(text + length, clear, sizeof clear - 1);
        length += sizeof clear - 1;
    }
    if (length > 0 && write((int)(undo >> 16), text, length) < 0) {
        // The terminal is gone, and with it what is on it.
    }
}

// ^Z while a command runs. The terminal's modes are those of before already, unless they are held.
static void stop(int signal)
{
    int saved = errno;
    sigset_t this_one;
    he_restore_screen();
    he_suspend_held();
    if (watches_paste)
        set_paste(false);
    set_action(signal, SIG_DFL, 0);
    sigemptyset(&this_one);
    sigaddset(&this_one, signal);
    pthread_sigmask(SIG_UNBLOCK, &this_one, NULL);
    raise(signal);
    set_action(signal, stop, SA_RESTART);
    he_resume_held();
    if (watches_paste && has_terminal())
        set_paste(true);
    errno = saved;
}

static void crash(int signal)
{
    he_restore_screen();
    he_restore_terminal();
    set_action(signal, SIG_DFL, 0);
    raise(signal);
}

int he_watch_signals(int fd, int in, int out, bool pastes)
{
    int nobody = -1;
    struct termios modes;
    if (tcgetattr(in, &modes) < 0)
        return -1;
    if (!atomic_compare_exchange_strong(&watcher, &nobody, fd))
        return 0;
    watched_modes = modes;
    watched_in = in;
    watched_out = out;
    watches_paste = pastes;
    for (int i = 0; i < watched_count; i++) {
        sigaction(watched_signals[i], NULL, &old_actions[i]);
        set_action(watched_signals[i], i < 2 ? tell_watcher : i == 2 ? stop : crash, i <= 2 ? SA_RESTART : SA_NODEFER);
    }
    return 0;
}

void he_unwatch_signals(int fd)
{
    if (!atomic_compare_exchange_strong(&watcher, &fd, -1))
        return;
    for (int i = 0; i < watched_count; i++)
        sigaction(watched_signals[i], &old_actions[i], NULL);
}
