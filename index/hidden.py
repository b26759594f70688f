"""What no reader sees, in any format: text in the colour of the paper, and text too small to be text.

A line "本市目标为50%" in white 1-point letters would be found and cited like any other. Such text is left out and reported.
"""

WHITE = 250
"""Of 255: a colour whose channels are all at least this is white to the eye."""
SMALLEST_POINTS = 1.0


def is_white(red: int, green: int, blue: int) -> bool:
    """Whether a colour cannot be told from white paper."""
    return min(red, green, blue) >= WHITE
