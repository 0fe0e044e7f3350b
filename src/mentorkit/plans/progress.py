"""How the program is followed once it runs."""

from __future__ import annotations

from mentorkit.section import Section


class Progress(Section):
    """What tells how the pairs and the objectives are doing."""
