"""The plans of a program beside matching, a section a module."""

from mentorkit.plans.communication import Communication, Message
from mentorkit.plans.exports import Export
from mentorkit.plans.pool import Pool, PoolSide, Quota
from mentorkit.plans.progress import Progress
from mentorkit.plans.succession import Candidates, Succession
from mentorkit.plans.training import Completions, Item, Levels, Module, Survey, Training

__all__ = [
    "Candidates",
    "Communication",
    "Completions",
    "Export",
    "Item",
    "Levels",
    "Message",
    "Module",
    "Pool",
    "PoolSide",
    "Progress",
    "Quota",
    "Succession",
    "Survey",
    "Training",
]
