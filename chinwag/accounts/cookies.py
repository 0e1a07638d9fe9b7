"""Cookies of the web client: reading them, and the text that sets them."""

SESSION_DAYS = 30


def read_cookie(header: bytes | None, name: str) -> str | None:
    """The value of one cookie; None when it is missing, empty, or there in two versions (cookie tossing)."""
    if not header:
        return None
    pairs = (part.partition("=") for part in header.decode("latin-1").split(";"))
    values = {value.strip() for key, _, value in pairs if key.strip() == name}
    return (values.pop() or None) if len(values) == 1 else None


def set_cookie(name: str, value: str, *, is_secure: bool, max_age_s: int) -> str:
    """A Set-Cookie text: for the whole site, out of reach of scripts, not sent with foreign posts."""
    text = f"{name}={value}; Path=/; Max-Age={max_age_s}; HttpOnly; SameSite=Lax"
    return text + "; Secure" if is_secure else text
