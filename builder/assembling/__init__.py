"""Put records together: what the files said becomes one archive, resolved, in order, and indexed."""
