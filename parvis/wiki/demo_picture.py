"""Draws the demo village's picture: lanterns along the canal at night. A drawing, said to be one."""

import math
import random
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH, HEIGHT, WATER = 1200, 675, 430
NIGHT, DUSK, LIGHT = (20, 26, 58), (214, 120, 92), (255, 206, 120)


def lanterns(seed: int = 8) -> bytes:
    """A JPEG of 1200 × 675 pixels; the same seed draws the same evening."""
    dice = random.Random(seed)  # noqa: S311 - a drawing, not a secret
    picture = _sky()
    _houses(picture, dice)
    people = [_person(picture, x, dice) for x in range(70, WIDTH - 40, 62)]
    glow = Image.new("RGB", picture.size)
    for x, y in people:
        _lantern(picture, glow, x, y)
    glow = glow.filter(ImageFilter.GaussianBlur(26))
    picture = ImageChops.screen(picture, glow)
    _reflect(picture, dice)
    file = BytesIO()
    picture.save(file, "JPEG", quality=86)
    return file.getvalue()


def _sky() -> Image.Image:
    picture = Image.new("RGB", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(picture)
    for y in range(HEIGHT):
        part = min(1.0, y / WATER) ** 2.2
        draw.line(
            (0, y, WIDTH, y),
            tuple(round(a + (b - a) * part * 0.75) for a, b in zip(NIGHT, DUSK, strict=True)),
        )
    return picture


def _houses(picture: Image.Image, dice: random.Random) -> None:
    draw, x = ImageDraw.Draw(picture), -20
    while x < WIDTH:
        width, top = dice.randint(80, 150), dice.randint(210, 290)
        wall = (34 + dice.randint(0, 12), 34, 56)
        draw.polygon(
            [(x, WATER), (x, top), (x + width / 2, top - 46), (x + width, top), (x + width, WATER)], wall
        )
        for row in range(top + 24, WATER - 90, 46):
            for column in range(x + 18, x + width - 24, 36):
                if dice.random() < 0.4:
                    draw.rounded_rectangle((column, row, column + 15, row + 21), 2, (238, 178, 96))
        x += width - 6


def _person(picture: Image.Image, x: int, dice: random.Random) -> tuple[int, int]:
    """A silhouette on the quay; gives back where the lantern hangs."""
    draw, x = ImageDraw.Draw(picture), x + dice.randint(-12, 12)
    tall = dice.choice([62, 96, 104, 112])
    top, dark = WATER - tall, (16, 15, 28)
    draw.ellipse((x - 11, top - 22, x + 11, top), dark)
    draw.rounded_rectangle((x - 16, top + 1, x + 16, WATER + 4), 13, dark)
    hand = (x + dice.choice([-30, 30]), top + dice.randint(-8, 20))
    draw.line((x, top + 18, *hand), dark, 6)
    return hand[0], hand[1] + 20


def _lantern(picture: Image.Image, glow: Image.Image, x: int, y: int) -> None:
    ImageDraw.Draw(picture).ellipse((x - 13, y - 15, x + 13, y + 15), LIGHT)
    ImageDraw.Draw(glow).ellipse((x - 46, y - 46, x + 46, y + 46), (210, 138, 58))


def _reflect(picture: Image.Image, dice: random.Random) -> None:
    """The canal: the quay upside down, darker, shaken line by line."""
    depth = HEIGHT - WATER
    above = picture.crop((0, WATER - depth, WIDTH, WATER)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    above = Image.eval(above.filter(ImageFilter.GaussianBlur(2)), lambda value: int(value * 0.62))
    for y in range(depth):
        shift = round(math.sin(y / 5) * (2 + y / 30) + dice.uniform(-1, 1))
        line = ImageChops.offset(above.crop((0, y, WIDTH, y + 1)), shift, 0)
        picture.paste(line, (0, WATER + y))
    ImageDraw.Draw(picture).line((0, WATER, WIDTH, WATER), (12, 12, 22), 7)
