# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The workbench of `interlink dev`: an author's interlinker in a real runtime, read again whenever it is saved.

Only `interlink dev` mounts it. It works with the development identity alone, so on loopback alone.
"""

from interlink_runtime.workbench.app import create_workbench

__all__ = ["create_workbench"]
