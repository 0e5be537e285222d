"""Inputs into a store: coded, with what was not readable kept aside; once, again, or as they come."""

from marsad.intake.recording import Recorder

__all__ = ["Recorder"]
