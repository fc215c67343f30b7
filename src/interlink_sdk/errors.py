# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Every way in which the SDK and the runtime say no.

Errors are values on the wire (`code`, `message`, `detail`) and exceptions in Python; they are
converted at two points only, `dispatch` and `client`. The families answer who must act:

    InterlinkError
    ├── CallerError      whoever asked: other parameters, another version, another role
    ├── AuthorError      who wrote the interlinker: its manifest, its hooks, its replies
    └── OperatorError    who runs the platform: settings, disk, an upstream

A code is documented here, never renamed and never reused. `interlink explain CODE` prints the
docstring and the remedy of the class.
"""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, JsonValue


class Problem(BaseModel):
    """One thing that is wrong, where it is, and how to mend it."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    code: str
    key: str = ""
    """Key path inside the document, dotted: `contributions.votes.schema`, or a form field's name."""
    file: str = ""
    line: int | None = None
    found: str
    expected: str
    why: str = ""
    fix: str

    def __str__(self) -> str:
        place = self.file + (f":{self.line}" if self.line else "")
        where = " ".join(part for part in (place, self.key) if part)
        reason = f" ({self.why})" if self.why else ""
        return f"{where or 'input'}: found {self.found}, expected {self.expected}{reason} — {self.fix}"


class InterlinkError(Exception):
    """Something went wrong that a newer peer knows a better word for."""

    code: ClassVar[str] = "error"
    fix: ClassVar[str] = "upgrade this side: the other side uses a code that this version does not know"

    def __init__(self, message: str, *, problems: Sequence[Problem] = (), **detail: JsonValue) -> None:
        super().__init__(message)
        self.message = message
        self.problems = tuple(problems)
        self.detail: dict[str, JsonValue] = detail

    def __str__(self) -> str:
        return "\n".join([self.message, *(f"  {problem}" for problem in self.problems)])


class CallerError(InterlinkError):
    """The one who asked must ask differently."""

    code = "refused"
    fix = "read the message: it says what was asked and what may be asked instead"


class MalformedRequest(CallerError):
    """The request could not be read at all: no JSON where JSON was due, a broken body, an unknown parameter."""

    code = "malformed_request"
    fix = "send what the message names; the reference of the API shows the shape"


class InvalidParameters(CallerError):
    """The parameters do not fit the interlinker's JSON Schema; there is one problem per field."""

    code = "invalid_parameters"
    fix = "correct each field that is named and send the whole again; nothing was stored"


class InvalidBundle(CallerError):
    """The file is not a portable bundle that can be trusted.

    It is damaged, incomplete, too large when unpacked, or has names that leave its folder.
    """

    code = "invalid_bundle"
    fix = "export the asset again from where it came; nothing was restored"


class Unauthenticated(CallerError):
    """Nobody is signed in, or the credential is invalid or expired."""

    code = "unauthenticated"
    fix = "sign in and repeat"


class Forbidden(CallerError):
    """The person is known and may see the asset, but the role does not allow this operation."""

    code = "forbidden"
    fix = "ask the owner of the asset for a role that may do this"


class NotFound(CallerError):
    """There is no such thing, or the person may not know that there is."""

    code = "not_found"
    fix = "check the address; if someone shared it with you, ask them whether they still do"


class NotOffered(CallerError):
    """The interlinker does not offer this capability, export format or contribution collection."""

    code = "not_offered"
    fix = "use what the interlinker's page lists"


class StaleVersion(CallerError):
    """The asset was changed by someone else since it was read; nothing was overwritten."""

    code = "stale_version"
    fix = "read the asset again, apply the change to the newer version and send that version's ETag"


class PreconditionRequired(CallerError):
    """A change must say which version it changes, so that nobody's work is overwritten unseen."""

    code = "precondition_required"
    fix = "send the ETag of the version you read in If-Match"


class KeyReused(CallerError):
    """The Idempotency-Key was used before for a different request."""

    code = "idempotency_key_reused"
    fix = "use a new key for a new request; repeat a key only with the same body"


