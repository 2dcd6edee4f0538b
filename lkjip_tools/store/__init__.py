"""What the reports of all agencies and years say, as tables to query.

Each report has its own Parquet files (`write`), made of its figures and words (`rows`). `Store`
reads those of all reports into an embedded database that lives in memory: nothing to lock, nothing
to rebuild. `postgres` loads the same tables and views into a province's server. DuckDB is imported
when it is used: it starts threads, and the warm parent of the chapters must have one.
"""
