# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The placement inside the host's own process, for interlinkers that the operator trusts.

A deadline frees the caller here, not the thread, and a blocking `async def` stalls everybody:
nothing in one process can contain that, which is why others' code is to be isolated.
"""

import importlib
import logging

from interlink_runtime.discovery import Candidate
from interlink_runtime.placements.threads import HookThreads
from interlink_sdk.calls import Handler
from interlink_sdk.dispatch import handler_for
from interlink_sdk.errors import PluginRefused, Problem
from interlink_sdk.relay import Relay, open_relay

log = logging.getLogger("interlink.placements")


class InProcess:
    """An interlinker imported into this process; it is open until the host closes."""

    def __init__(self, relay: Relay) -> None:
        self._threads = HookThreads(f"hooks-{relay.manifest.id}")
        self.own_hooks = relay.own_hooks
        self.handler: Handler = handler_for(relay, self._threads.run)

    async def close(self) -> None:
        """Let its threads end."""
        self._threads.close()


def open_in_process(candidate: Candidate) -> InProcess:
    """Import *candidate* and open its relay; blocks while the import runs.

    Raises HookInvalid, or PluginRefused when the import raises.
    """
    manifest = candidate.file.manifest
    try:
        module = importlib.import_module(candidate.package)
    except BaseException as error:  # a package may call sys.exit() when imported
        log.exception("import of %s for %s raised", candidate.package, candidate.id)
        problem = Problem(
            code="import_raised",
            key=candidate.id,
            found=f"{type(error).__name__}: {error}",
            expected=f"the package {candidate.package!r} to be importable",
            why="nothing of it can run",
            fix="see the traceback in the log; mend the package or uninstall it",
        )
        raise PluginRefused(f"the import of {candidate.id!r} raised", problems=[problem]) from error
    return InProcess(open_relay(manifest, module))
