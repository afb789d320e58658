"""Bare hosts with a full systemd, a private network without a way out, and what sends to them."""


class Refused(Exception):
    """What is missing here, in words for whoever ran the command."""
