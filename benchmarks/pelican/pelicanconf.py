"""Entries as articles, and a list for each year, actor (an author to Pelican), place (a category) and tag."""

SITENAME = "A measured chronology"
SITEURL = ""
TIMEZONE = "UTC"
PATH = "content"
OUTPUT_PATH = "public"
ARTICLE_PATHS = ["entries"]
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
THEME = "theme"
ARTICLE_URL, ARTICLE_SAVE_AS = "entries/{slug}/", "entries/{slug}/index.html"
AUTHOR_URL, AUTHOR_SAVE_AS = "actors/{slug}/", "actors/{slug}/index.html"
CATEGORY_URL, CATEGORY_SAVE_AS = "places/{slug}/", "places/{slug}/index.html"
TAG_URL, TAG_SAVE_AS = "tags/{slug}/", "tags/{slug}/index.html"
YEAR_ARCHIVE_URL, YEAR_ARCHIVE_SAVE_AS = "timeline/{date:%Y}/", "timeline/{date:%Y}/index.html"
AUTHORS_SAVE_AS, CATEGORIES_SAVE_AS = "actors/index.html", "places/index.html"
TAGS_SAVE_AS, ARCHIVES_SAVE_AS = "tags/index.html", "timeline/index.html"
DIRECT_TEMPLATES = ["index", "authors", "categories", "tags", "archives"]
DEFAULT_PAGINATION = False
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_RSS = None