class RequestUnderWay(CallerError):
    """The same request with the same Idempotency-Key came before and is still being worked on."""

    code = "request_under_way"
    fix = "repeat it with the same key after the seconds in Retry-After; it takes effect once"


class TooLarge(CallerError):
    """An upload, a document or the number of files is over the limit that the message names."""

    code = "too_large"
    fix = "send less, or ask the operator to raise the limit"


class UnsupportedMediaType(CallerError):
    """The interlinker does not take files of this type."""

    code = "unsupported_media_type"
    fix = "send one of the types that the message lists"


class CollectionClosed(CallerError):
    """The collection takes no more contributions."""

    code = "collection_closed"
    fix = "ask an editor of the asset to open it again"


class AlreadyContributed(CallerError):
    """The collection keeps the first contribution of each person, and there is one already."""

    code = "already_contributed"
    fix = "nothing to do: the earlier contribution counts"


class Conflict(CallerError):
    """What is asked for collides with something that exists: an identifier, a grant, a name."""

    code = "conflict"
    fix = "choose another, or remove the one that exists"


class TargetUnknown(CallerError):
    """There is nothing to examine at the target: no manifest, no wheel, no installed interlinker."""

    code = "target_unknown"
    fix = "name a folder with an interlinker, a wheel, the id of an installed interlinker, or a web address"


class NameUnusable(CallerError):
    """No identifier of an interlinker can be made of the name; nothing was written."""

    code = "name_unusable"
    fix = "choose another name: its first letters become the identifier, which begins with a letter and has at most 40"


class UnknownChoice(CallerError):
    """There is no such template, licence or language, or what was given is no address; nothing was written."""

    code = "unknown_choice"
    fix = "choose one of those that the message lists"


class FolderTaken(CallerError):
    """Something is already in the place of what was to be made; it was left as it is."""

    code = "folder_taken"
    fix = "name another place with --folder, or move away what is there"


class FolderUnwritable(CallerError):
    """The files could not be written: no permission, no such folder or no space; nothing was left behind."""

    code = "folder_unwritable"
    fix = "name a folder with --folder that is there, in which you may write and that has space"


class DialectInvalid(CallerError):
    """A dialect, which says how a foreign service speaks, cannot be used: no such one, or a key that is wrong."""

    code = "dialect_invalid"
    fix = "name a built-in dialect, or a TOML file that fits the published schema of dialects"


class AuthorError(InterlinkError):
    """The author of the interlinker must act."""

    code = "author_error"
    fix = "tell the maintainer that the interlinker's page names, with the call's id"


class ManifestInvalid(AuthorError):
    """The manifest or a file it names is wrong; all problems are listed and nothing was loaded from it."""

    code = "manifest_invalid"
    fix = "correct each problem in the file and line that it names"


class HookInvalid(AuthorError):
    """A function of the interlinker does not fit the contract: a misspelled hook or argument, a missing decorator."""

    code = "hook_invalid"
    fix = "correct each function in the file and line that is named"


class PluginRefused(AuthorError):
    """An installed plugin cannot be loaded.

    Its entry point leads nowhere, its import raises, or its identifier is taken.
    """

    code = "plugin_refused"
    fix = "mend what the reason names or uninstall the distribution; everything else is loaded"


class TargetRefused(AuthorError):
    """The wheel cannot be examined: it is damaged, unsafe, or does not offer one interlinker; nothing was unpacked."""

    code = "target_refused"
    fix = "build the wheel again from its source, with one interlinker in it"


class ConversionRefused(AuthorError):
    """The bundle or the project cannot be converted: unreadable, unsafe, or there is something at the place already.

    Nothing was written.
    """

    code = "conversion_refused"
    fix = "correct what is named, or name another folder with --output"


class ProjectStale(AuthorError):
    """Something in the project that is generated, or that must agree with the manifest, is not current."""

    code = "project_stale"
    fix = "run `interlink build --write`, look at what it changed, and correct by hand what it leaves"


