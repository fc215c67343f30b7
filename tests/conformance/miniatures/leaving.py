# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Interlinkers that leave behind what they should not."""

from tests.conformance.miniature import Miniature


def assets(lines: str, before: str = "") -> str:
    """Return an assets hook that does *lines* first, after a module that did what comes *before*."""
    indented = "".join(f"    {line}\n" for line in lines.splitlines())
    return (
        f"{before}\n\n\n@hookimpl\n"
        "def assets(assets: tuple[Asset, ...], context: Context) -> tuple[Summary, ...]:\n"
        f"{indented}"
        "    label = texts_for(context.locale)['topics']\n"
        "    return tuple(\n"
        "        Summary(id=one.id, name=one.name,"
        " description=f\"{label}: {', '.join(topics_in(board_of(one)))}\"[:200])\n"
        "        for one in assets\n"
        "    )\n"
    )


MINIATURES = (
    Miniature("prints", breaks="leave-stdout-alone", hooks=assets("print('listing', len(assets))")),
    Miniature(
        "writes beside its code",
        breaks="leave-files-alone",
        hooks=assets(
            "with (Path(__file__).parent / 'listed.log').open('a') as log:\n    log.write('listed\\n')",
            before="from pathlib import Path",
        ),
    ),
    Miniature(
        "sets a variable",
        breaks="leave-surroundings-alone",
        hooks=assets("os.environ['IDEAS_LOCALE'] = context.locale", before="import os"),
    ),
    Miniature(
        "goes to another folder",
        breaks="leave-surroundings-alone",
        hooks=assets("os.chdir('/')", before="import os"),
    ),
    Miniature(
        "leaves a thread",
        breaks="leave-no-threads",
        hooks=assets(
            "threading.Thread(target=threading.Event().wait, args=(2,), daemon=True).start()", before="import threading"
        ),
    ),
    Miniature(
        "leaves a process",
        breaks="leave-no-processes",
        hooks=assets(
            "os.posix_spawn(sys.executable, [sys.executable, '-c', 'import time; time.sleep(1.5)'], os.environ)",
            before="import os\nimport sys",
        ),
    ),
    Miniature("prints when it is imported", breaks="leave-imports-silent", hooks="print('ideas are loaded')"),
    Miniature(
        "starts a thread when it is imported",
        breaks="leave-imports-idle",
        hooks="import threading\n\nthreading.Thread(target=int, daemon=True).start()",
    ),
    Miniature(
        "looks for a host when it is imported",
        breaks="leave-imports-idle",
        hooks="import socket\n\nsocket.getaddrinfo('127.0.0.1', 80)",
    ),
    Miniature(
        "writes a file when it is imported",
        breaks="leave-imports-idle",
        hooks="import os\nimport tempfile\n\nNUMBER, PATH = tempfile.mkstemp()\nos.close(NUMBER)\nos.remove(PATH)",
    ),
)
