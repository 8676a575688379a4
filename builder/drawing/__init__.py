"""Numbers drawn as SVG: pure, and without styles of their own, so that colours and faces are the theme's."""
