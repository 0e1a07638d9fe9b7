"""Encryption and signature of push messages, against the vectors of the RFCs."""

import secrets

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from chinwag.notifications.web_push import LONGEST_TEXT, RECORD, BadKeys, Identity, encrypt, read_keys
from tests.notifications.device import claims_of, decoded, decrypt, encoded

# RFC 8291, appendix A
_TEXT = b"When I grow up, I want to be a watermelon"
_OWN = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
_SALT = "DGv6ra1nlYgDCS1FRnbzlw"
_P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
_THEIRS = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
_AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
_BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
    "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def private(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(decoded(text), "big"), ec.SECP256R1())


def test_the_vector_of_the_rfc() -> None:
    body = encrypt(_TEXT, _P256DH, _AUTH, salt=decoded(_SALT), own=private(_OWN), block=1)
    assert encoded(body) == _BODY
    assert decrypt(decoded(_BODY), private(_THEIRS), decoded(_AUTH)) == _TEXT


@pytest.mark.parametrize("length", [0, 1, 254, 255, 256, 1_000, LONGEST_TEXT])
def test_texts_of_every_length_come_back_and_hide_it(length: int) -> None:
    text = secrets.token_bytes(length).replace(b"\0", b"x")
    body = encrypt(text, _P256DH, _AUTH)
    assert decrypt(body, private(_THEIRS), decoded(_AUTH)) == text
    assert len(body) <= RECORD, "push services take no more"
    assert (len(body) - 86 - 16) % 256 == 0 or length > LONGEST_TEXT - 256


def test_no_two_messages_look_alike() -> None:
    assert encrypt(_TEXT, _P256DH, _AUTH) != encrypt(_TEXT, _P256DH, _AUTH)


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [
        (_P256DH, encoded(b"x" * 15)),
        (encoded(b"\x04" + b"\x01" * 64), _AUTH),  # not on the curve
        (encoded(b"\x02" + decoded(_P256DH)[1:33]), _AUTH),  # compressed
        (encoded(b"\0"), _AUTH),  # the point at infinity
        ("ü" * 87, _AUTH),
        (_P256DH, "!" * 22),
        ("", ""),
    ],
)
def test_keys_that_are_none_are_refused(p256dh: str, auth: str) -> None:
    with pytest.raises(BadKeys):
        read_keys(p256dh, auth)


def test_the_server_signs_for_one_push_service_and_half_a_day() -> None:
    ours = Identity(b"k" * 32, "mailto:it@quayside.example")
    header = ours.authorization("https://push.example", 1_000)
    assert claims_of(header) == {
        "aud": "https://push.example",
        "exp": 1_000 + 12 * 3600,
        "sub": "mailto:it@quayside.example",
    }
    assert header.endswith(f"k={ours.public_key}")
    assert Identity(b"k" * 32, "").public_key == ours.public_key, "the same after a restart"
    assert Identity(b"l" * 32, "").public_key != ours.public_key
