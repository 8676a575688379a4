"""What several kinds of edition share."""
