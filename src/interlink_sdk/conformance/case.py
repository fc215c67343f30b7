# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a check is given: a fresh subject, the interlinker's files, and sample assets to try things on."""

import io
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from interlink_sdk.assets import Asset, File, JsonObject
from interlink_sdk.conformance.results import CannotTell, NotApplicable, Unmet
from interlink_sdk.conformance.subject import ANA, PARTICIPANTS, Subject
from interlink_sdk.conformance.values import minimal
from interlink_sdk.errors import CallerError, InterlinkError
from interlink_sdk.manifest import Manifest, ManifestFile
from interlink_sdk.manifest.model import Sample
from interlink_sdk.media import media_type_for


@dataclass(frozen=True)
class Case:
    """One check's world; it ends with the check."""

    subject: Subject
    package: ManifestFile
    """The manifest with the folder that it stands in; its files are what the author ships."""
    scratch: Path
    """A folder of this case alone."""
    printed: io.StringIO
    """What the interlinker has written to stdout since the case began."""

    @property
    def manifest(self) -> Manifest:
        """What the interlinker says of itself."""
        return self.package.manifest

    @property
    def samples(self) -> tuple[Sample, ...]:
        """The interlinker's own samples; raises NotApplicable where it has none."""
        if not self.manifest.samples:
            raise NotApplicable("the manifest has no [[samples]] to try this on")
        return self.manifest.samples

    @property
    def params(self) -> JsonObject:
        """Parameters that are known to be good: those of the first sample, else the smallest that fit."""
        samples = self.manifest.samples
        return self.params_of(samples[0]) if samples else minimal(self.manifest.params_schema)

    @property
    def uploads(self) -> tuple[File, ...]:
        """The files of the first sample."""
        return self.files_of(self.manifest.samples[0]) if self.manifest.samples else ()

    def params_of(self, sample: Sample) -> JsonObject:
        """Return the parameters of *sample*."""
        assert isinstance(sample.params, dict)  # reading the manifest has put the file in the place of its name
        return sample.params

    def files_of(self, sample: Sample) -> tuple[File, ...]:
        """Return the files of *sample*, with their content."""
        paths = [self.package.path(name) for name in sample.files]
        return tuple(
            File(name=path.name, media_type=media_type_for(path.name), content=path.read_bytes()) for path in paths
        )

    def text_file(self, name: str, content: bytes) -> File:
        """Return a file of text that the interlinker takes; raises NotApplicable where it takes none."""
        accepted = self.manifest.files.accept if self.manifest.files else ()
        if not {"text/plain", "text/*"} & set(accepted):
            raise NotApplicable("the interlinker takes no plain text files")
        return File(name=name, media_type="text/plain", content=content)

    @contextmanager
    def under(self, **context: Any) -> Iterator[None]:
        """Let the calls of the block have these things in their context: `now`, `deadline_s`, `settings`.

        Raises CannotTell where the subject does not let anybody set them.
        """
        circumstances = getattr(self.subject, "circumstances", None)
        if not isinstance(circumstances, dict):
            raise CannotTell(f"on {self.subject.placement!r} nobody can set {', '.join(context)} of a call")
        circumstances.update(context)
        try:
            yield
        finally:
            circumstances.clear()

    async def make(self, number: int = 0, *, by: str = ANA, locale: str = "en") -> Asset:
        """Make the asset of a sample, without its contributions; raises CannotTell where it is refused."""
        sample = self.samples[number]
        with _sample_is_taken(number):
            return await self.subject.make(self.params_of(sample), self.files_of(sample), by=by, locale=locale)

    async def kept(self, number: int = 0) -> Asset:
        """Make the asset of a sample and return it as it is read."""
        return await self.subject.read((await self.make(number)).id)

    async def make_with_entries(self, number: int = 0, *, by: str = ANA) -> Asset:
        """Make the asset of a sample and add its contributions, each by another person."""
        asset = await self.make(number, by=by)
        with _sample_is_taken(number):
            await self.add_entries(asset, number)
        return asset

    async def add_entries(self, asset: Asset, number: int = 0) -> None:
        """Add the contributions of a sample to *asset*, each by another person."""
        for collection, bodies in self.samples[number].contributions.items():
            role = self.manifest.collections[collection].role
            for body, person in zip(bodies, PARTICIPANTS, strict=False):
                await self.subject.share(asset.id, person, role)
                await self.subject.contribute(asset.id, collection, body, by=person)


async def refusal_of(attempt: Awaitable[object]) -> InterlinkError | None:
    """Return how *attempt* was refused, None where it was not."""
    try:
        await attempt
    except InterlinkError as error:
        return error
    return None


async def must_refuse(attempt: Awaitable[object], *codes: str, what: str) -> InterlinkError:
    """Return the refusal of *attempt*, which is *what*; raises Unmet unless it has one of *codes*.

    A crash is no refusal: its code is another one.
    """
    error, expected = await refusal_of(attempt), " or ".join(map(repr, codes))
    if error is None:
        raise Unmet(f"{what} was taken", expected=f"a refusal with {expected}")
    if error.code not in codes:
        raise Unmet(f"{what} was refused with {error.code!r}: {error.message}", expected=f"a refusal with {expected}")
    return error


@contextmanager
def _sample_is_taken(number: int) -> Iterator[None]:
    """Raise CannotTell where the interlinker refuses its own sample, which is another requirement's concern."""
    try:
        yield
    except CallerError as error:
        told = error.problems[0] if error.problems else error.message
        raise CannotTell(f"sample {number + 1} is refused (see manifest-samples-made): {error.code}: {told}") from error
