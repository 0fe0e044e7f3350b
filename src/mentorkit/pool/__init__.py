"""The first cohort: who is in, who waits and why, chosen exactly within size and quotas."""

from mentorkit.pool._select import Applicant, Pool, RankPart, Selection, Staying, select, without
from mentorkit.pool.costs import Cost, costs
from mentorkit.pool.quotas import SIZE, Limit, grouped, groups_of
from mentorkit.pool.reasons import Wait, outside_of, waits

__all__ = [
    "SIZE",
    "Applicant",
    "Cost",
    "Limit",
    "Pool",
    "RankPart",
    "Selection",
    "Staying",
    "Wait",
    "costs",
    "grouped",
    "groups_of",
    "outside_of",
    "select",
    "waits",
    "without",
]
