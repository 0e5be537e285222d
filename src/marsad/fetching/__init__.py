"""Pages of the web, fetched politely and kept as they came."""
