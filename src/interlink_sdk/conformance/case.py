# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a check is given: a fresh subject, the interlinker's files, and sample assets to try things on."""

import io
from dataclasses import dataclass
from pathlib import Path

from interlink_sdk.assets import Asset, File, JsonObject
from interlink_sdk.conformance.results import NotApplicable
from interlink_sdk.conformance.subject import ANA, PARTICIPANTS, Subject
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

    async def make(self, number: int = 0, *, by: str = ANA, locale: str = "en") -> Asset:
        """Make the asset of a sample, without its contributions."""
        sample = self.samples[number]
        return await self.subject.make(self.params_of(sample), self.files_of(sample), by=by, locale=locale)

    async def make_with_entries(self, number: int = 0, *, by: str = ANA) -> Asset:
        """Make the asset of a sample and add its contributions, each by another person."""
        asset = await self.make(number, by=by)
        for collection, bodies in self.samples[number].contributions.items():
            role = self.manifest.collections[collection].role
            for body, person in zip(bodies, PARTICIPANTS, strict=False):
                await self.subject.share(asset.id, person, role)
                await self.subject.contribute(asset.id, collection, body, by=person)
        return asset
