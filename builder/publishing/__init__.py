"""The only writers to disk: what a reader meets in `public/` is always a whole site."""
