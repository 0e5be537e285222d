"""What the pages ask of a store: functions of a DuckDB cursor and a `Filter`, without any HTTP.

They read the tables of `index.py`, which hold what overviews need of each incident, one row each.
"""
