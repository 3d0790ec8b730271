#!/usr/bin/env python3
"""Draws the pictures of the demo: our own, simple, each different, the same on every machine.

    demo/draw.py            writes demo/drawings/{ink,colour}/*.png and demo/generated/portrait.png

Only the standard library: shapes are filled row by row on a canvas of twice the size, which is then
averaged down and written as a PNG.
"""

import math
import pathlib
import struct
import zlib

SIZE = 256
SCALE = 2
FOLDER = pathlib.Path(__file__).parent

BLACK, WHITE, GREY = (24, 24, 28), (255, 255, 255), (200, 200, 204)


class Canvas:
    """Pixels, three bytes each, addressed in units of the finished picture."""

    def __init__(self, colour):
        self.side = SIZE * SCALE
        self.rows = [bytearray(bytes(colour) * self.side) for _ in range(self.side)]

    def span(self, y, left, right, colour):
        left, right = max(0, round(left)), min(self.side, round(right))
        if 0 <= y < self.side and left < right:
            self.rows[y][3 * left : 3 * right] = bytes(colour) * (right - left)

    def ellipse(self, x, y, width, height, colour):
        x, y, width, height = (value * SCALE for value in (x, y, width, height))
        for row in range(math.floor(y - height), math.ceil(y + height) + 1):
            part = 1 - ((row + 0.5 - y) / height) ** 2
            if part > 0:
                reach = width * math.sqrt(part)
                self.span(row, x - reach, x + reach, colour)

    def polygon(self, points, colour):
        points = [(x * SCALE, y * SCALE) for x, y in points]
        heights = [y for _, y in points]
        for row in range(math.floor(min(heights)), math.ceil(max(heights)) + 1):
            middle, crossings = row + 0.5, []
            for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1]):
                if (y0 <= middle) != (y1 <= middle):
                    crossings.append(x0 + (middle - y0) * (x1 - x0) / (y1 - y0))
            crossings.sort()
            for left, right in zip(crossings[::2], crossings[1::2]):
                self.span(row, left, right, colour)

    def stroke(self, points, width, colour):
        for (x0, y0), (x1, y1) in zip(points, points[1:]):
            steps = max(1, int(math.hypot(x1 - x0, y1 - y0)))
            for step in range(steps + 1):
                part = step / steps
                self.ellipse(x0 + (x1 - x0) * part, y0 + (y1 - y0) * part, width, width, colour)

    def outlined(self, x, y, width, height, fill, line=BLACK, thick=2.0):
        self.ellipse(x, y, width + thick, height + thick, line)
        self.ellipse(x, y, width, height, fill)

    def outlined_polygon(self, points, fill, line=BLACK, thick=1.2):
        self.polygon(points, fill)
        self.stroke(points + points[:1], thick, line)

    def png(self, grey):
        lines = []
        for y in range(0, self.side, SCALE):
            line = bytearray()
            rows = self.rows[y : y + SCALE]
            for x in range(0, self.side, SCALE):
                channels = []
                for channel in range(3):
                    places = [3 * (x + i) + channel for i in range(SCALE)]
                    total = sum(row[place] for row in rows for place in places)
                    channels.append(total // SCALE**2)
                if grey:
                    line.append((channels[0] * 3 + channels[1] * 6 + channels[2]) // 10)
                else:
                    line += bytes(channels)
            lines.append(b"\0" + bytes(line))
        kind = 0 if grey else 2
        return b"".join(
            [
                b"\x89PNG\r\n\x1a\n",
                chunk(b"IHDR", struct.pack(">IIBBBBB", SIZE, SIZE, 8, kind, 0, 0, 0)),
                chunk(b"IDAT", zlib.compress(b"".join(lines), 9)),
                chunk(b"IEND", b""),
            ]
        )


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def arc(x, y, width, height, start, end):
    """Points along a part of an ellipse, in degrees from the right over the bottom."""
    steps = 24
    angles = [math.radians(start + (end - start) * step / steps) for step in range(steps + 1)]
    return [(x + width * math.cos(angle), y + height * math.sin(angle)) for angle in angles]


def background(canvas, style, colour):
    if style == "rays":
        for number in range(0, 360, 20):
            near, far = math.radians(number), math.radians(number + 8)
            rim = [(128 + 260 * math.cos(a), 120 + 260 * math.sin(a)) for a in (near, far)]
            canvas.polygon([(128, 120)] + rim, colour)
    elif style == "dots":
        for row in range(-1, 12):
            for column in range(-1, 12):
                canvas.ellipse(column * 24 + 12 * (row % 2), row * 24, 3.5, 3.5, colour)
    elif style == "stripes":
        for number in range(-256, 256, 22):
            points = [(number, 0), (number + 9, 0), (number + 265, 256), (number + 256, 256)]
            canvas.polygon(points, colour)
    elif style == "moon":
        canvas.ellipse(196, 62, 40, 40, colour)


def eye(canvas, x, y, face):
    mood, iris = face["eyes"], face["iris"]
    if mood == "closed":
        canvas.stroke(arc(x, y + 4, 15, 9, 200, 340), 1.8, BLACK)
        return
    canvas.outlined(x, y, 13, 18, WHITE, thick=1.5)
    canvas.ellipse(x, y + 2, 10, 14, iris)
    canvas.ellipse(x, y + 4, 5.5, 8, BLACK)
    canvas.ellipse(x - 4, y - 5, 4, 5, WHITE)
    canvas.ellipse(x + 4, y + 9, 2, 2.4, WHITE)
    canvas.stroke(arc(x, y, 15, 20, 200, 340), 2.4, BLACK)
    tilt = {"calm": 0, "fierce": 6, "soft": -5}[mood]
    inner = 1 if x < 128 else -1
    canvas.stroke([(x - 13 * inner, y - 29 - tilt), (x + 13 * inner, y - 29 + tilt)], 1.8, BLACK)


def mouth(canvas, kind):
    if kind == "smile":
        canvas.stroke(arc(128, 168, 13, 9, 20, 160), 1.6, BLACK)
    elif kind == "open":
        canvas.outlined(128, 175, 9, 8, (190, 70, 80), thick=1.5)
    elif kind == "cat":
        canvas.stroke(arc(121, 170, 7, 6, 10, 170), 1.5, BLACK)
        canvas.stroke(arc(135, 170, 7, 6, 10, 170), 1.5, BLACK)
    else:
        canvas.stroke([(119, 174), (137, 174)], 1.6, BLACK)


def extras(canvas, face):
    names = face["extras"]
    if "ears" in names:
        for side in (-1, 1):
            tip = [(128 + side * 66, 74), (128 + side * 72, 14), (128 + side * 26, 48)]
            canvas.outlined_polygon(tip, face["hair"], thick=1.8)
            inner = [(128 + side * 60, 66), (128 + side * 65, 30), (128 + side * 38, 52)]
            canvas.polygon(inner, face["cloth"])
    if "glasses" in names:
        for x in (98, 158):
            canvas.stroke(arc(x, 132, 22, 22, 0, 360), 1.8, BLACK)
        canvas.stroke([(120, 130), (136, 130)], 1.8, BLACK)
    if "ribbon" in names:
        for side in (-1, 1):
            wing = [(176, 64), (176 + side * 30, 46), (176 + side * 30, 84)]
            canvas.outlined_polygon(wing, face["cloth"], thick=1.6)
        canvas.outlined(176, 64, 7, 8, face["cloth"])
    if "star" in names:
        points = []
        for number in range(10):
            reach, angle = (17, 7)[number % 2], math.radians(36 * number - 90)
            points.append((82 + reach * math.cos(angle), 66 + reach * math.sin(angle)))
        canvas.outlined_polygon(points, face["cloth"], thick=1.4)
    if "blush" in names:
        for x in (78, 178):
            canvas.ellipse(x, 160, 11, 6, face["blush"])


def draw(face):
    canvas = Canvas(face["paper"])
    background(canvas, face["background"], face["pattern"])
    hair, skin, cloth = face["hair"], face["skin"], face["cloth"]
    # What is behind the face: long hair, shoulders, neck.
    length = face["length"]
    canvas.outlined(128, 112, 82, 84, hair, thick=2.2)
    if length:
        sides = [(48, 108), (208, 108), (214 + length / 8, 120 + length), (42 - length / 8, 120 + length)]
        canvas.outlined_polygon(sides, hair, thick=1.8)
    shoulders = [(46, 262), (66, 222), (106, 206), (150, 206), (190, 222), (210, 262)]
    canvas.outlined_polygon(shoulders, cloth, thick=1.8)
    canvas.outlined_polygon([(110, 186), (146, 186), (148, 212), (128, 228), (108, 212)], skin)
    # The face: round above, a chin below.
    canvas.ellipse(128, 126, 66, 60, BLACK)
    canvas.stroke([(63, 138), (88, 182), (128, 203), (168, 182), (193, 138)], 2, BLACK)
    canvas.ellipse(128, 126, 64, 58, skin)
    canvas.polygon([(64, 134), (88, 181), (128, 201), (168, 181), (192, 134)], skin)
    extras(canvas, {**face, "extras": [name for name in face["extras"] if name in ("ears", "blush")]})
    for x in (98, 158):
        eye(canvas, x, 132, face)
    canvas.stroke([(127, 152), (129, 156)], 1.2, BLACK)
    mouth(canvas, face["mouth"])
    # The fringe, in strands.
    canvas.polygon(arc(128, 112, 82, 84, 188, 352) + [(204, 100), (52, 100)], hair)
    count = face["strands"]
    step = 152 / count
    for number in range(count):
        left = 52 + number * step
        lean = face["lean"] * (number - (count - 1) / 2)
        tip = (left + step / 2 + lean, 122 - 8 * math.cos(number * 1.7))
        canvas.polygon([(left, 98), tip, (left + step, 98)], hair)
        canvas.stroke([(left, 98), tip, (left + step, 98)], 1.1, BLACK)
    shine = arc(128, 112, 58, 58, 215, 265)
    canvas.stroke(shine, 2.2, face["shine"])
    extras(canvas, {**face, "extras": [name for name in face["extras"] if name not in ("ears", "blush")]})
    return canvas


def ink(**changes):
    """A face in black, white and one grey."""
    return {
        "paper": WHITE, "pattern": GREY, "background": "none", "hair": WHITE, "skin": WHITE,
        "cloth": GREY, "iris": (110, 110, 116), "blush": GREY, "shine": BLACK, "length": 0,
        "strands": 6, "lean": 2, "eyes": "calm", "mouth": "smile", "extras": [], **changes,
    }  # fmt: skip


def colour(**changes):
    """A face in colours."""
    return {
        "paper": (250, 240, 225), "pattern": (242, 214, 190), "background": "none",
        "hair": (70, 60, 110), "skin": (255, 226, 204), "cloth": (200, 70, 90),
        "iris": (60, 130, 180), "blush": (246, 168, 160), "shine": (255, 255, 255), "length": 0,
        "strands": 6, "lean": 2, "eyes": "calm", "mouth": "smile", "extras": ["blush"], **changes,
    }  # fmt: skip


PICTURES = {
    "drawings/ink/01-librarian.png": ink(extras=["glasses"], mouth="line", hair=(70, 70, 74)),
    "drawings/ink/02-cat.png": ink(extras=["ears"], mouth="cat", background="dots"),
    "drawings/ink/03-swordswoman.png": ink(
        hair=BLACK, shine=WHITE, length=100, eyes="fierce", mouth="line", background="rays"
    ),
    "drawings/ink/04-asleep.png": ink(eyes="closed", background="moon", length=60, strands=5),
    "drawings/ink/05-singer.png": ink(
        mouth="open", extras=["star"], strands=8, lean=-3, hair=(120, 120, 126), background="stripes"
    ),
    "drawings/colour/01-spring.png": colour(
        hair=(236, 140, 170), iris=(80, 160, 90), background="dots", extras=["blush", "ribbon"]
    ),
    "drawings/colour/02-summer.png": colour(
        hair=(240, 190, 80), paper=(200, 232, 250), pattern=(180, 218, 244), background="rays",
        mouth="open", cloth=(60, 120, 200), strands=7,
    ),
    "drawings/colour/03-autumn.png": colour(
        hair=(176, 84, 48), iris=(150, 90, 40), length=90, eyes="soft", background="stripes",
        cloth=(120, 80, 60), extras=["glasses", "blush"],
    ),
    "drawings/colour/04-winter.png": colour(
        hair=(214, 224, 240), shine=(150, 170, 210), paper=(48, 58, 96), pattern=(250, 246, 220),
        background="moon", iris=(110, 90, 190), length=110, eyes="closed", cloth=(90, 110, 170),
    ),
    # What a model might make of both folders.
    "generated/portrait.png": colour(
        hair=(40, 40, 60), paper=(234, 236, 250), pattern=(214, 216, 240), background="rays",
        eyes="fierce", mouth="cat", extras=["ears", "star", "blush"], length=80, iris=(220, 150, 40),
        cloth=(120, 60, 140), strands=7,
    ),
}  # fmt: skip


def main():
    for name, face in PICTURES.items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(draw(face).png(grey="ink" in name))


if __name__ == "__main__":
    main()
