"""How much work something is, by the functions that are called, so that no clock is asked."""

import sys


def calls_made(work):
    """How many functions are called while `work` is done."""
    count = 0

    def note(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
