"""Write the lengths of a drawing whose width follows the page and whose heights follow its type."""

from builder.model.decimals import decimal


def percent(across: float) -> str:
    """Write a part of the width."""
    return f"{decimal(across, 2)}%"


def em(down: float) -> str:
    """Write a height in the size of the type."""
    return f"{decimal(down, 2)}em"
