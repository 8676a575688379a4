"""How a page's text relates to the original: translated, by whom and reviewed or not; or not translated yet."""

from builder.model.archive import Archive
from builder.model.entry import Entry
from builder.model.page import StandingPage
from builder.views.output import Listed, TranslationView


def translation_view(key: str, body: str, archive: Archive, own: str | None = None) -> TranslationView | None:
    """Return, of what has a text (`actors/ID` and the like) whether it is translated; None where that goes unsaid.

    `own` is the language in which the text was written, where it is not the original's."""
    if archive.original is None or own == archive.site.language:
        return None
    found = archive.translations.get(key)
    has_text = bool(body.strip())
    if found and (found.has_text or not has_text):
        return TranslationView(True, found.translator, found.review)
    return TranslationView(False) if has_text or found else None


def entry_translation(entry: Entry, archive: Archive) -> TranslationView | None:
    """Return whether an entry is translated; one that is written in the edition's own language need not be."""
    if archive.original is None or entry.lang == archive.site.language:
        return None
    return translation_view(f"entries/{entry.id}", entry.body, archive) or TranslationView(False)


def page_translation(page: StandingPage, archive: Archive) -> TranslationView | None:
    """Return the same of a standing page."""
    return translation_view(f"pages/{page.id}", page.body, archive, page.lang)


def front_translation(archive: Archive) -> TranslationView | None:
    """Return whether the publication's own title and description are translated."""
    if archive.original is None:
        return None
    found = next(iter(archive.site.translations), None)
    return TranslationView(True, found.translator, found.review) if found else TranslationView(False)


def listed(translation: TranslationView | None, changed: str | None = None) -> Listed | None:
    """List a page in the sitemap, unless it shows the original's text once more."""
    return Listed(changed) if translation is None or translation.is_translated else None


def own_language(entry: Entry) -> str | None:
    """Name the language of what no translation of an entry covers: claims, corrections, quotations."""
    return entry.own_lang or entry.lang
