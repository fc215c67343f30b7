# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The distribution: that it installs one interlinker, whole, and nothing else."""

import csv
import importlib.metadata
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.opening import ImportFault
from interlink_sdk.conformance.package import ENTRY_POINT_GROUP, LEFT_BY_PYTHON
from interlink_sdk.conformance.results import CannotTell, NotApplicable, Unmet
from interlink_sdk.conformance.shipped import Shipped, require_packaging

if TYPE_CHECKING:
    from packaging.requirements import Requirement

SDK_NAME = "interlink"
SDK_MODULES = frozenset({"interlink_sdk", "interlink_runtime", "pluggy", "pydantic"})
PYTHON_VERSIONS = ("3.11", "3.12", "3.13", "3.14")
MAX_PACKAGE_BYTES = 20_000_000
MAX_TEXT_BYTES = 1_000_000
MAX_PATH_CHARACTERS = 200
TEXT_SUFFIXES = {".py", ".toml", ".json", ".md", ".txt", ".html", ".css", ".js", ".yml", ".yaml", ".cfg", ".ini", ""}
MACHINE_CODE = (".so", ".pyd", ".dll", ".dylib", ".a", ".o", ".exe")

_SECRET_NAME = re.compile(
    r"(^|/)(\.env(\.[a-z]+)?|\.netrc|\.pypirc|\.git-credentials|\.htpasswd|id_(rsa|dsa|ecdsa|ed25519)"
    r"|[^/]*\.(pem|key|p12|pfx|jks|keystore))$",
    re.IGNORECASE,
)
_SECRET_TEXT = re.compile(
    r"-----BEGIN ([A-Z]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/=\s]{40}|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b"
)
_PRIVATE_PATH = re.compile(r"(?<![\w.])(/home/|/Users/)[a-z][\w.-]*/\w|\b[A-Z]:\\Users\\\w")
_NOT_PORTABLE = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)', re.IGNORECASE)
_UNRECORDED = ("RECORD", "RECORD.jws", "RECORD.p7s")


@proves("package-imports")
async def can_be_imported(shipped: Shipped) -> None:
    """Import it in a process of its own."""
    fault = (await shipped.opening()).fault
    if fault is None:
        return
    if absent := _absent_dependency(shipped, fault):
        raise CannotTell(f"{fault.found}; the dependency {absent!r} is not installed here")
    raise Unmet(fault.found, expected="a package that can be imported", file=fault.file, line=fault.line)


@proves("package-name-own")
async def name_is_its_own(shipped: Shipped) -> None:
    """Compare the first part of the package's name with the modules that are there already."""
    if not shipped.package.module:
        raise NotApplicable("the interlinker is a manifest alone")
    name = shipped.package.module.partition(".")[0]
    if name in sys.stdlib_module_names or name in SDK_MODULES:
        raise Unmet(f"a package called {name!r}", expected="a name that nothing else has")


@proves("package-offers-interlinker")
async def offers_an_interlinker(shipped: Shipped) -> None:
    """Look for the entry point."""
    if not shipped.distribution.entry_points:
        raise _unmet(shipped, f"no entry point in {ENTRY_POINT_GROUP!r}", "one")


@proves("package-entry-point-is-id")
async def entry_point_is_id(shipped: Shipped) -> None:
    """Compare the entry point's name with the identifier."""
    for name, _ in _entry_points(shipped):
        if name != shipped.manifest.id:
            raise _unmet(shipped, f"the entry point {name!r}", f"{shipped.manifest.id!r}, as the manifest says")


@proves("package-entry-point-leads")
async def entry_point_leads_to_the_package(shipped: Shipped) -> None:
    """Compare the entry point's value with the folder of the manifest."""
    expected = shipped.package.module or shipped.package.folder.name
    for name, value in _entry_points(shipped):
        if value.strip() != expected:
            raise _unmet(shipped, f"{name} = {value!r}", f"{expected!r}, the package with the manifest")


@proves("package-version-agrees")
async def version_agrees(shipped: Shipped) -> None:
    """Compare the versions, as PEP 440 reads them."""
    version = shipped.distribution.version
    if version is None:
        raise NotApplicable("the version is worked out when the wheel is built; the wheel is asked for it")
    if _normal(version) != _normal(shipped.manifest.version):
        raise _unmet(shipped, repr(version), f"{shipped.manifest.version!r}, as the manifest says")


@proves("package-wheel-named")
async def wheel_is_named(shipped: Shipped) -> None:
    """Take the file name apart."""
    name, version, *rest = shipped.wheel.path.name.removesuffix(".whl").split("-")
    said = shipped.distribution
    if len(rest) < 3 or (_plain(name), _normal(version)) != (_plain(said.name), _normal(said.version or "")):
        raise Unmet(repr(shipped.wheel.path.name), expected=f"a name that begins with {said.name}-{said.version}-")


