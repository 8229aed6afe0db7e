"""Photos lose their secrets and their weight, and what is no photo is refused with words."""

import io

import pytest
from PIL import Image

from parvis.kit.images import TARGET_BYTES, NotAPicture, clean_image


def picture(size=(1600, 1200), kind="JPEG", exif=None, mode="RGB"):
    noise = Image.effect_noise((size[0] // 8, size[1] // 8), 90).convert(mode).resize(size)
    buffer = io.BytesIO()
    noise.save(buffer, kind, **({"exif": exif} if exif else {}))
    buffer.seek(0)
    return buffer


def opened(content):
    return Image.open(io.BytesIO(content))


def test_the_place_where_a_photo_was_taken_is_gone():
    secrets = Image.Exif()
    secrets[0x010F] = "Telephone of Odile"
    secrets.get_ifd(0x8825)[1] = "N"
    assert b"Telephone of Odile" in picture(exif=secrets).getvalue()
    clean = clean_image(picture(exif=secrets), 1200)
    assert b"Odile" not in clean
    assert not dict(opened(clean).getexif())


def test_a_photo_taken_sideways_stands_upright():
    turned = Image.Exif()
    turned[0x0112] = 6
    assert opened(clean_image(picture((400, 200), exif=turned), 400)).size == (200, 400)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"])
def test_every_usual_picture_becomes_a_small_webp(kind):
    clean = clean_image(picture((1200, 900), kind), 800)
    assert opened(clean).format == "WEBP"
    assert max(opened(clean).size) <= 800
    assert len(clean) <= TARGET_BYTES


def test_a_logo_keeps_its_transparent_ground():
    logo = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    buffer = io.BytesIO()
    logo.save(buffer, "PNG")
    buffer.seek(0)
    assert opened(clean_image(buffer, 200)).mode == "RGBA"


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"\0" * 50],
)
def test_what_is_no_picture_is_refused_with_words(content):
    with pytest.raises(NotAPicture) as refusal:
        clean_image(io.BytesIO(content), 800)
    assert "." in refusal.value.reason


def test_a_bomb_is_not_unpacked():
    bomb = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 1_000_000
    bomb.seek(0)
    with pytest.raises(NotAPicture):
        clean_image(bomb, 800)
