"""Hypothesis strategies: the values that calculations meet."""

from decimal import Decimal

from hypothesis import strategies as st

#: Values of indicators: what a report prints has two decimals at most.
values = st.decimals(min_value=0, max_value=10**9, places=2)
positive = st.decimals(min_value="0.01", max_value=10**9, places=2)

#: Whole rupiah, up to more than a province spends in a year.
rupiah = st.integers(min_value=0, max_value=10**14).map(Decimal)
spent = st.integers(min_value=1, max_value=10**14).map(Decimal)

#: Any number that is printed: negative ones and long fractions too.
numbers = st.decimals(min_value=-(10**14), max_value=10**14, places=6)

#: Percentages as they are computed, far from round.
percentages = st.decimals(min_value=0, max_value=300, places=12)
