"""What letters sound like, for readers who write a name in another script or spelling: data for the search page.

Rough on purpose: two spellings of a name have to match, and readers can tell other matches apart."""

from types import MappingProxyType

# Letters that readers with another keyboard write otherwise.
ALIKE = MappingProxyType(
    {"ə": "e", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ς": "σ", "եւ": "եվ"}
    | {"ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك"}
)

_SCRIPTS = (
    # Cyrillic; marks are gone before: й is и, ё is е.
    "а a б b в v г g д d е e ж zh з z и i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ sh ъ - "
    "ы i ь - э e ю yu я ya і i є e ґ g ј y љ ly њ ny ђ j ћ ch џ j ө o ү u ғ gh қ k һ h ң n",
    # Armenian.
    "ու u ա a բ b գ g դ d ե e զ z է e ը i թ t ժ zh ի i լ l խ kh ծ ts կ k հ h ձ dz ղ gh ճ ch մ m յ y ն n շ sh ո o "
    "չ ch պ p ջ j ռ r ս s վ v տ t ր r ց ts ւ v փ p ք k օ o ֆ f",
    # Georgian.
    "ა a ბ b გ g დ d ე e ვ v ზ z თ t ი i კ k ლ l მ m ნ n ო o პ p ჟ zh რ r ს s ტ t უ u ფ p ქ k ღ gh ყ k შ sh ჩ ch "
    "ც ts ძ dz წ ts ჭ ch ხ kh ჯ j ჰ h",
    # Greek.
    "ου u α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s τ t υ i φ f χ kh ψ ps ω o",
    # Hebrew and Arabic, as far as they write vowels.
    "א a ב b ג g ד d ה h ו v ז z ח h ט t י i כ k ך k ל l מ m ם m נ n ן n ס s ע a פ p ף p צ ts ץ ts ק k ר r ש sh ת t",
    "ا a ب b ت t ث th ج j ح h خ kh د d ذ dh ر r ز z س s ش sh ص s ض d ط t ظ z ع a غ gh ف f ق k ك k ل l م m ن n ه h "
    "و u ي i ء - پ p چ ch ژ zh گ g",
)

# Spellings of one sound, the longer ones first.
SOUNDS = MappingProxyType(
    {"tch": "c", "sch": "s", "sh": "s", "ch": "c", "kh": "x", "gh": "g", "zh": "z", "ph": "f", "th": "t", "ts": "c"}
    | {"dz": "z", "dj": "j", "dh": "d", "ou": "u", "oo": "u", "ck": "k", "w": "v", "y": "i", "q": "k"}
)


def _in_latin() -> dict[str, str]:
    pairs = [script.split() for script in _SCRIPTS]
    known = {letter: sound.strip("-") for each in pairs for letter, sound in zip(each[::2], each[1::2], strict=True)}
    return dict(sorted(known.items(), key=lambda pair: -len(pair[0])))


LETTERS = MappingProxyType(_in_latin())
