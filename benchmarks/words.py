"""Turn throws of dice into words: names, sentences and texts that mean nothing, about nobody."""

import random

WORDS = (
    "the of and to in a that was on for said with by from at were its had had after before during between over "
    "near road village town region border line forces ministry statement report officials residents agency talks "
    "ceasefire shelling convoy aid delegation mission hospital bridge school district council assembly "
    "commission morning evening night week month year day hours several few number people families vehicles "
    "positions according reported confirmed denied announced called asked told wrote added noted agreed refused "
    "proposed"
).split()
SYLLABLES = "ar bel cor dan es fal gor hin is jol kar lem mar nor os pal quin ros sel tar ul ven wes yor zel".split()


def text(words: int, dice: random.Random) -> str:
    """Give sentences of twelve words, as many as fit into a number of words."""
    return " ".join(sentence(12, dice) + "." for _ in range(words // 12))


def sentence(words: int, dice: random.Random) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(words)).capitalize()


def name(dice: random.Random) -> str:
    return "".join(dice.choice(SYLLABLES) for _ in range(3))
