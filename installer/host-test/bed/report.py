import sys
import time


class Report:
    """What a scene has measured, and which of its promises were kept."""

    def __init__(self, scene):
        self.scene, self.begun = scene, time.monotonic()
        self.numbers, self.kept, self.broken = {}, [], []

    def say(self, text):
        print(f"{self.scene}: {text}", file=sys.stderr, flush=True)

    def number(self, name, value):
        self.numbers[name] = value
        self.say(f"{name} = {value}")

    def promise(self, text, kept, told=""):
        (self.kept if kept else self.broken).append(text if kept or not told else f"{text}: {told}")
        if not kept:
            self.say(f"BROKEN: {text}" + (f": {told}" if told else ""))

    def row(self):
        return {
            "scene": self.scene,
            "seconds": round(time.monotonic() - self.begun, 1),
            "numbers": self.numbers,
            "kept": self.kept,
            "broken": self.broken,
        }
