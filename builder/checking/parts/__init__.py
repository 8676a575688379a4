"""What the families of rules share."""
