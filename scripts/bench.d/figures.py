"""How figures are printed."""


def title(text):
    print(text, flush=True)


def figure(name, value, note=""):
    print(f"  {name:34} {value:>12}  {note}".rstrip(), flush=True)


def barred(name, value, unit, bar, note=""):
    """A figure that has to be below its bar."""
    met = "met" if value < bar else "NOT MET"
    text = f"bar < {bar:g} {unit}: {met}"
    figure(name, f"{value:.3g} {unit}" if value < 100 else f"{value:,.0f} {unit}", f"{text}; {note}" if note else text)


def checked(name, value, is_met, bar, note=""):
    text = f"bar {bar}: {'met' if is_met else 'NOT MET'}"
    figure(name, value, f"{text}; {note}" if note else text)


def within_limits(counted, limits):
    """Whether a server was never asked more often than it allows."""
    most, refused = counted["most"], sum(counted["refused"].values())
    is_within = not refused and all(most[kind] <= limits[kind] for kind in most)
    note = ", ".join(f"{kind} {number}" for kind, number in most.items())
    checked("  most in any 60 s", max(most.values(), default=0), is_within, "the limits", f"{note}; {refused} refused")


def left_out(name, why):
    figure(name, "left out", why)


def percentile(values, part):
    """The smallest value that this part of all does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * part // 100) - 1)]
