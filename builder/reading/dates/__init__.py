"""Read dates as authors write them."""
