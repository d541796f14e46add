"""Bytes to text: what a page says about its character set is often wrong, its bytes seldom."""

import codecs

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Browsers read latin-1 as windows-1252, and so do the people who write the pages.
_READ_AS = {"latin_1": "cp1252", "ascii": "cp1252"}
_HEAD = 4_096  # bytes in which a page tells its charset
_SAMPLE = 20_000  # bytes that are shown to the detector
_FOREIGN = 0.1  # share of bytes that are not ASCII; English in windows-1252 has fewer


def decode(data: bytes, declared: str | None) -> str:
    """The text of `data`. A byte order mark wins, then UTF-8 where the bytes are UTF-8, then the `declared` charset,
    then what a <meta> tag says, then what charset-normalizer finds where much is not ASCII, then windows-1252. Never
    fails: what cannot be read becomes U+FFFD."""
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return data.decode(name, "replace")
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd") - data.count("\ufffd".encode())
    # One broken byte in a page of good UTF-8 is damage; bytes that are hardly ever UTF-8 are another character set.
    is_utf8 = not bad or 4 * bad <= sum(c > "\x7f" for c in text) - bad
    if is_utf8 and b"\x1b" not in data:
        return text
    charset = _charset(data, declared)
    return text if is_utf8 and not charset.startswith("iso2022") else data.decode(charset, "replace")


def is_marked(data: bytes) -> bool:
    """Whether the bytes begin with a byte order mark, so that NUL bytes may be text."""
    return data.startswith(tuple(_MARKS))


def _charset(data: bytes, declared: str | None) -> str:
    """The codec of bytes that are no UTF-8, whatever they say."""
    from charset_normalizer import from_bytes  # loaded here: hardly any page needs it
    from charset_normalizer.constant import IANA_SUPPORTED
    from charset_normalizer.utils import any_specified_encoding, iana_name

    for told in (declared, any_specified_encoding(data, _HEAD)):
        name = iana_name(told.strip(), strict=False) if told else ""
        if name in IANA_SUPPORTED and name != "utf_8":
            return _READ_AS.get(name, name)
    sample = data[:_SAMPLE]
    found = from_bytes(sample).best() if sum(byte > 127 for byte in sample) >= _FOREIGN * len(sample) else None
    return found.encoding if found else "cp1252"
