# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Between an INTERLINK bundle in a folder and a project of ours in another: documents, files, and what was lost."""

from interlink_sdk.converting.bundle import bundle_from_project
from interlink_sdk.converting.conversion import Conversion, write_conversion
from interlink_sdk.converting.project import project_from_bundle

__all__ = ["Conversion", "bundle_from_project", "project_from_bundle", "write_conversion"]
