#!/usr/bin/env python3
"""Recomputes events.json with nothing but Python's library, so that the vectors do not rest on the program itself.

  check.py          says whether every vector holds
"""

import base64
import hashlib
import hmac
import json
import pathlib
import struct
import sys

# Ed25519 as RFC 8032 section 6 gives it: slow and plain.
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    e, f = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    g, h = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return result


def compress(point):
    x, y, z, _ = point
    inverse = pow(z, P - 2, P)
    return int.to_bytes(y * inverse % P | (x * inverse % P & 1) << 255, 32, "little")


def base_point():
    y = 4 * pow(5, P - 2, P) % P
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    x = P - x if x & 1 else x
    return x, y, 1, x * y % P


BASE = base_point()


def expand(seed):
    digest = hashlib.sha512(seed).digest()
    return int.from_bytes(digest[:32], "little") & (1 << 254) - 8 | 1 << 254, digest[32:]


def public_key(seed):
    return compress(multiply(expand(seed)[0], BASE))


def sign(seed, message):
    scalar, prefix = expand(seed)
    public = public_key(seed)
    r = int.from_bytes(hashlib.sha512(prefix + message).digest(), "little") % Q
    point = compress(multiply(r, BASE))
    k = int.from_bytes(hashlib.sha512(point + public + message).digest(), "little") % Q
    return point + int.to_bytes((r + k * scalar) % Q, 32, "little")


# Events, leaves, the tree (RFC 6962 section 2.1) and notes (C2SP signed-note).
VERDICTS = ["applied", "merged", "duplicate", "conflict", "rejected", "quarantined"]


def sha256(data):
    return hashlib.sha256(data).digest()


def event_bytes(fields):
    return json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def event_id(data):
    return sha256(b"ogp-event-v1\0" + data)


def leaf_bytes(leaf):
    return (
        struct.pack(">BQQq", 1, leaf["stream"], leaf["sequence"], leaf["received"])
        + bytes.fromhex(leaf["event_id"] + leaf["batch_id"] + leaf["case_tag"])
        + struct.pack(">IBHQB", leaf["case_version"], 1 + VERDICTS.index(leaf["verdict"]), leaf["rule"],
                      leaf["official_number"], leaf["late"] | leaf["set_clock"] << 1)
    )


def root(leaves):
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0])
    k = split(len(leaves))
    return sha256(b"\1" + root(leaves[:k]) + root(leaves[k:]))


def split(count):
    k = 1
    while 2 * k < count:
        k *= 2
    return k


def inclusion(index, leaves):
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if index < k:
        return inclusion(index, leaves[:k]) + [root(leaves[k:])]
    return inclusion(index - k, leaves[k:]) + [root(leaves[:k])]


def consistency(old, leaves, whole=True):
    if old == len(leaves):
        return [] if whole else [root(leaves)]
    k = split(len(leaves))
    if old <= k:
        return consistency(old, leaves[:k], whole) + [root(leaves[k:])]
    return consistency(old - k, leaves[k:], False) + [root(leaves[:k])]


def statement(origin, count, digest):
    return f"{origin}\n{count}\n{base64.b64encode(digest).decode()}\n"


def key_id(name, public):
    return sha256(name.encode() + b"\n\x01" + public)[:4]


def signed_note(text, name, seed):
    signature = key_id(name, public_key(seed)) + sign(seed, text.encode())
    return f"{text}\n— {name} {base64.b64encode(signature).decode()}\n"


def verifier(name, public):
    return f"{name}+{key_id(name, public).hex()}+{base64.b64encode(bytes([1]) + public).decode()}"


def check(vectors):
    wrong = []

    def equal(what, found, expected):
        if found != expected:
            wrong.append(f"{what}: found {found}, expected {expected}")

    ids = []
    for event in vectors["events"]:
        data = event_bytes(event["fields"])
        ids.append(event_id(data))
        equal(event["name"] + " bytes", event["bytes"], data.decode())
        equal(event["name"] + " id", event["id"], ids[-1].hex())
    for event in vectors["attached"] + vectors["detailed"]:
        data = event_bytes(event["fields"])
        equal(event["name"] + " bytes", event["bytes"], data.decode())
        equal(event["name"] + " id", event["id"], event_id(data).hex())
    leaves = []
    for leaf in vectors["leaves"]:
        leaves.append(leaf_bytes(leaf["fields"]))
        equal(f"leaf {len(leaves) - 1} bytes", leaf["bytes"], leaves[-1].hex())
        equal(f"leaf {len(leaves) - 1} hash", leaf["hash"], sha256(b"\0" + leaves[-1]).hex())
    for size, expected in enumerate(vectors["tree"]["roots"]):
        equal(f"root of {size}", expected, root(leaves[:size]).hex())
    for proof in vectors["tree"]["inclusion"]:
        equal("inclusion", proof["proof"], [h.hex() for h in inclusion(proof["index"], leaves[:proof["size"]])])
    for proof in vectors["tree"]["consistency"]:
        equal("consistency", proof["proof"], [h.hex() for h in consistency(proof["old_size"], leaves[:proof["size"]])])
    signer = vectors["signer"]
    seed = bytes.fromhex(signer["seed"])
    equal("public key", signer["public_key"], public_key(seed).hex())
    equal("key id", signer["key_id"], key_id(signer["name"], public_key(seed)).hex())
    equal("verifier", signer["verifier"], verifier(signer["name"], public_key(seed)))
    batch = statement(vectors["batch"]["origin"], len(ids), root(ids))
    equal("batch", vectors["batch"]["text"], batch)
    equal("batch note", vectors["batch"]["note"], signed_note(batch, signer["name"], seed))
    checkpoint = statement(vectors["checkpoint"]["origin"], len(leaves), root(leaves))
    equal("checkpoint", vectors["checkpoint"]["text"], checkpoint)
    equal("checkpoint note", vectors["checkpoint"]["note"], signed_note(checkpoint, signer["name"], seed))
    sealed = vectors["sealed"]
    commitment = hmac.new(bytes.fromhex(sealed["salt"]), sealed["value"].encode(), hashlib.sha256).hexdigest()
    equal("commitment", sealed["commitment"], commitment)
    return wrong


if __name__ == "__main__":
    path = pathlib.Path(__file__).with_name("events.json")
    problems = check(json.loads(path.read_text(encoding="utf-8")))
    print("\n".join(problems) or "every vector holds")
    sys.exit(1 if problems else 0)
