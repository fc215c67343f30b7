# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Wrong in the manifest: it cannot be read, or says what the code does not keep."""

import json
from collections.abc import Callable

from tests.conformance.miniature import SOUND_FOLDER, Miniature

MANIFEST_NAME = "interlinker.toml"
ALL_BUT_EXPORT = ["instantiate", "view", "edit", "contribute", "clone", "delete", "preview"]
ALL_BUT_CONTRIBUTE = ["instantiate", "view", "edit", "clone", "export", "delete", "preview"]


def rewritten(change: Callable[[str], str]) -> dict[str, bytes | None]:
    """Return the sound manifest with its text changed."""
    text = (SOUND_FOLDER / MANIFEST_NAME).read_text("utf-8")
    changed = change(text)
    assert changed != text
    return {MANIFEST_NAME: changed.encode()}


def without(*names: str) -> str:
    """Return source that takes away the hooks called *names*."""
    return "\n".join(f"del {name}" for name in names)


MINIATURES = (
    Miniature("a broken line", breaks="manifest-readable", files=rewritten(lambda text: f"{text}\nlicence =\n")),
    Miniature(
        "a misspelled key",
        breaks="manifest-keys-known",
        files=rewritten(lambda text: text.replace("support_until", "suport_until", 1)),
    ),
    Miniature("no licence", breaks="manifest-keys-present", manifest={"licence": None}),
    Miniature("a version that is none", breaks="manifest-values-fit", manifest={"version": "newest"}),
    Miniature(
        "a download that is no format", breaks="manifest-agrees-with-itself", manifest={"download_format": "pdf"}
    ),
    Miniature("a lost logo", breaks="manifest-files-exist", files={"images/logo.png": None}),
    Miniature(
        "a misspelled hook",
        breaks="manifest-hooks-fit",
        hooks="@hookimpl\ndef clon(asset: Asset) -> Draft:\n    return Draft(name=asset.name, state=asset.state)",
    ),
    Miniature(
        "a hook that nobody can reach",
        breaks="manifest-hooks-offered",
        manifest={"capabilities": ["instantiate", "view", "edit", "contribute", "export", "delete", "preview"]},
    ),
    Miniature(
        "formats without export",
        breaks="manifest-formats-reachable",
        manifest={"capabilities": ALL_BUT_EXPORT},
        also=frozenset({"manifest-hooks-offered"}),
        because="the hook that writes the formats is there, and not offered either",
    ),
    Miniature(
        "foreign content that is left behind",
        breaks="manifest-external-carried",
        hooks=without("delete"),
        manifest={"external": True},
    ),
    Miniature(
        "collections that nobody can add to",
        breaks="manifest-collections-reachable",
        manifest={
            "capabilities": ALL_BUT_CONTRIBUTE,
            "samples.0.contributions": None,
            "samples.1.contributions": None,
        },
        also=frozenset({"manifest-hooks-offered", "manifest-samples-cover-collections"}),
        because="the hook that takes the contributions is not offered either, and the samples can have none",
    ),
    Miniature(
        "closed by nothing",
        breaks="manifest-closing-key-exists",
        manifest={"collections.supports.closed_when": "ends_on"},
    ),
    Miniature(
        "anonymous for ever", breaks="manifest-anonymous-closes", manifest={"collections.remarks.identity": "anonymous"}
    ),
    Miniature(
        "one each of nobody",
        breaks="manifest-one-each-knows-whom",
        manifest={"collections.proposals.identity": "anonymous"},
    ),
    Miniature("names without a reason", breaks="manifest-personal-data-declared", manifest={"processing": None}),
    Miniature("nobody in charge", breaks="manifest-names-maintainer", manifest={"maintainer": None}),
    Miniature(
        "a maintainer without address", breaks="manifest-maintainer-reachable", manifest={"maintainer.url": None}
    ),
    Miniature("support without end", breaks="manifest-support-declared", manifest={"support_until": None}),
    Miniature("support that ended", breaks="manifest-still-supported", manifest={"support_until": "2024-12-31"}),
    Miniature(
        "a licence of its own making",
        breaks="manifest-licence-known",
        manifest={"licence": "Free for all"},
        distribution={"licence": "Free for all"},
    ),
    Miniature(
        "an address in the clear",
        breaks="manifest-addresses-encrypted",
        manifest={"homepage": "http://ideas.example.org"},
    ),
    Miniature("any host", breaks="manifest-network-named", manifest={"permissions.network": ["*"]}),
    Miniature("no samples", breaks="manifest-has-samples", manifest={"samples": None, "files.min_count": 0}),
    Miniature(
        "a sample of another schema",
        breaks="manifest-samples-fit",
        manifest={"samples.1.params.topics": []},
        also=frozenset({"manifest-samples-made"}),
        because="parameters that do not fit are refused when the sample is made",
    ),
    Miniature(
        "a sample entry of another schema",
        breaks="manifest-sample-entries-fit",
        manifest={"samples.1.contributions.remarks": [{"remark": "And bicycles?"}]},
        also=frozenset({"manifest-samples-made"}),
        because="a contribution that does not fit is refused when the sample is made",
    ),
    Miniature(
        "a sample file of another type",
        breaks="manifest-sample-files-fit",
        manifest={"samples.1.files": ["samples/park.json"]},
        also=frozenset({"manifest-samples-made", "file-kept-whole"}),
        because="a file that is not taken is refused when the sample is made, and is not kept either",
    ),
    Miniature(
        "a collection that no sample shows",
        breaks="manifest-samples-cover-collections",
        manifest={"samples.0.contributions.remarks": None, "samples.1.contributions.remarks": None},
    ),
    Miniature(
        "a sample that the hook refuses",
        breaks="manifest-samples-made",
        manifest={
            "samples.1": {
                "params": json.loads('{"title": "Twice", "topics": ["A"]}'),
                "files": ["samples/rules.txt"],
                "contributions": {"proposals": [{"text": "For a topic that is not there", "topic": "B"}]},
            }
        },
    ),
    Miniature("no logo", breaks="manifest-has-logo", manifest={"catalogue.logo": None}),
    Miniature(
        "a logo that is a page",
        breaks="manifest-logo-shown",
        files={"images/page.png": b"<!doctype html><p>Not found</p>"},
        manifest={"catalogue.logo": "images/page.png"},
    ),
    Miniature(
        "a snapshot in TIFF",
        breaks="manifest-snapshots-shown",
        files={"images/board.tiff": b"II*\0" + bytes(100)},
        manifest={"catalogue.snapshots": ["images/board.tiff"]},
    ),
)
