"""Language data that several parts share, and what compiles it."""
