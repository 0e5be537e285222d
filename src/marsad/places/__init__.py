"""Places: gazetteers, recognition, resolution, points from distance and direction."""

from marsad.places.find import PlacesOfText, find_places, main_country, read_places

__all__ = ["PlacesOfText", "find_places", "main_country", "read_places"]
