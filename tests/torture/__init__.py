# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Torture: clients work while the server is killed, the disk fills, the lock is taken and the clock jumps.

Requests go out (`clients`), what became of each is written down (`history`), and trouble is made
meanwhile (`trouble`). At the end what is kept is held against what was acknowledged: `answers`,
`assets`, `edits`, `events`, `participation` and `remains` yield faults.

`python -m tests.torture --seeds 20` runs it; `mutants` are wrong runtimes that prove that it can fail.
"""
