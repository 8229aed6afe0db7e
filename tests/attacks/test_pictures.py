"""Pictures made to harm: judged by their first bytes, and what is kept of them is dots only."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from parvis.kit import images
from parvis.kit.images import TARGET_BYTES, NotAPicture, clean_image
from parvis.wiki.models import Photo
from tests.attacks.furnishing import furnish

pytestmark = pytest.mark.asvs("5.2.1", "5.2.2", "5.2.6", "14.2.8")


def encoded(kind: str, mode: str = "RGB", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, kind, **options)
    return buffer.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_claiming(width: int, height: int, *more: bytes) -> bytes:
    """A PNG of a few bytes whose header promises a picture of this size."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + b"".join(more)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def jpeg_claiming(width: int, height: int) -> bytes:
    whole = encoded("JPEG")
    at = whole.index(b"\xff\xc0") + 5
    return whole[:at] + struct.pack(">HH", height, width) + whole[at + 4 :]


def gif_claiming(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + encoded("GIF")[10:]


HUGE = {
    "png": png_claiming(100_000, 100_000), "jpeg": jpeg_claiming(65_500, 65_500), "gif": gif_claiming(65_535, 65_535),
    "one line": png_claiming(2**31 - 1, 1), "a little over": png_claiming(60_001, 1_001), "no dot": png_claiming(0, 5),
}  # fmt: skip


@pytest.mark.parametrize("name", HUGE)
def test_a_picture_too_large_is_refused_by_its_header_before_a_dot_is_decoded(monkeypatch, name):
    decoded = []
    load = images.Image.Image.load
    monkeypatch.setattr(images.Image.Image, "load", lambda self: decoded.append(self.size) or load(self))
    with pytest.raises(NotAPicture) as refusal:
        clean_image(io.BytesIO(HUGE[name]), 800)
    assert refusal.value.reason
    assert decoded == []


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", b"<?xml version='1.0'?><svg/>", b"%PDF-1.4", b"PK\x03\x04",
        b"<html><script>x()</script>", b"GIF89a", b"\xff\xd8\xff\xe0", b"RIFF\xff\xff\xff\x7fWEBPVP8 ", b"BM" + b"\xff" * 60,
        b"II*\0" + b"\xff" * 100, encoded("JPEG")[:300], encoded("PNG")[:50], encoded("WEBP")[:30], encoded("TIFF")[:60],
        b"%!PS-Adobe-3.0 EPSF-3.0\n", encoded("ICO"), encoded("PPM"), encoded("PCX"), b"\0\0\0\x20ftypavif" + b"\0" * 100,
    ],
)  # fmt: skip
def test_what_is_no_photo_or_half_a_photo_is_refused_with_words(content):
    with pytest.raises(NotAPicture) as refusal:
        clean_image(io.BytesIO(content), 800)
    assert refusal.value.reason


def test_a_picture_with_endless_texts_is_refused_or_loses_them():
    for kind in (b"zTXt", b"iTXt"):
        packed = zlib.compress(b"A" * 80_000_000, 9)
        text = b"k\0\0" + packed if kind == b"zTXt" else b"k\0\1\0\0\0" + packed
        with pytest.raises(NotAPicture):
            clean_image(io.BytesIO(png_claiming(10, 10, *[chunk(kind, text)] * 3)), 800)


POLYGLOTS = {
    "html after a jpeg": encoded("JPEG") + b"<script>zqk()</script>",
    "html in a comment": encoded("JPEG", comment=b"*/<html><script>zqk()</script>"),
    "archive after a gif": encoded("GIF") + b"PK\x03\x04zqk" * 100,
    "php in exif": encoded("JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0zqk<?php zqk(); ?>"),
    "javascript in a gif": encoded("GIF", comment=b"*/=zqk();/*"),
}


@pytest.mark.parametrize("name", POLYGLOTS)
def test_a_file_that_is_two_things_is_a_picture_only(name):
    clean = clean_image(io.BytesIO(POLYGLOTS[name]), 800)
    assert b"zqk" not in clean
    assert clean[:4] == b"RIFF"
    assert clean[8:12] == b"WEBP"


def test_animated_pictures_keep_their_first_image():
    frames = [Image.new("P", (50, 50), number) for number in range(300)]
    for kind in ("GIF", "PNG", "WEBP", "TIFF"):
        buffer = io.BytesIO()
        frames[0].convert("RGB").save(
            buffer, kind, save_all=True, append_images=[f.convert("RGB") for f in frames[1:]]
        )
        clean = Image.open(io.BytesIO(clean_image(io.BytesIO(buffer.getvalue()), 800)))
        assert getattr(clean, "n_frames", 1) == 1


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "I;16"), ("PNG", "1"), ("PNG", "LA"), ("PNG", "P"),
     ("TIFF", "F"), ("TIFF", "CMYK"), ("TIFF", "I;16"), ("TIFF", "LAB"), ("TIFF", "YCbCr"), ("WEBP", "RGBA"), ("AVIF", "RGB")],
)  # fmt: skip
def test_every_way_of_writing_colours_is_read(kind, mode):
    clean = Image.open(io.BytesIO(clean_image(io.BytesIO(encoded(kind, mode)), 800)))
    assert clean.mode in {"RGB", "RGBA"}


def test_profiles_and_every_other_hidden_thing_are_gone():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[0x010E] = "zqk"
    exif[0x0112] = 6
    for kind in ("JPEG", "PNG", "WEBP", "TIFF"):
        sent = encoded(kind, size=(60, 40), icc_profile=profile, exif=exif)
        clean = clean_image(io.BytesIO(sent), 800)
        kept = Image.open(io.BytesIO(clean))
        assert kept.size == (40, 60), f"{kind}: turned upright"
        assert not {"icc_profile", "exif", "xmp", "comment"} & set(kept.info)
        assert b"zqk" not in clean


@settings(max_examples=150)
@given(st.sampled_from(["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "AVIF"]), st.data())
def test_a_damaged_picture_never_breaks_the_house(kind, data):
    """Bytes changed at random in a real picture: a picture, or a refusal in words."""
    content = bytearray(encoded(kind))
    for _time in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        clean = clean_image(io.BytesIO(bytes(content)), 100)
    except NotAPicture:
        return
    assert len(clean) <= TARGET_BYTES


@pytest.mark.asvs("3.2.1", "5.3.1", "5.3.2", "5.4.2")
@pytest.mark.parametrize(
    "name", ["../../a.html", "a.svg", "a\r\nX: y.jpg", "a" * 300 + ".jpg", "a.php", ".htaccess", "été .jpg"]
)
def test_a_photo_is_kept_and_served_under_a_name_of_ours(village, client_of, name):
    fatou = client_of(furnish(village))
    story = Photo.objects.first().story
    photo = SimpleUploadedFile("x.jpg", encoded("JPEG"), "text/html")
    photo.__dict__["_name"] = name
    fatou.post(
        f"/histoires/{story.pk}/photos/nouvelle/", {"photo": photo, "description": "x", "people_agreed": "on"}
    )
    kept = Photo.objects.latest("pk")
    assert kept.image.name.endswith(".webp")
    assert not set(kept.image.name) & set("\r\n \\<>\"'é")
    assert ".." not in kept.image.name
    answer = (
        fatou.get(kept.address)
        if hasattr(kept, "address")
        else fatou.get(f"/histoires/photos/{kept.pk}/{kept.image.name.rsplit('/', 1)[1]}")
    )
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "sandbox" in answer["Content-Security-Policy"]
    assert fatou.get(f"/histoires/photos/{kept.pk}/..%2f..%2fsecrets%2fkey").status_code == 404
