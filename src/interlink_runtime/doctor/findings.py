# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What an examination finds: one line each, with a code that stays, what was found, and what to do."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Outcome(StrEnum):
    """How an area came off, the worst last."""

    OK = "ok"
    WARNING = "warning"
    UNKNOWN = "cannot tell"
    PROBLEM = "problem"


FINDINGS: Mapping[str, str] = {
    "setting_refused": "a setting that the runtime does not start with",
    "plain_http_address": "people reach the runtime through http, so that their cookies can be read on the way",
    "no_public_address": "the runtime listens for other machines, and does not know the address that people use: "
    "its cookies are not marked as secure, and its links lead nowhere",
    "listens_everywhere": "the runtime can be reached past the web server that holds the certificate",
    "development_identity_exposed": "the development identity lets everybody choose who they are",
    "nobody_can_sign_in": "there is no provider, and no development identity: only public pages can be used",
    "frames_from_anywhere": "pages of any site may show ours in a frame",
    "frames_from_plain_http": "a page that came through http may show ours in a frame; it can be changed on the way",
    "forwarding_headers_trusted": "the environment tells servers to believe forwarding headers; interlink serve does "
    "not, another way to start it would",
    "weak_service_secret": "a service's secret can be guessed",
    "redirect_address_unsound": "the address to which providers send people back is not one that they accept",
    "redirect_address_refused": "the provider refuses the address to which people come back",
    "store_open_to_others": "other users of the machine can read what is kept, secrets included",
    "database_open_to_others": "other users of the machine can read the database",
    "files_open_to_others": "other users of the machine can read the files that people uploaded",
    "settings_open_to_others": "other users of the machine can read the settings, which hold a secret",
    "secret_file_open_to_group": "the group of a secret's file can read it",
    "clock_behind_store": "the newest event in the store is in the future: the clock was put back, or is wrong",
    "clock_behind_files": "files of the store are dated in the future: the clock was put back, or is wrong",
    "clock_differs": "the clock differs from that of a provider or of the running instance",
    "clock_jumped": "the clock jumped while this was examined",
    "provider_unreachable": "an identity provider does not answer: nobody can sign in through it",
    "provider_wrong_issuer": "an identity provider calls itself by another name than the settings do",
    "provider_not_understood": "an identity provider's discovery document lacks something, or is none",
    "provider_without_pkce": "an identity provider does not offer PKCE with S256",
    "provider_pkce_untold": "an identity provider does not say whether it offers PKCE with S256",
    "provider_unsigned_tokens": "an identity provider offers tokens that nobody signed",
    "provider_algorithms": "an identity provider signs with none of the algorithms that the settings allow",
    "provider_keys_unusable": "an identity provider's keys cannot be read, or none of them can check a token",
    "folder_not_writable": "the runtime cannot write where it must",
    "store_missing": "there is no store yet; if there should be one, the folder is wrong",
    "disk_nearly_full": "the disk has little room left",
    "limit_beyond_disk": "one upload may be larger than the room that is left",
    "limits_contradict": "a limit can never be reached because of another one",
    "few_descriptors": "the process may open too few files and connections",
    "database_unreadable": "the database cannot be read, or is none",
    "database_not_in_wal_mode": "the database was switched out of WAL mode: readers and writers wait for each other",
    "database_not_synced": "a commit would return before it is on disk",
    "migrations_pending": "the database has an older schema, which the next start changes",
    "schema_of_newer_version": "the database was written by a newer version",
    "database_damaged": "the database's own check finds damage",
    "rows_without_owner": "rows refer to others that are not there",
    "file_missing": "a stored file is not where its row says",
    "file_wrong_size": "a stored file has another size than its row says",
    "files_without_row": "stored files that nothing names stay longer than the sweep lets them",
    "python_too_old": "this Python gets no security fixes, or is too old",
    "sqlite_too_old": "this SQLite is older than what the store relies on",
    "full_text_search_missing": "this SQLite has no FTS5: the catalogue cannot be searched",
    "validator_missing": "the validator of JSON Schemas is missing, or of a version that was not tried",
    "interlinker_refused": "an installed interlinker does not load",
    "interlinker_not_installed": "the settings name an interlinker that is not installed",
    "address_unreachable": "the running instance does not answer under its address",
    "address_unhealthy": "what answers is no healthy runtime",
    "certificate_invalid": "browsers refuse the certificate",
    "certificate_ends_soon": "the certificate ends within two weeks",
    "transport_security_missing": "browsers are not told to come back through https only",
    "header_missing": "an answer lacks a header that protects people; a web server in between may drop it",
    "cookie_unprotected": "a cookie lacks a flag that protects it",
    "server_told": "answers say which version of which server they come from",
    "area_not_examined": "an area could not be examined, or took too long",
}
"""What each code means; `interlink explain` shows it."""


class Finding(BaseModel):
    """One thing that an operator should know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    outcome: Outcome
    at: str
    """The key, file or address that it is about."""
    found: str
    fix: str


def problem(code: str, at: str, found: str, fix: str) -> Finding:
    """Return what must be mended."""
    return Finding(code=code, outcome=Outcome.PROBLEM, at=at, found=found, fix=fix)


def warning(code: str, at: str, found: str, fix: str) -> Finding:
    """Return what may be meant, and should not be overlooked."""
    return Finding(code=code, outcome=Outcome.WARNING, at=at, found=found, fix=fix)


def unknown(code: str, at: str, found: str, fix: str) -> Finding:
    """Return what could not be found out."""
    return Finding(code=code, outcome=Outcome.UNKNOWN, at=at, found=found, fix=fix)