@proves("package-record-correct")
async def record_is_correct(shipped: Shipped) -> None:
    """Compare RECORD with the members."""
    wheel = shipped.wheel
    place = f"{wheel.dist_info}/RECORD"
    rows = {row[0]: tuple(row[1:3]) for row in csv.reader(wheel.record.splitlines()) if len(row) >= 3}
    unrecorded = {f"{wheel.dist_info}/{name}" for name in _UNRECORDED}
    for name, member in wheel.members:
        if name in unrecorded:
            continue
        expected = (f"sha256={member.digest}", str(member.size_bytes))
        if rows.get(name) != expected:
            found = f"another digest or size of {name!r}" if name in rows else f"nothing about {name!r}"
            raise Unmet(found, expected=",".join(expected), file=place)
    if gone := sorted(rows.keys() - set(wheel.names)):
        raise Unmet(f"{gone[0]!r}, which is not in the wheel", expected="files that are there", file=place)


@proves("package-installs-itself-only")
async def installs_itself_only(shipped: Shipped) -> None:
    """Look at the top of the wheel."""
    own = {shipped.wheel.module.partition(".")[0], shipped.wheel.dist_info}
    others = sorted({name.partition("/")[0] for name in shipped.wheel.names} - own)
    if others:
        raise Unmet(f"{', '.join(others)} at the top of the wheel", expected=f"{' and '.join(sorted(own))} only")


@proves("package-licence-shipped")
async def licence_is_shipped(shipped: Shipped) -> None:
    """Look for the files of the licence."""
    said, wheel = shipped.distribution, shipped.package.wheel
    if not said.licence_files:
        raise _unmet(shipped, "no file of a licence", "LICENSE")
    if wheel is not None:
        places = {f"{wheel.dist_info}/{folder}{name}" for folder in ("", "licenses/") for name in said.licence_files}
        if not places & set(wheel.names):
            raise _unmet(shipped, f"{', '.join(said.licence_files)}, which the wheel does not hold", "the text itself")


@proves("package-licence-agrees")
async def licence_agrees(shipped: Shipped) -> None:
    """Compare both licence expressions."""
    said = shipped.distribution.licence
    if _licence(said) != _licence(shipped.manifest.licence):
        raise _unmet(shipped, repr(said) if said else "no licence", f"{shipped.manifest.licence!r}")


@proves("package-requires-python")
async def requires_python(shipped: Shipped) -> None:
    """Try the versions of Python that the SDK takes."""
    require_packaging()
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    said = shipped.distribution.requires_python
    try:
        takes_one = bool(said) and any(SpecifierSet(said).contains(version) for version in PYTHON_VERSIONS)
    except InvalidSpecifier:
        takes_one = False
    if not takes_one:
        raise _unmet(shipped, repr(said) if said else "no Requires-Python", f"one of {', '.join(PYTHON_VERSIONS)}")


@proves("package-depends-on-interlink")
async def depends_on_interlink(shipped: Shipped) -> None:
    """Look for the SDK among what is required."""
    if not shipped.package.module:
        raise NotApplicable("the interlinker is a manifest alone")
    if not _sdk_requirements(shipped):
        raise _unmet(shipped, f"no dependency on {SDK_NAME!r}", "it")


@proves("package-interlink-bounded")
async def interlink_is_bounded(shipped: Shipped) -> None:
    """Look for a lowest and a highest version."""
    found = _sdk_requirements(shipped)
    if not found:
        raise NotApplicable(f"there is no dependency on {SDK_NAME!r}")
    operators = {specifier.operator for requirement in found for specifier in requirement.specifier}
    if not (operators & {">=", ">", "~=", "=="} and operators & {"<", "<=", "~=", "=="}):
        raise _unmet(shipped, repr(str(found[0])), "a lowest and a highest version")


@proves("package-dependencies-named")
async def dependencies_are_named(shipped: Shipped) -> None:
    """Look for direct references."""
    for requirement in _requirements(shipped):
        if requirement.url:
            raise _unmet(shipped, repr(str(requirement)), "a name with versions")


@proves("package-no-secrets")
async def holds_no_secrets(shipped: Shipped) -> None:
    """Look at the names of all files and into the texts."""
    for name in _names(shipped):
        if _SECRET_NAME.search(name):
            raise Unmet(repr(name), expected="no files of credentials", file=name)
    _refuse_text(shipped, _SECRET_TEXT, lambda _: "a private key or a token", "no credentials")


