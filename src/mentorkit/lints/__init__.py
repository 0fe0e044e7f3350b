"""What a careful consultant would ask about a program: one lint a file."""

from mentorkit.lints._base import Lint, Remark, RosterLint
from mentorkit.lints.approved_after_launch import APPROVED_AFTER_LAUNCH
from mentorkit.lints.audience_without_message import AUDIENCE_WITHOUT_MESSAGE
from mentorkit.lints.bar_excludes_nobody import BAR_EXCLUDES_NOBODY
from mentorkit.lints.communication_traded import COMMUNICATION_TRADED
from mentorkit.lints.criterion_without_objective import CRITERION_WITHOUT_OBJECTIVE
from mentorkit.lints.dead_weight import DEAD_WEIGHT
from mentorkit.lints.decided_by_rules import DECIDED_BY_RULES
from mentorkit.lints.incomplete_measure import INCOMPLETE_MEASURE
from mentorkit.lints.level_gap_unfit import LEVEL_GAP_UNFIT
from mentorkit.lints.likely_duplicates import LIKELY_DUPLICATES
from mentorkit.lints.little_training import LITTLE_TRAINING
from mentorkit.lints.many_places import MANY_PLACES
from mentorkit.lints.measured_after_close import MEASURED_AFTER_CLOSE
from mentorkit.lints.message_after_event import MESSAGE_AFTER_EVENT
from mentorkit.lints.message_without_date import MESSAGE_WITHOUT_DATE
from mentorkit.lints.message_without_owner import MESSAGE_WITHOUT_OWNER
from mentorkit.lints.mostly_blank import MOSTLY_BLANK
from mentorkit.lints.near_spellings import NEAR_SPELLINGS
from mentorkit.lints.no_business_plan import NO_BUSINESS_PLAN
from mentorkit.lints.no_communication_rule import NO_COMMUNICATION_RULE
from mentorkit.lints.no_expertise_rule import NO_EXPERTISE_RULE
from mentorkit.lints.no_measure import NO_MEASURE
from mentorkit.lints.no_objectives import NO_OBJECTIVES
from mentorkit.lints.no_owner import NO_OWNER
from mentorkit.lints.no_pool import NO_POOL
from mentorkit.lints.no_reporting_line_rule import NO_REPORTING_LINE_RULE
from mentorkit.lints.no_skills import NO_SKILLS
from mentorkit.lints.not_approved import NOT_APPROVED
from mentorkit.lints.number_of_criteria import NUMBER_OF_CRITERIA
from mentorkit.lints.objective_not_announced import OBJECTIVE_NOT_ANNOUNCED
from mentorkit.lints.objective_without_support import OBJECTIVE_WITHOUT_SUPPORT
from mentorkit.lints.one_criterion_decides import ONE_CRITERION_DECIDES
from mentorkit.lints.pool_above_places import POOL_ABOVE_PLACES
from mentorkit.lints.pool_ignores_availability import POOL_IGNORES_AVAILABILITY
from mentorkit.lints.protected_attribute import PROTECTED_ATTRIBUTE
from mentorkit.lints.protected_not_private import PROTECTED_NOT_PRIVATE
from mentorkit.lints.role_without_training import ROLE_WITHOUT_TRAINING
from mentorkit.lints.self_rating_alone import SELF_RATING_ALONE
from mentorkit.lints.shared_mentor import SHARED_MENTOR
from mentorkit.lints.skill_not_required import SKILL_NOT_REQUIRED
from mentorkit.lints.skill_not_rewarded import SKILL_NOT_REWARDED
from mentorkit.lints.skill_not_taught import SKILL_NOT_TAUGHT
from mentorkit.lints.skill_without_supply import SKILL_WITHOUT_SUPPLY
from mentorkit.lints.skills_not_heaviest import SKILLS_NOT_HEAVIEST
from mentorkit.lints.survey_level_empty import SURVEY_LEVEL_EMPTY
from mentorkit.lints.target_is_baseline import TARGET_IS_BASELINE
from mentorkit.lints.too_few_places import TOO_FEW_PLACES
from mentorkit.lints.too_few_qualified import TOO_FEW_QUALIFIED
from mentorkit.lints.training_after_launch import TRAINING_AFTER_LAUNCH
from mentorkit.lints.training_for_nobody import TRAINING_FOR_NOBODY
from mentorkit.lints.vague_statement import VAGUE_STATEMENT

LINTS: tuple[Lint, ...] = (
    NO_OBJECTIVES,
    VAGUE_STATEMENT,
    NO_MEASURE,
    INCOMPLETE_MEASURE,
    TARGET_IS_BASELINE,
    MEASURED_AFTER_CLOSE,
    NO_OWNER,
    NOT_APPROVED,
    APPROVED_AFTER_LAUNCH,
    NO_BUSINESS_PLAN,
    NO_SKILLS,
    OBJECTIVE_WITHOUT_SUPPORT,
    CRITERION_WITHOUT_OBJECTIVE,
    SKILL_NOT_REQUIRED,
    SKILL_NOT_REWARDED,
    SKILL_NOT_TAUGHT,
    OBJECTIVE_NOT_ANNOUNCED,
    NO_EXPERTISE_RULE,
    NO_COMMUNICATION_RULE,
    SELF_RATING_ALONE,
    COMMUNICATION_TRADED,
    BAR_EXCLUDES_NOBODY,
    NUMBER_OF_CRITERIA,
    ONE_CRITERION_DECIDES,
    SKILLS_NOT_HEAVIEST,
    NO_REPORTING_LINE_RULE,
    LEVEL_GAP_UNFIT,
    MANY_PLACES,
    SHARED_MENTOR,
    PROTECTED_ATTRIBUTE,
    PROTECTED_NOT_PRIVATE,
    DECIDED_BY_RULES,
    AUDIENCE_WITHOUT_MESSAGE,
    MESSAGE_AFTER_EVENT,
    MESSAGE_WITHOUT_OWNER,
    MESSAGE_WITHOUT_DATE,
    ROLE_WITHOUT_TRAINING,
    TRAINING_AFTER_LAUNCH,
    LITTLE_TRAINING,
    SURVEY_LEVEL_EMPTY,
    TRAINING_FOR_NOBODY,
    NO_POOL,
    POOL_IGNORES_AVAILABILITY,
    POOL_ABOVE_PLACES,
)  # fmt: skip  # one a line, in the order of their codes
"""Lints of the program file."""

ROSTER_LINTS: tuple[RosterLint, ...] = (
    SKILL_WITHOUT_SUPPLY,
    DEAD_WEIGHT,
    MOSTLY_BLANK,
    LIKELY_DUPLICATES,
    TOO_FEW_PLACES,
    NEAR_SPELLINGS,
    TOO_FEW_QUALIFIED,
)  # fmt: skip  # one a line, in the order of their codes
"""Lints of a program with its rosters."""

__all__ = ["LINTS", "ROSTER_LINTS", "Lint", "Remark", "RosterLint"]
