# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Files: kept byte for byte under their names, and refused with a reason where they are not taken."""

from urllib.parse import unquote

from interlink_sdk.assets import MAX_FILE_NAME_BYTES, Asset, File, Html
from interlink_sdk.conformance.case import Case, must_refuse, refusal_of
from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.markup import PROBE, Markup
from interlink_sdk.conformance.results import NotApplicable, NotTested, Unmet
from interlink_sdk.manifest.model import Files

MAX_SENT_BYTES = 64 * 1024 * 1024
"""More is not sent by a check."""
LARGE_BYTES = 5_000_000
CONTENT = "Two lines,\r\none of them — with “typographic” signs — ends in space \n\n".encode()
ODD_NAMES = (
    "Žagaru plāns.txt",
    "公園の計画.txt",
    "خطة الحديقة.txt",
    "two  spaces & 'quotes' 100%.txt",
    "hash #1; a=b,c+d?.txt",
    f"<b {PROBE}>.txt",
    "…..txt",
    "-rf.txt",
    f"{'n' * (MAX_FILE_NAME_BYTES - 4)}.txt",
)


@proves("file-kept-whole")
async def kept_whole(case: Case) -> None:
    """Send the files of each sample, and a text with all kinds of line ends, and read them back."""
    sent = [case.files_of(sample) for sample in case.samples if sample.files]
    if not sent:
        raise NotApplicable("no sample has files")
    for files in sent:
        _check_kept(await _made(case, *files), *files)
    if _takes_text(case):
        text = File(name="lines.txt", media_type="text/plain", content=CONTENT)
        _check_kept(await _made(case, text), text)


