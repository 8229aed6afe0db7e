"""Colours as the eye sees them: lightness, chroma and hue (OKLCH), and the contrast of two (WCAG 2.2).

Sources: Björn Ottosson, « A perceptual color space for image processing » (2020); WCAG 2.2, « relative
luminance » and « contrast ratio ». Colours are `#rrggbb`; lightness 0..1, chroma 0..0.4, hue in radians.
"""

from functools import lru_cache
from math import atan2, cos, hypot, sin

Triple = tuple[float, float, float]
_ALMOST = 1e-4


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _encoded(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _channels(colour: str) -> Triple:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return red, green, blue


@lru_cache(maxsize=4096)
def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def to_oklch(colour: str) -> Triple:
    """Lightness, chroma and hue of a colour."""
    red, green, blue = _channels(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short
    return lightness, hypot(a, b), atan2(b, a)


def _to_linear(lightness: float, chroma: float, hue: float) -> Triple:
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
    )


def _is_shown(lightness: float, chroma: float, hue: float) -> bool:
    return all(-_ALMOST <= channel <= 1 + _ALMOST for channel in _to_linear(lightness, chroma, hue))


def _widest(lightness: float, chroma: float, hue: float) -> float:
    """The largest chroma, at most the one asked for, that a screen can show."""
    if _is_shown(lightness, chroma, hue):
        return chroma
    low, high = 0.0, chroma
    for _turn in range(18):
        middle = (low + high) / 2
        low, high = (middle, high) if _is_shown(lightness, middle, hue) else (low, middle)
    return low


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The nearest colour a screen can show with this lightness and hue."""
    channels = _to_linear(lightness, _widest(lightness, chroma, hue), hue)
    whole = (round(min(1.0, max(0.0, _encoded(max(0.0, channel)))) * 255) for channel in channels)
    return "#" + "".join(f"{channel:02x}" for channel in whole)
