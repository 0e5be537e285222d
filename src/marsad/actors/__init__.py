"""Who acts: the registry of bodies and the nouns for people, found in a text."""

from marsad.actors.matcher import find_actors
from marsad.actors.people import PeopleNoun, find_people
from marsad.actors.registry import Entry, get_actor, iter_actors

__all__ = ["Entry", "PeopleNoun", "find_actors", "find_people", "get_actor", "iter_actors"]
