import base64
import hashlib

import pytest

from wuye_cli.auditing.signed import signer_of

KEY = b"\0\0\0\x0bssh-ed25519" + b"\0\0\0\x20" + bytes(range(32))


def commit(signature: str) -> bytes:
    folded = signature.strip("\n").replace("\n", "\n ")
    return f"tree {'0' * 40}\nauthor a <a> 0 +0000\ngpgsig {folded}\n\nwords\n".encode()


def ssh(packed: bytes) -> str:
    return (
        "-----BEGIN SSH SIGNATURE-----\n"
        + base64.encodebytes(packed).decode()
        + "-----END SSH SIGNATURE-----\n"
    )


def test_the_fingerprint_of_an_ssh_key():
    packed = b"SSHSIG" + (1).to_bytes(4, "big") + len(KEY).to_bytes(4, "big") + KEY + b"rest"
    wanted = base64.b64encode(hashlib.sha256(KEY).digest()).decode().rstrip("=")
    assert signer_of(commit(ssh(packed))) == f"SHA256:{wanted}"


@pytest.mark.parametrize(
    ("signature", "said"),
    [
        ("-----BEGIN PGP SIGNATURE-----\nx\n-----END PGP SIGNATURE-----", "openpgp"),
        ("-----BEGIN SIGNED MESSAGE-----\nx", "x509"),
        ("what is this", "unknown"),
        (ssh(b"SSHSIG"), "unknown"),
        (ssh(b"SSHSIG\0\0\0\1\xff\xff\xff\xffx"), "unknown"),
        (ssh(b"NOTSIG" + b"\0" * 20), "unknown"),
        ("-----BEGIN SSH SIGNATURE-----\n\x01*\n-----END SSH SIGNATURE-----", "unknown"),
    ],
)
def test_other_signatures(signature, said):
    assert signer_of(commit(signature)) == said


def test_words_in_the_message_sign_nothing():
    assert signer_of(b"tree 0\n\n\ngpgsig -----BEGIN PGP\n") == ""
