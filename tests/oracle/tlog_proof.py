"""A second reader of `ogp prove --format tlog-proof`, written from the C2SP texts (signed-note, tlog-checkpoint, tlog-proof,
tlog-cosignature), RFC 6962 and RFC 8032 alone, without a line of ours: it checks what ogp wrote, and ogp has to accept the
cosignature that it makes. As a control, both must refuse what was changed."""

import base64
import hashlib
import os
import pathlib
import struct
import subprocess
import sys
import tempfile

# RFC 8032, section 5.1, with plain integers.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def recover_x(y, sign):
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def add(a, b):
    (ax, ay), (bx, by) = a, b
    k = D * ax * bx * ay * by % P
    return ((ax * by + bx * ay) * pow(1 + k, P - 2, P) % P, (ay * by + ax * bx) * pow(1 - k, P - 2, P) % P)


def times(scalar, point):
    total = (0, 1)
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point = add(point, point)
        scalar >>= 1
    return total


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (recover_x(BASE_Y, 0), BASE_Y)


def encode(point):
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


def decode(data):
    number = int.from_bytes(data, "little")
    y = number & ((1 << 255) - 1)
    x = recover_x(y, number >> 255)
    if x is None:
        raise ValueError("no point")
    return (x, y)


def number_of(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little")


def sign(seed, message):
    digest = hashlib.sha512(seed).digest()
    secret = int.from_bytes(digest[:32], "little") & ((1 << 254) - 8) | 1 << 254
    public = encode(times(secret, BASE))
    nonce = number_of(digest[32:], message) % L
    point = encode(times(nonce, BASE))
    return public, point + ((nonce + number_of(point, public, message) * secret) % L).to_bytes(32, "little")


def verify(public, message, signature):
    scalar = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or scalar >= L:
        return False
    wanted = add(decode(signature[:32]), times(number_of(signature[:32], public, message) % L, decode(public)))
    return times(scalar, BASE) == wanted


# C2SP signed-note.
def read_vkey(text, kind):
    name, key_id, key = text.strip().split("+", 2)
    raw = base64.b64decode(key, validate=True)
    assert raw[0] == kind and len(raw) == 33
    assert hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4].hex() == key_id
    return name, bytes.fromhex(key_id), raw[1:]


def note_lines(note):
    text, signatures = note.rsplit("\n\n", 1)
    for line in signatures.splitlines():
        dash, name, data = line.split(" ")
        assert dash == "\u2014"
        raw = base64.b64decode(data, validate=True)
        yield (text + "\n").encode(), name, raw[:4], raw[4:]


# RFC 6962, section 2.1.1, by the definition of the path: from the root down.
def root_from(leaf, index, size, path):
    if size == 1:
        assert not path
        return leaf
    left = 1 << (size - 1).bit_length() - 1
    if index < left:
        return hashlib.sha256(b"\1" + root_from(leaf, index, left, path[:-1]) + path[-1]).digest()
    return hashlib.sha256(b"\1" + path[-1] + root_from(leaf, index - left, size - left, path[:-1])).digest()


def check(proof, vkey):
    head, checkpoint = proof.split("\n\n", 1)
    lines = head.split("\n")
    assert lines[0] == "c2sp.org/tlog-proof@v1"
    extra = base64.b64decode(lines[1].removeprefix("extra "), validate=True).decode().split("\n")
    leaf = base64.b64decode(next(line for line in extra if line.startswith("leaf "))[5:], validate=True)
    event = next(line for line in extra if line.startswith("event "))[6:]
    index = int(lines[2].removeprefix("index "))
    path = [base64.b64decode(line, validate=True) for line in lines[3:]]

    name, key_id, public = read_vkey(vkey, 1)
    signed = [verify(public, text, signature) for text, signer, id_, signature in note_lines(checkpoint) if (signer, id_) == (name, key_id)]
    assert signed == [True], "the checkpoint is not signed"
    _origin, size, root = checkpoint.split("\n")[:3]
    assert root_from(hashlib.sha256(b"\0" + leaf).digest(), index, int(size), path) == base64.b64decode(root), "not in the tree"
    # What the entry of this log says (ogp-event(5)): the id of the event from byte 25 on.
    assert leaf[25:57] == hashlib.sha256(b"ogp-event-v1\0" + event.encode()).digest(), "another event"
    return index


# C2SP tlog-cosignature.
def cosign(proof, name, seed, time):
    text = proof.split("\n\n", 1)[1].rsplit("\n\n", 1)[0] + "\n"
    public, signature = sign(seed, f"cosignature/v1\ntime {time}\n{text}".encode())
    key_id = hashlib.sha256(name.encode() + b"\n\4" + public).digest()[:4]
    line = f"\u2014 {name} {base64.b64encode(key_id + struct.pack('>Q', time) + signature).decode()}\n"
    return proof + line, f"{name}+{key_id.hex()}+{base64.b64encode(bytes([4]) + public).decode()}"


def main():
    program = os.path.abspath(sys.argv[1])
    assert verify(bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"), b"",
                  sign(bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"), b"")[1])
    with tempfile.TemporaryDirectory() as folder:
        city = pathlib.Path(folder)

        def ogp(*words):
            return subprocess.run([program, *words], cwd=city, capture_output=True, text=True)

        def wanted(*words):
            done = ogp(*words)
            assert done.returncode == 0, done.stderr
            return done.stdout

        wanted("init", "--actor", "nino", "--quiet")
        for number in ("p1", "p2", "p3"):
            wanted("case", "new", "--type", "plan", "--set", f"number={number}", "--set", "title=Plan", "--quiet")
        size = int(wanted("checkpoint", "--tsv=size").split("\n")[-2])
        vkey = wanted("checkpoint", "--tsv=key").strip()
        for index in range(size):
            wanted("prove", f"#{index}", "--output", "one.tlog-proof")
            assert check((city / "one.tlog-proof").read_text(encoding="utf-8"), vkey) == index

        proof = (city / "one.tlog-proof").read_text(encoding="utf-8")
        cosigned, witness = cosign(proof, "ngo.example/w1", bytes(range(32)), 1_700_000_000)
        (city / "cosigned.tlog-proof").write_text(cosigned, encoding="utf-8")
        trust = ["--key", vkey, "--witness", witness, "--require-witnesses", "1"]
        wanted("verify", "cosigned.tlog-proof", *trust)
        assert check(cosigned, vkey) == size - 1

        # Controls.
        assert ogp("verify", "one.tlog-proof", *trust).returncode == 7
        other = cosign(proof, "ngo.example/w1", bytes(range(32)), 1_700_000_001)[0].splitlines()[-1]
        broken = cosigned.splitlines()
        broken[-1] = other[:-20] + broken[-1][-20:]
        (city / "broken.tlog-proof").write_text("\n".join(broken) + "\n", encoding="utf-8")
        assert ogp("verify", "broken.tlog-proof", *trust).returncode == 8
        changed = proof.replace(f"index {size - 1}", f"index {size - 2}")
        try:
            check(changed, vkey)
        except (AssertionError, IndexError):
            pass
        else:
            raise SystemExit("a changed proof was not noticed")
    print(f"{size} proofs, one cosignature, both ways")


main()
