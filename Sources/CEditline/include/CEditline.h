#ifndef HOLO_CEDITLINE_H
#define HOLO_CEDITLINE_H

#include <histedit.h>
#include <stdbool.h>

// el_set, el_get and history_w are variadic, which Swift cannot call: here is a typed function for each use.

typedef unsigned char (*he_command)(EditLine *, int);

// libedit edits but draws nothing: its output goes to /dev/null, the caller draws.
EditLine *he_open(const char *program, int in, int out, int err);
void he_close(EditLine *el);

int he_set_owner(EditLine *el, void *owner);
void *he_owner(EditLine *el);
int he_set_reader(EditLine *el, int (*read)(EditLine *, wchar_t *));
int he_set_history(EditLine *el, HistoryW *history);

int he_add_command(EditLine *el, const char *name, const char *help, he_command run);
int he_bind(EditLine *el, const char *keys, const char *command);
int he_bind_vi_command(EditLine *el, const char *keys, const char *command);
int he_set_editor(EditLine *el, const char *name);
bool he_is_vi(EditLine *el);

int he_set_editing(EditLine *el, int on);
int he_set_tty_flag(EditLine *el, const char *flag);
int he_set_raw(EditLine *el, int on);

int he_history_set_size(HistoryW *history, int size);
int he_history_set_unique(HistoryW *history, int on);
int he_history_clear(HistoryW *history);
int he_history_enter(HistoryW *history, const wchar_t *line);

// A pipe whose ends never block and are not inherited; Glibc's module hides pipe2 from Swift.
int he_pipe(int ends[2]);

// SIGWINCH and SIGCONT write 'w' and 'c' to fd until he_unwatch_signals. A process has one watcher: the last one.
int he_watch_signals(int fd);
void he_unwatch_signals(int fd);

#endif