@proves("file-largest-kept")
async def largest_kept(case: Case) -> None:
    """Send a file as large as may be."""
    size = min(_rules(case).max_bytes, LARGE_BYTES)
    file = case.text_file("large.txt", b"Benches in the shade\n" * (size // 21) + b"." * (size % 21))
    _check_kept(await _made(case, file), file)


@proves("file-empty-judged")
async def empty_judged(case: Case) -> None:
    """Send a file without content."""
    file = case.text_file("empty.txt", b"")
    error = await refusal_of(_made(case, file))
    if error is not None and error.code not in {"invalid_parameters", "unsupported_media_type"}:
        raise Unmet(f"an empty file: {error.code!r}: {error.message}", expected="an asset, or a refusal that says why")
    if error is None:
        _check_kept(await _made(case, file), file)


@proves("file-odd-names-kept")
async def odd_names_kept(case: Case) -> None:
    """Send files with names in many scripts, with signs, and as long as may be."""
    for name in ODD_NAMES:
        file = case.text_file(name, CONTENT)
        if error := await refusal_of(_made(case, file)):
            raise Unmet(f"the name {name!r} was refused with {error.code!r}: {error.message}", expected="an asset")
        _check_kept(await _made(case, file), file)


@proves("file-links-lead-to-files")
async def links_lead_to_files(case: Case) -> None:
    """Follow the links of a page to the files, whatever these are called."""
    for name in ODD_NAMES:
        file = case.text_file(name, CONTENT)
        asset = await _made(case, file)
        page = await case.subject.view(asset.id)
        markup = Markup(page.body if isinstance(page, Html) else "")
        known = {kept.name for kept in asset.files}
        if lost := [link for link in _files_linked(markup) if link not in known]:
            raise Unmet(f"a link of the page leads to {lost[0]!r}", expected=f"one of {sorted(known)!r}")
        if markup.has_probe:
            raise Unmet(f"the name {name!r} became an element of the page", expected="names to be escaped")


@proves("file-same-content-kept")
async def same_content_kept(case: Case) -> None:
    """Send the same bytes under two names."""
    _want_several(case)
    files = [case.text_file(name, CONTENT) for name in ("one.txt", "other.txt")]
    _check_kept(await _made(case, *files), *files)


@proves("file-same-name-kept")
async def same_name_kept(case: Case) -> None:
    """Send two files of one name."""
    _want_several(case)
    files = [case.text_file("scan.txt", content) for content in (b"The first.\n", b"The second.\n")]
    error = await refusal_of(_made(case, *files))
    if error is not None and error.code != "invalid_parameters":
        raise Unmet(f"two files of one name: {error.code!r}: {error.message}", expected="both kept, or a refusal")
    if error is None:
        kept = (await _made(case, *files)).files
        if {file.read_bytes() for file in kept} < {file.content for file in files}:
            raise Unmet(f"of two files called 'scan.txt', {[file.name for file in kept]} are kept", expected="both")


@proves("file-wrong-type-refused")
async def wrong_type_refused(case: Case) -> None:
    """Send a file of a type that no manifest lists."""
    _rules(case)
    file = File(name="strange.xyz", media_type="application/x-nobody-takes-this", content=b"strange")
    await must_refuse(_made(case, file), "unsupported_media_type", what="a file of another type")


@proves("file-too-many-refused")
async def too_many_refused(case: Case) -> None:
    """Send one file more than may be."""
    files = [case.text_file(f"{number}.txt", CONTENT) for number in range(_rules(case).max_count + 1)]
    await must_refuse(_made(case, *files), "too_large", "invalid_parameters", what=f"{len(files)} files")


@proves("file-too-large-refused")
async def too_large_refused(case: Case) -> None:
    """Send a file that is one byte too large."""
    limit = _rules(case).max_bytes
    if limit >= MAX_SENT_BYTES:
        raise NotTested(f"a check sends no file of more than {limit} bytes")
    file = case.text_file("large.txt", b"." * (limit + 1))
    await must_refuse(_made(case, file), "too_large", what=f"a file of {limit + 1} bytes")


@proves("file-missing-refused")
async def missing_refused(case: Case) -> None:
    """Send fewer files than are wanted."""
    if _rules(case).min_count == 0:
        raise NotApplicable("no file is required")
    attempt = case.subject.make(case.params, case.uploads[: _rules(case).min_count - 1])
    error = await must_refuse(attempt, "invalid_parameters", what="an asset without the files that it needs")
    if not any(problem.key == "files" for problem in error.problems):
        raise Unmet("the refusal does not name the files", expected="a problem with the key 'files'")


@proves("file-untaken-refused")
async def untaken_refused(case: Case) -> None:
    """Send a file to an interlinker that takes none."""
    if case.manifest.files is not None:
        raise NotApplicable("the interlinker takes files")
    file = File(name="note.txt", media_type="text/plain", content=CONTENT)
    attempt = case.subject.make(case.params, [file])
    await must_refuse(attempt, "not_offered", "unsupported_media_type", what="a file that nobody asked for")


def _files_linked(markup: Markup) -> list[str]:
    inside = (address.removeprefix("files/") for address in markup.addresses if address.startswith("files/"))
    return [unquote(address.partition("#")[0].partition("?")[0]) for address in inside]


def _rules(case: Case) -> Files:
    if case.manifest.files is None:
        raise NotApplicable("the interlinker takes no files")
    return case.manifest.files


def _want_several(case: Case) -> None:
    if _rules(case).max_count == 1:
        raise NotApplicable("the interlinker takes one file only")


def _takes_text(case: Case) -> bool:
    return bool(case.manifest.files and {"text/plain", "text/*"} & set(case.manifest.files.accept))


async def _made(case: Case, *files: File) -> Asset:
    """Return an asset with *files*, and with those of the sample that are still wanted."""
    missing = max(0, _rules(case).min_count - len(files))
    made = await case.subject.make(case.params, [*files, *case.uploads[:missing]])
    return await case.subject.read(made.id)


def _check_kept(asset: Asset, *files: File) -> None:
    kept = {file.name: file.read_bytes() for file in asset.files}
    for file in files:
        if file.name not in kept:
            raise Unmet(
                f"{file.name!r} is kept as {', '.join(kept) or 'nothing'}", expected="the name that it came with"
            )
        if kept[file.name] != file.read_bytes():
            raise Unmet(f"{file.name!r} was changed", expected="the same bytes")
