"""Group vectors by average linkage, cut where groups are as alike as pairs of passages differ by chance.

Passages of one field all resemble each other, so the mean of the corpus is taken away first. How alike two passages
are is told by their vectors, each drawn a little to its nearest neighbours, and by where they stand in the graph of
neighbours (`graph`). Groups are joined by average linkage (Sokal and Michener 1958) for as long as two are more alike
on average than 1.1 standard deviations of the similarities of all pairs, or, where few groups stand far apart, than
half of how alike nearest neighbours are. Passages then move to the group whose middle is nearest. Nothing is drawn by
chance, so there is one answer. The cut is in units of the corpus itself: the same one served 30, 120 and 240 labelled
paragraphs, and three embeddings (`benchmarks/themes.py`).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from storylens.analysis.themes.graph import Square, shape
from storylens.language.embeddings import Vectors, unit

Labels = npt.NDArray[np.int64]

REACH = 1.1  # standard deviations of the similarity of pairs at which groups are still joined
NEAREST = 0.5  # share of the likeness of nearest neighbours that is always enough to be joined
NEIGHBOURS, PULL = 5, 0.3  # how many neighbours draw a vector to them, and how strongly
BY_GRAPH = 0.4  # share of the graph of neighbours in how alike two passages are
SPREAD = 0.2  # standard deviation that similarities of both kinds are brought to
WHOLE = 3000  # vectors that are compared pair by pair; of more, as many are taken and the others join their groups
ROUNDS = 20
BLOCK = 8192


def centred(rows: Vectors) -> Vectors:
    """Take the mean of all rows away and scale them to unit length, in place."""
    if len(rows):
        rows -= rows.mean(axis=0, dtype=np.float64).astype(np.float32)
    return unit(rows)


def group(rows: Vectors, *, reach: float = REACH, number: int | None = None) -> Labels:
    """Return the group of each row: 0, 1, ... in the order in which they first appear.

    `rows` (n x d) are of unit length and centred, in an order that does not depend on who asked. `number` is how
    many groups there are to be, where somebody wants to say.
    """
    if len(rows) > WHOLE:
        return _group_many(rows, reach, number)
    if len(rows) < 3:
        return np.arange(len(rows))  # of two, nobody can say whether they are more alike than others
    near = alike(rows)
    return refined(near, joined(near, reach, number), number)


def alike(rows: Vectors) -> Square:
    """Return how alike the passages of all pairs are, by their vectors and by the graph of neighbours."""
    by_vectors, by_graph = similarity(drawn_together(rows)), similarity(shape(similarity(rows)))
    made: Square = np.round((1 - BY_GRAPH) * _scaled(by_vectors) + BY_GRAPH * _scaled(by_graph), 6)
    return made


def _scaled(near: Square) -> Square:
    """Scale similarities so that those of two kinds can be added."""
    spread = float(near[np.triu_indices(len(near), 1)].std())
    return near * (SPREAD / spread) if spread > 0 else near


def similarity(rows: npt.NDArray[np.floating]) -> Square:
    """Return the cosines of all pairs, rounded to what any two machines agree on."""
    exact = rows.astype(np.float64)
    made: Square = np.round(exact @ exact.T, 6)
    return made


def drawn_together(rows: Vectors) -> Square:
    """Return the rows with each drawn to its nearest neighbours, as far as they are alike."""
    near = similarity(rows)
    np.fill_diagonal(near, -1)
    found = np.argsort(-near, axis=1, kind="stable")[:, : min(NEIGHBOURS, len(rows) - 1)]
    weights = np.clip(np.take_along_axis(near, found, axis=1), 0, None)
    made: Square = rows + PULL * np.einsum("nk,nkd->nd", weights, rows.astype(np.float64)[found])
    length = np.linalg.norm(made, axis=1, keepdims=True)
    return made / np.where(length > 0, length, 1)


def joined(near: Square, reach: float, number: int | None = None) -> Labels:
    """Join by average linkage up to a similarity of `reach` standard deviations, or down to a number of groups."""
    from scipy.cluster.hierarchy import fcluster, linkage

    pairs = near[np.triu_indices(len(near), 1)]
    tree = linkage(float(pairs.max()) - pairs, "average")
    if number is not None:
        cut = fcluster(tree, min(number, len(near)), "maxclust")
    else:
        nearest_ones = (near - 2 * np.eye(len(near)) * np.abs(near).max()).max(axis=1)
        limit = min(reach * float(pairs.std()), NEAREST * float(nearest_ones.mean()))
        cut = fcluster(tree, float(pairs.max()) - limit, "distance")
    return in_order(cut)


def refined(near: Square, labels: Labels, number: int | None = None) -> Labels:
    """Let each row move to the group whose middle is nearest, until none does (spherical k-means, Dhillon 2001)."""
    for _ in range(ROUNDS):
        members = np.eye(int(labels.max()) + 1)[labels]
        to_group = near @ members
        length = np.sqrt(np.clip(np.einsum("ng,ng->g", members, to_group), 1e-12, None))
        moved = np.round(to_group / length, 6).argmax(axis=1)
        if number is not None and len(np.unique(moved)) < len(length):
            break  # a group that was asked for would be left empty
        moved = in_order(moved)
        if np.array_equal(moved, labels):
            break
        labels = moved
    return labels


def middles(rows: Vectors, labels: Labels) -> Vectors:
    """Return the middle of each group, of unit length; rows labelled -1 belong to none."""
    made = np.zeros((int(labels.max(initial=-1)) + 1, rows.shape[1]))
    for start in range(0, len(rows), BLOCK):
        here = labels[start : start + BLOCK]
        np.add.at(made, here[here >= 0], rows[start : start + BLOCK][here >= 0])
    return unit(made.astype(np.float32))


def nearest(rows: Vectors, middle: Vectors) -> Labels:
    """Return the group whose middle is nearest to each row, block by block."""
    parts = [np.round(rows[start : start + BLOCK] @ middle.T, 5).argmax(axis=1) for start in range(0, len(rows), BLOCK)]
    return np.concatenate(parts).astype(np.int64) if parts else np.zeros(0, np.int64)


def in_order(labels: npt.NDArray[np.integer]) -> Labels:
    """Return labels that number groups in the order in which they first appear."""
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[inverse]


def _group_many(rows: Vectors, reach: float, number: int | None) -> Labels:
    """Group as many rows as can be compared pair by pair, evenly taken, and let all rows join and move."""
    taken = np.linspace(0, len(rows) - 1, WHOLE).astype(np.int64)
    middle = middles(rows[taken], group(rows[taken], reach=reach, number=number))
    labels = nearest(rows, middle)
    for _ in range(ROUNDS // 4):
        moved = nearest(rows, middles(rows, labels))
        if np.array_equal(moved, labels):
            break
        labels = moved
    return in_order(labels)
