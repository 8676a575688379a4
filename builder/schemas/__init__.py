"""JSON Schemas of what authors write, as `make schemas` makes them."""
