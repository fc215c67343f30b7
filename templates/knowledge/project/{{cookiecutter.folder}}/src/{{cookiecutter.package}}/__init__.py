# SPDX-FileCopyrightText: {{ cookiecutter.year }} {{ cookiecutter.author }}
# SPDX-License-Identifier: {{ cookiecutter.licence }}
"""A ready-made text: all there is stands in `interlinker.toml` and under `resources/`."""
