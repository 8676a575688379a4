"""From a site's files to its pages; `reference` is the plainest way, and defines the result of all others."""
