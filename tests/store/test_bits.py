# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Sets of numbers as bits: what goes in comes out, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from interlink_runtime.store.bits import FEW, bits_of, bytes_of, has, numbers_of

NUMBERS = st.lists(st.integers(0, 5_000), max_size=2 * FEW)


@given(NUMBERS)
def test_a_set_has_the_numbers_that_it_was_made_of(numbers):
    assert numbers_of(bits_of(numbers)) == sorted(set(numbers))
    assert bits_of(numbers).bit_count() == len(set(numbers))


@given(NUMBERS, st.integers(0, 6_000))
def test_membership_is_told_from_the_bytes(numbers, number):
    assert has(bytes_of(bits_of(numbers)), number) == (number in numbers)
