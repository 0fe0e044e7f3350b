"""The plans of a program beside matching, a section a module."""

from mentorkit.plans.communication import Communication, Message
from mentorkit.plans.pool import Pool, PoolSide, RankBy
from mentorkit.plans.progress import Progress
from mentorkit.plans.succession import Succession
from mentorkit.plans.training import Module, Training

__all__ = [
    "Communication",
    "Message",
    "Module",
    "Pool",
    "PoolSide",
    "Progress",
    "RankBy",
    "Succession",
    "Training",
]
