"""The coder: stages, the pipeline that orders them, and the events that come out."""
