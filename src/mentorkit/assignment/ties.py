"""The tie rule: of all optimal sets of pairs, the one with the highest sum of hashes."""

from __future__ import annotations

import hashlib
import math

import numpy as np
from numpy.typing import NDArray

from mentorkit.assignment.candidates import Candidates, Ints
from mentorkit.assignment.search import Optimum, search
from mentorkit.scores import Scores


def canonical(candidates: Candidates, places: Ints, weights: Ints, best: Optimum, scores: Scores) -> Ints:
    """The optimum of the tie rule, as positions among the candidates.

    Every optimum consists of tight pairs (weight = price + gain), matches everybody who gains and
    fills everybody who has a price; so those conditions outweigh all hashes, and the hashes decide.
    """
    gain, price = best.gains[candidates.rows], best.prices[candidates.columns]
    tight = weights == gain + price
    must = (gain[tight] > 0).astype(np.int64) + (price[tight] > 0)
    mentees = len(scores.mentees)
    bits = hash_bits(mentees)
    kept = candidates.only(tight)
    hashes = pair_hashes(scores, kept.rows, kept.columns, bits)
    found = search(kept, places, must * ((mentees + 1) << bits) + hashes + 1)
    return np.flatnonzero(tight)[found.chosen]


def hash_bits(mentees: int) -> int:
    """As many bits as keep all sums exact in float64."""
    return min(30, 51 - math.ceil(math.log2(2 * (mentees + 1) ** 2)))


def pair_hashes(scores: Scores, rows: Ints, columns: Ints, bits: int) -> Ints:
    """A number below 2**bits for each pair, from the two normalised ids alone.

    The first eight bytes of the SHA-256 of either id, joined as a + 3b and mixed by SplitMix64
    (Steele, Lea and Flood 2014); the top bits count.
    """
    mentees = np.array([_digest(person.key) for person in scores.mentees], dtype=np.uint64)
    mentors = np.array([_digest(person.key) for person in scores.mentors], dtype=np.uint64)
    mixed = _split_mix(mentees[rows] + np.uint64(3) * mentors[columns])
    return (mixed >> np.uint64(64 - bits)).astype(np.int64)


def _digest(key: str) -> int:
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")


def _split_mix(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    z = numbers + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))
