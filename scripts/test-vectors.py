#!/usr/bin/env python3
"""Writes pallets/primitives/test-vectors/commitments.json.

A second implementation of every hash in `animechain-primitives`, written from its documentation alone and
with another Blake2b. Run it after a change of a format, never to make a failing test pass.
"""

import hashlib
import json
import pathlib

OUT = pathlib.Path(__file__).parent.parent / "pallets/primitives/test-vectors/commitments.json"


def h(*parts: bytes) -> bytes:
    return hashlib.blake2b(b"".join(parts), digest_size=32).digest()


def u32(value: int) -> bytes:
    return value.to_bytes(4, "little")


def u64(value: int) -> bytes:
    return value.to_bytes(8, "little")


def text(value: bytes) -> str:
    return "0x" + value.hex()


def seeded(label: str, number: int) -> bytes:
    return hashlib.sha256(f"{label} {number}".encode()).digest()


def content(number: int) -> dict:
    salt, digest = seeded("salt", number), seeded("content", number)
    return {"salt": text(salt), "content": text(digest), "commitment": text(h(b"\x03", salt, digest))}


def tree(weights: list[int]) -> dict:
    leaves, level = [], []
    for index, weight in enumerate(weights):
        commitment, contributor = seeded("commitment", index), seeded("contributor", index % 3)
        leaf = h(b"\x00", u32(index), commitment, contributor, u64(weight))
        leaves.append(
            {
                "commitment": text(commitment),
                "contributor": text(contributor),
                "weight": str(weight),
                "digest": text(leaf),
            }
        )
        # A node, its weight, and the leaves below it.
        level.append((leaf, weight, [index]))
    proofs: list[list[dict]] = [[] for _ in weights]
    while len(level) > 1:
        above = []
        for left, right in zip(level[::2], level[1::2]):
            for below, sibling in ((left, right), (right, left)):
                for index in below[2]:
                    proofs[index].append({"digest": text(sibling[0]), "weight": str(sibling[1])})
            joined = h(b"\x01", left[0], u64(left[1]), right[0], u64(right[1]))
            above.append((joined, left[1] + right[1], left[2] + right[2]))
        if len(level) % 2:
            above.append(level[-1])
        level = above
    root, weight, _ = level[0]
    return {"leaves": leaves, "root": text(root), "weight": str(weight), "proofs": proofs}


def record(number: int) -> dict:
    encoded = b"".join(seeded("record", number * 10 + part) for part in range(number + 1))
    return {"encoded": text(encoded), "digest": text(h(b"\x04", encoded))}


def digest(identity: int, parents: int) -> dict:
    record_digest = seeded("record hash", identity)
    digests = [seeded("parent", identity + parent) for parent in range(parents)]
    return {
        "id": str(identity),
        "recordDigest": text(record_digest),
        "parents": [text(parent) for parent in digests],
        "digest": text(h(b"\x02", u64(identity), record_digest, *digests)),
    }


def option(value: bytes | None) -> bytes:
    return b"\x00" if value is None else b"\x01" + value


def offer(number: int) -> dict:
    """Stated terms with as many of their optional fields as the bits of the number say."""

    def given(bit: int, value: bytes) -> bytes:
        return option(value if number >> bit & 1 else None)

    currency = b"\x00" if number % 3 else b"\x01" + u32(number)
    encoded = b"".join(
        (
            bytes([number % 64, number % 2]),
            given(0, u32(1_000 + number)),
            b"\x01" + seeded("audience", number) if number >> 1 & 1 else b"\x00",
            given(2, currency + (2**127 + number).to_bytes(16, "little")),
            u32(number * 1_000),
            given(3, u32(number)),
            given(4, u32(10 + number)),
            given(5, u32(20 + number)),
            given(6, u32(30 + number)),
            bytes([number >> 7 & 1]),
            given(8, seeded("legal text", number)),
        )
    )
    asset = 2**40 + number
    return {"asset": str(asset), "stated": text(encoded), "digest": text(h(b"\x05", u64(asset), encoded))}


def reservation(number: int) -> dict:
    digest = seeded("content", number)
    return {"content": text(digest), "key": text(h(b"\x06", digest))}


def main() -> None:
    big = 2**63
    vectors = {
        "contentCommitments": [content(number) for number in range(4)],
        "trees": [
            tree(weights)
            for weights in (
                [1],
                [1, 1],
                [1, 2, 3],
                [5, 0, 7, 11],
                [1, 2, 3, 4, 5],
                list(range(1, 14)),
                [big, big - 1],
                [2**40 + number for number in range(33)],
            )
        ],
        "records": [record(number) for number in range(3)],
        "offers": [offer(number) for number in (0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 341, 511)],
        "reservations": [reservation(number) for number in range(3)],
        "digests": [digest(0, 0), digest(1, 1), digest(2**53 + 1, 3), digest(2**64 - 1, 64)],
    }
    OUT.write_text(json.dumps(vectors, indent="\t") + "\n")


if __name__ == "__main__":
    main()