class BuildFailed(AuthorError):
    """The wheel could not be made of the project."""

    code = "build_failed"
    fix = "correct what the message names in pyproject.toml; the project's build tool said it"


class UpgradeRefused(AuthorError):
    """The project cannot be brought to the current template as it is now; nothing was changed."""

    code = "upgrade_refused"
    fix = "commit or finish what the message names, then run the command again"


class HookRaised(AuthorError):
    """A hook of the interlinker raised an exception; nothing was stored."""

    code = "hook_raised"
    fix = "look up the call's id in the log, where the traceback is, and tell the maintainer"


class InvalidReply(AuthorError):
    """A hook of the interlinker returned something that the contract does not allow; nothing was stored."""

    code = "invalid_reply"
    fix = "return the value that the contract names for this hook; a forgotten `return` gives None"


class OperatorError(InterlinkError):
    """Whoever runs the platform must act."""

    code = "operator_error"
    fix = "tell the operator, with the call's id"


class SettingsInvalid(OperatorError):
    """The settings of the runtime are wrong: an unknown key, a wrong type, an unreadable file."""

    code = "settings_invalid"
    fix = "correct each key that is named in interlink.toml or in the environment"


class InterlinkerUnavailable(OperatorError):
    """The interlinker cannot be reached now: it is starting, disabled, refused or uninstalled.

    Its assets stay listed and exportable.
    """

    code = "interlinker_unavailable"
    fix = "try again later; the operator's list of interlinkers shows the reason"


class DeadlineExceeded(OperatorError):
    """The interlinker did not answer in time; nothing was stored."""

    code = "deadline_exceeded"
    fix = "try again; if it happens often, tell the operator"


class UpstreamFailed(OperatorError):
    """The service behind the interlinker failed or could not be reached; nothing was stored here."""

    code = "upstream_failed"
    fix = "try again later; the message names the service"


class StoreUnavailable(OperatorError):
    """The store could not take the write: the disk is full or another process holds the lock.

    Nothing was half-written.
    """

    code = "store_unavailable"
    fix = "try again after the seconds in Retry-After; the operator should look at free disk space"


class FileLost(OperatorError):
    """A stored file is missing or damaged, so that nothing was sent of what needs it."""

    code = "file_lost"
    fix = "the operator restores the folder of blobs from a backup; the message names the file"


def error_classes(family: type[InterlinkError] = InterlinkError) -> Iterator[type[InterlinkError]]:
    """Yield every error class, families before their members."""
    yield family
    for member in family.__subclasses__():
        yield from error_classes(member)


def code_of(error: InterlinkError) -> str:
    """Return the documented code of *error*: for a class of an author's own, that of its nearest ancestor here."""
    ancestors = (kind for kind in type(error).__mro__ if issubclass(kind, InterlinkError))
    return next(kind.code for kind in ancestors if kind.__module__ == __name__)


def error_for(code: str, message: str, detail: dict[str, Any] | None = None) -> InterlinkError:
    """Return the exception that *code* names; an unknown code becomes the base error."""
    rest = dict(detail or {})
    problems = [_problem_from(problem) for problem in rest.pop("problems", [])]
    for kind in error_classes():
        if kind.code == code and kind.__module__ == __name__:
            error = kind(message, problems=problems)
            break
    else:
        error, rest = InterlinkError(message, problems=problems), {**rest, "unknown_code": code}
    error.detail = rest
    return error


def detail_of(error: InterlinkError) -> dict[str, JsonValue]:
    """Return the JSON detail of *error*, problems included, as it goes over the wire."""
    if not error.problems:
        return error.detail
    return {**error.detail, "problems": [problem.model_dump(mode="json") for problem in error.problems]}


def _problem_from(value: dict[str, Any]) -> Problem:
    # a newer peer may say more than this side understands
    return Problem.model_validate({key: part for key, part in value.items() if key in Problem.model_fields})
