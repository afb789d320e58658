"""How a release is put together: archives, manifest, signatures, the list of what is in it, and the notes."""


class Refused(Exception):
    """Something that the caller can put right; the message says how."""
