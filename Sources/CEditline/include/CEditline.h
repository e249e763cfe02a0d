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

int he_add_command(EditLine *el, const char *name, const char *help, he_command run);
int he_bind(EditLine *el, const char *keys, const char *command);
int he_bind_vi_command(EditLine *el, const char *keys, const char *command);
int he_set_editor(EditLine *el, const char *name);
bool he_is_vi(EditLine *el);

int he_set_editing(EditLine *el, int on);
int he_set_tty_flag(EditLine *el, const char *flag);
int he_set_raw(EditLine *el, int on);

// A pipe whose ends never block and are not inherited; Glibc's module hides pipe2 from Swift.
int he_pipe(int ends[2]);

// Where the part begins, or -1. Glibc's module hides memmem too.
long he_find(const void *part, unsigned long part_length, const void *text, unsigned long length);

// Until he_unwatch_signals SIGWINCH and SIGCONT write 'w' and 'c' to fd, and a stop or a crash leaves the terminal of
// in and out as it was at this call. A process has one watcher: the first one. pastes: it brackets what is pasted.
int he_watch_signals(int fd, int in, int out, bool pastes);
void he_unwatch_signals(int fd);

// Puts the terminal of the watcher back as it was; may be called from a signal handler.
void he_restore_terminal(void);

// The terminal is about to get other modes for a while; those of now come back whenever the program ends or is stopped.
void he_hold_modes(int fd);
void he_release_modes(void);
// For a stop, and after it. Safe to call from a signal handler.
void he_suspend_held(void);
void he_resume_held(void);

// A line is being edited, which whoever ends the program leaves a row for.
void he_set_edits(bool on);

// What is repainted on the screen, to be taken off by whoever ends or stops the program: the rows above the cursor
// (negative: nothing), and whether the terminal shows progress.
void he_set_screen(int fd, int rows_above, bool has_progress);
bool he_screen_is_clear(void);
// Keys that nobody reads yet are not shown by the terminal of fd, until he_show_typing or he_restore_screen. May be
// called again, as after a stop; a terminal that showed none before is left alone.
void he_hide_typing(int fd);
void he_show_typing(void);
// Takes it off, and shows typing again. Safe to call from a signal handler.
void he_restore_screen(void);

#endif
