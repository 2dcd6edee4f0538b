"""The servers that tests start are real and empty."""

import psycopg
import pytest
from sqlalchemy import create_engine, text


@pytest.mark.postgres
def test_the_server_answers_and_is_empty(postgres):
    engine = create_engine(postgres)
    with engine.connect() as connection:
        tables = connection.scalars(
            text("select count(*) from information_schema.tables where table_schema = 'public'")
        ).one()
    engine.dispose()

    assert tables == 0


@pytest.mark.postgres
def test_the_address_works_for_psycopg_too(postgres):
    with psycopg.connect(postgres.replace("+psycopg", "")) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
