"""How it looks: a view and a theme into bytes, purely."""
