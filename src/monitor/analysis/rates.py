"""Shares with their uncertainty."""

# Two-sided 95 per cent of the normal distribution.
Z_95 = 1.959964


def wilson(hits: int, total: int, z: float = Z_95) -> tuple[float, float]:
    """Returns the Wilson interval (0-1) of a share; sound for small numbers and near 0 and 1; (0, 1) without cases."""
    if total == 0:
        return 0.0, 1.0
    share = hits / total
    centre = share + z * z / (2 * total)
    spread = z * ((share * (1 - share) + z * z / (4 * total)) / total) ** 0.5
    scale = 1 + z * z / total
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)
