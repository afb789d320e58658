"""What is promised of a host, each scene one part of it."""
