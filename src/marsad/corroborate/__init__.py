"""From event reports to incidents: who tells the same happening, and what they say of it together."""
