#define _GNU_SOURCE
#include "CEditline.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
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
int he_set_history(EditLine *el, HistoryW *history) { return el_wset(el, EL_HIST, history_w, history); }

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

int he_history_set_size(HistoryW *history, int size)
{
    HistEventW event;
    return history_w(history, &event, H_SETSIZE, size);
}

int he_history_set_unique(HistoryW *history, int on)
{
    HistEventW event;
    return history_w(history, &event, H_SETUNIQUE, on);
}

int he_history_clear(HistoryW *history)
{
    HistEventW event;
    return history_w(history, &event, H_CLEAR);
}

int he_history_enter(HistoryW *history, const wchar_t *line)
{
    HistEventW event;
    return history_w(history, &event, H_ENTER, line);
}

int he_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC | O_NONBLOCK); }

static atomic_int watcher = -1;
static struct sigaction old_winch, old_cont;

static void tell_watcher(int signal)
{
    int saved = errno;
    int fd = atomic_load(&watcher);
    if (fd >= 0 && write(fd, signal == SIGWINCH ? "w" : "c", 1) < 0) {
        // A full pipe already wakes its reader.
    }
    errno = saved;
}

int he_watch_signals(int fd)
{
    struct sigaction action = {.sa_handler = tell_watcher, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    if (atomic_exchange(&watcher, fd) >= 0)
        return 0;
    if (sigaction(SIGWINCH, &action, &old_winch) < 0)
        return -1;
    return sigaction(SIGCONT, &action, &old_cont);
}

void he_unwatch_signals(int fd)
{
    if (!atomic_compare_exchange_strong(&watcher, &fd, -1))
        return;
    sigaction(SIGWINCH, &old_winch, NULL);
    sigaction(SIGCONT, &old_cont, NULL);
}