@proves("package-no-bytecode")
async def holds_no_bytecode(shipped: Shipped) -> None:
    """Look for what Python compiles."""
    for name in shipped.wheel.names:
        if name.endswith((".pyc", ".pyo")):
            raise Unmet(repr(name), expected="source files only", file=name)


@proves("package-no-private-paths")
async def holds_no_private_paths(shipped: Shipped) -> None:
    """Look into the texts for folders of people."""
    _refuse_text(shipped, _PRIVATE_PATH, lambda path: f"the path {path!r}", "paths relative to the package")


@proves("package-file-names")
async def file_names_are_portable(shipped: Shipped) -> None:
    """Look at each part of each name."""
    seen: dict[str, str] = {}
    for name in _names(shipped):
        plain = unicodedata.normalize("NFC", name)
        if plain != name or len(name) > MAX_PATH_CHARACTERS or any(map(_NOT_PORTABLE.search, name.split("/"))):
            raise Unmet(repr(name), expected="a name that every system takes", file=name)
        if (other := seen.setdefault(plain.casefold(), name)) != name:
            raise Unmet(f"{other!r} and {name!r}", expected="names that differ by more than capitals", file=name)


@proves("package-no-machine-code")
async def holds_no_machine_code(shipped: Shipped) -> None:
    """Look for compiled libraries."""
    for name in _names(shipped):
        if name.endswith(MACHINE_CODE):
            raise Unmet(repr(name), expected="source files only", file=name)


@proves("package-small")
async def is_small(shipped: Shipped) -> None:
    """Add up all files."""
    size = sum(path.stat().st_size for _, path in shipped.package.files())
    if size > MAX_PACKAGE_BYTES:
        raise Unmet(f"{size} bytes", expected=f"at most {MAX_PACKAGE_BYTES}")


@proves("package-readme")
async def has_a_readme(shipped: Shipped) -> None:
    """Look for the long description."""
    if not shipped.distribution.description.strip():
        raise _unmet(shipped, "no README", "its text")


def _unmet(shipped: Shipped, found: str, expected: str) -> Unmet:
    return Unmet(found, expected=expected, file=shipped.distribution.file)


def _absent_dependency(shipped: Shipped, fault: ImportFault) -> str:
    """Return a declared dependency that is not installed, where an import failed because a module is missing."""
    own = shipped.package.module.partition(".")[0]
    if not fault.missing or fault.missing.partition(".")[0] == own or shipped.package.distribution is None:
        return ""
    needed = (found.name for found in _requirements(shipped) if found.marker is None or found.marker.evaluate())
    return next((name for name in needed if not _is_installed(name)), "")


def _is_installed(name: str) -> bool:
    try:
        importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _entry_points(shipped: Shipped) -> tuple[tuple[str, str], ...]:
    if not shipped.distribution.entry_points:
        raise NotApplicable("there is no entry point")
    return shipped.distribution.entry_points


def _names(shipped: Shipped) -> Iterator[str]:
    wheel = shipped.package.wheel
    names = wheel.names if wheel else [name for name, _ in shipped.package.files()]
    return (name for name in names if LEFT_BY_PYTHON not in name.split("/"))


def _refuse_text(shipped: Shipped, pattern: re.Pattern[str], told: Callable[[str], str], expected: str) -> None:
    for name, path in shipped.package.files():
        if path.suffix.lower() not in TEXT_SUFFIXES or path.stat().st_size > MAX_TEXT_BYTES:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        if found := pattern.search(text):
            line = text.count("\n", 0, found.start()) + 1
            raise Unmet(told(found[0]), expected=expected, file=name, line=line)


def _sdk_requirements(shipped: Shipped) -> list["Requirement"]:
    return [found for found in _requirements(shipped) if _plain(found.name) == SDK_NAME and found.marker is None]


def _requirements(shipped: Shipped) -> list["Requirement"]:
    require_packaging()
    from packaging.requirements import InvalidRequirement, Requirement

    try:
        return [Requirement(text) for text in shipped.distribution.requires]
    except InvalidRequirement as error:
        raise _unmet(shipped, str(error).splitlines()[0], "dependencies as PEP 508 writes them") from None


def _normal(version: str) -> Any:
    """Return *version* so that two which mean the same are equal."""
    require_packaging()
    from packaging.version import InvalidVersion, Version

    try:
        return Version(version)
    except InvalidVersion:
        return version


def _licence(expression: str) -> str:
    require_packaging()
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    try:
        return canonicalize_license_expression(expression)
    except InvalidLicenseExpression:
        return expression


def _plain(name: str) -> str:
    """Return the name of a distribution as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()
