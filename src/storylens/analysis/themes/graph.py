"""The shape of a corpus: vectors of passages from the graph of who is whose neighbour.

Two passages that never use like words may still belong together through others between them. The graph is weighted
as UMAP does (McInnes, Healy and Melville 2018), and laid out by its first eigenvectors (Belkin and Niyogi 2003)
rather than by UMAP's random descent, so that it is the same in every run.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Square = npt.NDArray[np.float64]

NEIGHBOURS, DIMENSIONS = 10, 20
DENSE = 600  # passages up to which all eigenvectors are worked out
STEPS = 40


def shape(near: Square) -> Square:
    """Return vectors of unit length, centred, from the similarities of all pairs (n x n)."""
    size = len(near)
    number = min(NEIGHBOURS, size // 3)
    if number < 2:
        return np.zeros((size, 1))
    weights = _weights(near, number)
    scale = 1 / np.sqrt(np.maximum(weights.sum(axis=1), 1e-12))
    found = _first(weights * scale[:, np.newaxis] * scale, min(DIMENSIONS, size // 3))
    made: Square = found * scale[:, np.newaxis]
    made -= made.mean(axis=0)
    length = np.linalg.norm(made, axis=1, keepdims=True)
    return made / np.where(length > 0, length, 1)


def _weights(near: Square, number: int) -> Square:
    """Return how near each passage is to its neighbours, counted from the nearest and in units of its surroundings."""
    apart = np.round(1 - near, 6)
    np.fill_diagonal(apart, np.inf)
    found = np.argsort(apart, axis=1, kind="stable")[:, :number]
    beyond = np.take_along_axis(apart, found, axis=1)
    beyond -= beyond[:, :1]
    low, high = np.full(len(near), 1e-4), np.full(len(near), 10.0)
    for _ in range(STEPS):
        middle = (low + high) / 2
        wide = np.exp(-beyond / middle[:, np.newaxis]).sum(axis=1) > np.log2(number)
        high, low = np.where(wide, middle, high), np.where(wide, low, middle)
    one_way = np.zeros_like(near)
    np.put_along_axis(one_way, found, np.exp(-beyond / ((low + high) / 2)[:, np.newaxis]), axis=1)
    return one_way + one_way.T - one_way * one_way.T


def _first(matrix: Square, number: int) -> Square:
    """Return the first eigenvectors after the trivial one, scaled by how far they reach: two steps of diffusion."""
    size = len(matrix)
    if size <= DENSE:
        from scipy.linalg import eigh

        values, vectors = eigh(matrix, subset_by_index=(size - number - 1, size - 2))
    else:
        from scipy.sparse import csr_matrix
        from scipy.sparse.linalg import eigsh

        start = np.ones(size) / np.sqrt(size)
        values, vectors = eigsh(csr_matrix(matrix), k=number + 1, which="LA", v0=start)
        values, vectors = values[:-1], vectors[:, :-1]
    made: Square = vectors * np.clip(values, 0, None) ** 2
    return made
