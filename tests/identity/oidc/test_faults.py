# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Every reason for a refusal is explained to operators, and to people where they meet it."""

from pathlib import Path
from typing import get_args

import pytest

from interlink_runtime.identity.oidc.faults import ProviderFault, TokenFault, provider_failed, token_refused
from interlink_runtime.web.pages.sign_in import FAILURES

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "sign-people-in.md"


@pytest.mark.parametrize("fault", [*get_args(TokenFault), *FAILURES])
def test_every_reason_is_in_the_documentation(fault):
    assert f"`{fault}`" in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("fault", get_args(ProviderFault))
def test_every_fault_of_a_provider_has_words_for_people(fault):
    assert FAILURES[provider_failed("town", fault).detail["reason"]].advice


@pytest.mark.parametrize("fault", get_args(TokenFault))
def test_every_refusal_of_a_token_says_what_to_do(fault):
    [problem] = token_refused(fault).problems
    assert problem.code == f"token_{fault}"
    assert problem.fix
