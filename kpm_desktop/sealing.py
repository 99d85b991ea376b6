"""Sealing a stream with a passphrase, and signing a text: the one module that knows cryptography.

What is sealed or signed is decided elsewhere. Layout and figures: data file design, section 10 (packages),
`paper.md` section 3.3 (certificates).
"""

import dataclasses
import hashlib
import secrets
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final, TypeAlias

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

CHUNK: Final = 1 << 20
"""Bytes of content in one sealed chunk."""
TAG: Final = 16
"""Bytes that sealing adds to each chunk."""
KIND: Final = "scrypt-aesgcm"
MINIMUM: Final = 12
"""A passphrase has at least so many characters."""
_LOG_N, _R, _P = 17, 8, 1
_KEY_ID = 8

Description: TypeAlias = Mapping[str, Any]
"""How a stream was sealed, as it stands in a manifest: kind, log_n, r, p, salt (hex), chunk."""


class WrongPassphraseError(Exception):
    """The first chunk does not open: another passphrase, or it was not sealed in this place."""


class TamperedError(Exception):
    """The passphrase is right, but a later chunk is not as it was sealed, or chunks are missing."""


class Sealer:
    """One passphrase for one stream, with a salt of its own. Making it takes about 0.3 s and 134 MB."""

    def __init__(self, passphrase: str, salt: bytes | None = None) -> None:
        self._salt = salt or secrets.token_bytes(16)
        self._cipher = AESGCM(_key(passphrase, self._salt, _LOG_N))

    def description(self) -> dict[str, Any]:
        """Return what the opener has to know; all but the passphrase."""
        return {"kind": KIND, "log_n": _LOG_N, "r": _R, "p": _P, "salt": self._salt.hex(), "chunk": CHUNK}

    def sealed_length(self, length: int) -> int:
        """Return how many bytes a content of so many bytes takes when sealed."""
        return length + TAG * _chunks(length)

    def seal(self, context: bytes, content: bytes) -> Iterator[bytes]:
        """Yield the sealed chunks; `context` (32 bytes) is bound to them and not part of them."""
        count = _chunks(len(content))
        for number in range(count):
            part = content[number * CHUNK : (number + 1) * CHUNK]
            yield self._cipher.encrypt(_nonce(number), part, _bound(context, last=number == count - 1))


def open_sealed(
    passphrase: str, description: Description, context: bytes, body: BinaryIO, length: int
) -> Iterator[bytes]:
    """Yield the content of `length` sealed bytes, chunk by chunk.

    Raises WrongPassphraseError at the first chunk, TamperedError at a later one. Each chunk is whole and
    as it was sealed when it is handed out; that none is missing is known at the end.
    """
    cipher = AESGCM(_key(passphrase, bytes.fromhex(description["salt"]), description["log_n"]))
    count = -(-length // (CHUNK + TAG))
    for number in range(count):
        part = body.read(min(CHUNK + TAG, length - number * (CHUNK + TAG)))
        try:
            yield cipher.decrypt(_nonce(number), part, _bound(context, last=number == count - 1))
        except InvalidTag:
            raise (TamperedError if number else WrongPassphraseError) from None


def _chunks(length: int) -> int:
    return max(1, -(-length // CHUNK))


def _key(passphrase: str, salt: bytes, log_n: int) -> bytes:
    text = unicodedata.normalize("NFKC", passphrase).encode()
    return Scrypt(salt=salt, length=32, n=1 << log_n, r=_R, p=_P).derive(text)


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _bound(context: bytes, *, last: bool) -> bytes:
    return context + bytes([last])


@dataclasses.dataclass(frozen=True, slots=True)
class KeyPair:
    """An Ed25519 key pair, both parts raw (32 bytes); `key_id` names the public one in 8 characters."""

    key_id: str
    private_part: bytes
    public_part: bytes


def new_key_pair() -> KeyPair:
    """Return a fresh key pair."""
    return key_pair(
        Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    )


def key_pair(private_part: bytes) -> KeyPair:
    """Return the pair that a private part belongs to; ValueError when it is none."""
    public = Ed25519PrivateKey.from_private_bytes(private_part).public_key()
    public_part = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return KeyPair(key_id_of(public_part), private_part, public_part)


def key_id_of(public_part: bytes) -> str:
    """Return the 8 characters (0-9, a-f) that name a public key."""
    return hashlib.sha256(public_part).hexdigest()[:_KEY_ID]


def sign(private_part: bytes, text: str) -> bytes:
    """Return the signature (64 bytes) of a text."""
    return Ed25519PrivateKey.from_private_bytes(private_part).sign(text.encode())


def is_signed(public_part: bytes, text: str, signature: bytes) -> bool:
    """Tell whether a signature over this text was made with the key's private part."""
    try:
        Ed25519PublicKey.from_public_bytes(public_part).verify(signature, text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
