"""The tree over the log against a second one, written from the text of RFC 6962 alone."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.sealing.tree import EMPTY_ROOT, Frontier, Tree, included

# The reference leaves that the first implementations of RFC 6962 were held against, and the roots
# of the first 1 … 8 of them.
REFERENCE = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
MOST = 65


def leaf(content: bytes) -> bytes:
    return sha256(b"\x00" + content).digest()


def root_by_definition(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962 §2.1, as it is written there."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    left, right = root_by_definition(leaves[:k]), root_by_definition(leaves[k:])
    return sha256(b"\x01" + left + right).digest()


def path_by_definition(m: int, leaves: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962 §2.1.1."""
    if len(leaves) == 1:
        return []
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if m < k:
        return [*path_by_definition(m, leaves[:k]), root_by_definition(leaves[k:])]
    return [*path_by_definition(m - k, leaves[k:]), root_by_definition(leaves[:k])]


def proof_by_definition(m: int, leaves: list[bytes], whole: bool = True) -> list[bytes]:
    """PROOF and SUBPROOF of RFC 6962 §2.1.2."""
    if m == len(leaves):
        return [] if whole else [root_by_definition(leaves)]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if m <= k:
        return [*proof_by_definition(m, leaves[:k], whole), root_by_definition(leaves[k:])]
    return [*proof_by_definition(m - k, leaves[k:], False), root_by_definition(leaves[:k])]


LEAVES = [leaf(str(n).encode()) for n in range(MOST)]


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_of_the_reference(size: int) -> None:
    leaves = list(map(leaf, REFERENCE))
    assert Tree(leaves).root(size).hex() == ROOTS[size - 1]


@pytest.mark.parametrize("size", range(MOST + 1))
def test_the_tree_and_its_frontier_have_the_root_of_the_definition(size: int) -> None:
    frontier = Frontier()
    for one in LEAVES[:size]:
        frontier.add(one)
    wanted = root_by_definition(LEAVES[:size])
    assert frontier.root == Tree(LEAVES).root(size) == Tree(LEAVES[:size]).root(size) == wanted
    assert size or wanted == EMPTY_ROOT


@pytest.mark.parametrize("size", range(1, MOST + 1))
def test_the_proofs_are_those_of_the_definition(size: int) -> None:
    tree = Tree(LEAVES)
    for index in range(size):
        proof = tree.inclusion_proof(index, size)
        assert proof == path_by_definition(index, LEAVES[:size])
        assert included(LEAVES[index], index, size, proof, tree.root(size))
        earlier = index + 1
        proof = tree.consistency_proof(earlier, size)
        assert proof == proof_by_definition(earlier, LEAVES[:size])


@given(st.data())
def test_no_other_proof_shows_that_a_leaf_is_there(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, MOST))
    index = data.draw(st.integers(0, size - 1))
    tree = Tree(LEAVES)
    proof, root = tree.inclusion_proof(index, size), tree.root(size)
    other = data.draw(st.integers(0, size - 1).filter(lambda one: one != index))
    at = data.draw(st.integers(0, len(proof) - 1))
    bent = [*proof[:at], bytes([proof[at][0] ^ 1]) + proof[at][1:], *proof[at + 1 :]]
    assert not included(LEAVES[other], index, size, proof, root)
    assert not included(LEAVES[index], other, size, proof, root)
    assert not included(LEAVES[index], index, size, bent, root)
    assert not included(LEAVES[index], index, size, proof[:at], root)
    assert not included(LEAVES[index], index, size, [*proof, root], root)
    assert not included(LEAVES[index], size, size, proof, root)


def test_a_size_that_the_tree_does_not_have_is_refused() -> None:
    tree = Tree(LEAVES)
    for wrong in (
        lambda: tree.root(MOST + 1),
        lambda: tree.inclusion_proof(3, 3),
        lambda: tree.consistency_proof(0, 3),
        lambda: tree.consistency_proof(4, 3),
    ):
        with pytest.raises(ValueError, match="tree"):
            wrong()
