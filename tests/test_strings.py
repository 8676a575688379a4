"""The words of the theme are complete in every language: every key, every place for a value, every plural form."""

import re
from pathlib import Path

import pytest
import yaml
from babel import Locale

STRINGS = Path(__file__).parent.parent / "themes" / "chronicle" / "strings"
LANGUAGES = sorted(place.stem for place in STRINGS.glob("*.yaml") if place.stem != "en")
# The patterns of dates, where a language's own ones in CLDR are not wanted.
PATTERNS = {"dates.day_pattern", "dates.month_pattern"}
# These forms may name the number in a word.
NUMBERED = ("zero", "one", "two")
# Forms of the same years: a language may say them by either of their ends.
YEARS = {"dates.decade", "dates.first_decade", "dates.century"}


def phrases(language: str) -> dict[str, str]:
    """List the phrases of a language by their paths, such as `entry.before`."""

    def flat(words: object, path: str) -> dict[str, str]:
        if isinstance(words, dict):
            return {key: text for name, inner in words.items() for key, text in flat(inner, f"{path}{name}.").items()}
        return {path.removesuffix("."): str(words)}

    return flat(yaml.load((STRINGS / f"{language}.yaml").read_text("utf-8"), yaml.CBaseLoader), "")


def plurals(of: dict[str, str]) -> dict[str, set[str]]:
    """List the groups that say a number of things, with the plural forms that each has."""
    groups: dict[str, set[str]] = {}
    for path in of:
        group, _, form = path.rpartition(".")
        groups.setdefault(group, set()).add(form)
    return {group: forms for group, forms in groups.items() if "{count}" in of.get(f"{group}.other", "")}


ENGLISH = phrases("en")


def test_the_languages_are_those_of_the_region_and_one_that_is_written_from_right_to_left():
    assert LANGUAGES == ["ar", "az", "hy", "ru"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_all_that_english_says_and_no_more(language):
    found, counted = phrases(language), plurals(ENGLISH)
    single = {path for path in ENGLISH if path.rpartition(".")[0] not in counted}
    own = {path for path in found if path.rpartition(".")[0] not in counted} - PATTERNS
    missing, added = sorted(single - own), sorted(own - single)
    missing += sorted(f"{group}.*" for group in counted.keys() - plurals(found).keys())
    assert (missing, added) == ([], []), f"strings/{language}.yaml lacks {missing} and has besides {added}"


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_a_number_of_things_has_every_plural_form_of_its_language(language):
    needed = {*Locale.parse(language).plural_form.tags, "other"}
    assert {group: needed - forms for group, forms in plurals(phrases(language)).items() if forms != needed} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_has_the_places_for_values_that_english_has(language):
    found, wrong = phrases(language), {}
    for path, text in found.items():
        if path in PATTERNS | YEARS:
            continue
        group, _, form = path.rpartition(".")
        english = ENGLISH.get(path) or ENGLISH[f"{group}.other"]
        here, there = (sorted(re.findall(r"\{(\w+)\}", words)) for words in (text, english))
        if here != there and not (form in NUMBERED and group in plurals(found) and here == []):
            wrong[path] = (here, there)
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_in_english(language):
    found = phrases(language)
    worded = {path for path, text in ENGLISH.items() if re.search("[A-Za-z]", re.sub(r"\{\w+\}|UTC", "", text))}
    assert {path for path in worded if found.get(path) == ENGLISH[path]} == set()


# Values that stand in a phrase, and names that are written alike in every script.
NAMES = re.compile(
    r"\{\w+\}|GeoNames|UTC|Ctrl|CSV|GeoJSON|JSON|EDTF|ISO|SQLite|Datasette|Data Package|RFC|iCalendar|CSL|LaTeX"
    r"|HTML|EPUB|PDF|ZIP|BibTeX|biblatex|TimelineJS|UTF|IANA|WGS|ACLED|BCP|DOI|SHA-256|Unicode CLDR"
)
SCRIPTS = {"ar": "[؀-ۿ]", "hy": "[԰-֏]", "ru": "[Ѐ-ӿ]"}


@pytest.mark.parametrize("language", SCRIPTS)
def test_a_language_is_written_in_its_own_script(language):
    odd = {}
    for path, text in phrases(language).items():
        letters = re.findall(r"[^\W\d_]", NAMES.sub("", text))
        if path not in PATTERNS and not all(re.match(SCRIPTS[language], letter) for letter in letters):
            odd[path] = text
    assert odd == {}
