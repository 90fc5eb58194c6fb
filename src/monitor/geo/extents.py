"""The named map extents, each a centre in degrees and a frame in km of the map projection."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Extent:
    """A named frame: centre in WGS84 degrees, width and height in km, and the lowest town rank it labels."""

    id: str
    name: str
    latitude: float
    longitude: float
    width_km: float
    height_km: float
    town_rank: int


EXTENTS: dict[str, Extent] = {
    extent.id: extent
    for extent in (
        Extent("theatre", "Barents Sea to the Black Sea", 57.6, 25.0, 1900, 2960, 1),
        Extent("flank", "Poland, Lithuania, Latvia, Belarus and Kaliningrad", 54.35, 23.6, 1150, 860, 2),
        Extent("suwalki", "Suwałki corridor", 54.15, 23.35, 250, 185, 4),
        Extent("kaliningrad", "Kaliningrad", 54.72, 21.2, 320, 235, 4),
        Extent("podlasie", "Podlasie and Grodno", 53.1, 23.6, 340, 250, 4),
        Extent("latvia", "Latvia and its eastern border", 56.75, 25.9, 560, 410, 3),
        Extent("baltic-states", "Estonia, Latvia and Lithuania", 56.9, 25.2, 900, 740, 2),
        Extent("gulf-of-finland", "Gulf of Finland", 59.75, 26.2, 640, 390, 3),
        Extent("finland", "Finland and Karelia", 65.0, 28.0, 1080, 1330, 2),
        Extent("romania", "Romania and the Danube", 46.2, 26.2, 820, 620, 2),
    )
}
