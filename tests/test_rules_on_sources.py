"""Rules on sources: what an entry rests on can be found again, and is what it was."""

import pytest
from conftest import TWO_SIDES


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "title: Something happened\nmedia: [{file: a.png, alt: A bridge, credit: Ines Bell}]\n---\n",
            ['5:9 S8 "a.png" is by Ines Bell, and nothing says that it may be published'],
        ),
        (
            "title: Something happened\n"
            "media: [{file: a.png, alt: A bridge, credit: Ines Bell, licence: CC0}]\n"
            "---\n",
            [],
        ),
        (
            "title: Something happened\n"
            "authors: Ines Bell\n"
            "media: [{file: a.png, alt: A bridge, credit: Ines Bell}]\n"
            "---\n",
            [],
        ),
        (
            "title: Something happened\n"
            "media: [{file: a.png, alt: A bridge, credit: Ines Bell, publish: false}]\n"
            "---\n",
            [],
        ),
    ],
)
def test_a_picture_of_somebody_else_has_a_licence(site, text, found):
    made = site(TWO_SIDES, around="")
    made.write("-- content/media/a.png --\n")
    assert made.found_in(text, "S8") == found
