# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Wrong in the distribution: it cannot be imported or installed, or brings what nobody asked for."""

from collections.abc import Callable, Mapping

from tests.conformance.miniature import Miniature
from tests.conformance.wheels import ChangeWheel, record_of

PACKAGE_KEY = b"-----BEGIN PRIVATE " + b"KEY-----\n" + b"MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ\n"


def with_members(members: Mapping[str, bytes]) -> ChangeWheel:
    """Return what adds *members* to a wheel."""

    def change(present: dict[str, bytes], _dist_info: str) -> None:
        present.update(members)

    return change


def with_metadata(change_text: Callable[[str], str]) -> ChangeWheel:
    """Return what changes the metadata of a wheel."""

    def change(present: dict[str, bytes], dist_info: str) -> None:
        name = f"{dist_info}/METADATA"
        present[name] = change_text(present[name].decode()).encode()

    return change


def with_entry_point(change_text: Callable[[str], str]) -> ChangeWheel:
    """Return what changes the entry points of a wheel."""

    def change(present: dict[str, bytes], dist_info: str) -> None:
        name = f"{dist_info}/entry_points.txt"
        present[name] = change_text(present[name].decode()).encode()

    return change


def with_old_record(present: dict[str, bytes], dist_info: str) -> None:
    """Record the members, and change one afterwards."""
    present[f"{dist_info}/RECORD"] = record_of(present, f"{dist_info}/RECORD")
    name = next(name for name in present if name.endswith("/pages.py"))
    present[name] += b"# changed after the build\n"


def with_bytecode(present: dict[str, bytes], _dist_info: str) -> None:
    """Add what Python compiles beside its source."""
    package = next(name for name in present if name.endswith("/pages.py")).partition("/")[0]
    present[f"{package}/__pycache__/pages.cpython-311.pyc"] = bytes(16)


def without_licence(present: dict[str, bytes], dist_info: str) -> None:
    """Leave the text of the licence out."""
    del present[f"{dist_info}/licenses/LICENSE"]


MINIATURES = (
    Miniature("an import that fails", breaks="package-imports", hooks="raise RuntimeError('no network')"),
    Miniature("an import that ends the process", breaks="package-imports", hooks="raise SystemExit(0)"),
    Miniature(
        "a package like one of Python's",
        breaks="package-name-own",
        package="this",
    ),
    Miniature("no entry point", breaks="package-offers-interlinker", distribution={"entry_points": ()}),
    Miniature(
        "another entry point",
        breaks="package-entry-point-is-id",
        wheel=with_entry_point(lambda text: text.replace("ideas =", "notions =")),
    ),
    Miniature(
        "an entry point into the package",
        breaks="package-entry-point-leads",
        wheel=with_entry_point(lambda text: text.rstrip() + ":view\n"),
    ),
    Miniature(
        "another version",
        breaks="package-version-agrees",
        wheel=with_metadata(lambda text: text.replace("Version: 1.1.0\n", "Version: 1.2.0\n")),
        wheel_name="interlink_ideas-1.2.0-py3-none-any.whl",
    ),
    Miniature("a renamed wheel", breaks="package-wheel-named", wheel_name="interlink_ideas-1.9.0-py3-none-any.whl"),
    Miniature("a change after the build", breaks="package-record-correct", wheel=with_old_record),
    Miniature(
        "tests at the top", breaks="package-installs-itself-only", wheel=with_members({"tests/test_ideas.py": b""})
    ),
    Miniature("no text of the licence", breaks="package-licence-shipped", wheel=without_licence),
    Miniature(
        "another licence",
        breaks="package-licence-agrees",
        wheel=with_metadata(lambda text: text.replace("EUPL-1.2", "MIT")),
    ),
    Miniature(
        "no version of Python",
        breaks="package-requires-python",
        wheel=with_metadata(lambda text: text.replace("Requires-Python: >=3.11\n", "")),
    ),
    Miniature(
        "a Python of long ago",
        breaks="package-requires-python",
        wheel=with_metadata(lambda text: text.replace(">=3.11", "<3")),
    ),
    Miniature(
        "no dependency on the SDK",
        breaks="package-depends-on-interlink",
        wheel=with_metadata(lambda text: text.replace("Requires-Dist: interlink<1,>=0.1\n", "")),
    ),
    Miniature(
        "any version of the SDK",
        breaks="package-interlink-bounded",
        wheel=with_metadata(lambda text: text.replace("interlink<1,>=0.1", "interlink")),
    ),
    Miniature(
        "a dependency at an address",
        breaks="package-dependencies-named",
        wheel=with_metadata(
            lambda text: text.replace(
                "Requires-Dist: interlink",
                "Requires-Dist: tables @ https://example.org/tables.zip\nRequires-Dist: interlink",
            )
        ),
    ),
    Miniature("a private key", breaks="package-no-secrets", files={"upstream.pem": PACKAGE_KEY}),
    Miniature("a key inside of a text", breaks="package-no-secrets", files={"upstream.txt": PACKAGE_KEY}),
    Miniature("compiled files", breaks="package-no-bytecode", wheel=with_bytecode),
    Miniature(
        "a path of a person",
        breaks="package-no-private-paths",
        files={"places.toml": b'templates = "/home/ana/ideas/templates"\n'},
    ),
    Miniature("a file called as a device", breaks="package-file-names", files={"samples/aux.txt": b"x"}),
    Miniature(
        "files that differ by a capital",
        breaks="package-file-names",
        files={"samples/Rules.txt": b"another file"},
    ),
    Miniature("a compiled library", breaks="package-no-machine-code", files={"fast.so": b"\x7fELF"}),
    Miniature("a very large sample", breaks="package-small", files={"samples/map.bin": bytes(20_100_000)}),
    Miniature(
        "no README",
        breaks="package-readme",
        wheel=with_metadata(lambda text: text.partition("\n\n")[0] + "\n"),
    ),
)
