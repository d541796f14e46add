"""Bytes to text: what a page says about its character set is often wrong, its bytes seldom."""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,30})|<\?xml[^>]{0,80}encoding=["']([\w.-]+)""", re.I
)
# Python knows more codecs than pages may ask for: some are slow (idna), some no character sets (zlib).
_KNOWN = re.compile(r"(iso-?8859|windows|cp|koi8|gb|big5|euc|shift|sjis|iso-2022|mac|tis|utf-?16)", re.I)
_SEVEN_BIT = re.compile(r"iso-2022", re.I)
_SAMPLE = 20_000  # bytes that are shown to the detector
_FOREIGN = 0.1  # share of bytes that are not ASCII; English in windows-1252 has fewer


def decode(data: bytes, declared: str | None) -> str:
    """The text of `data`. A byte order mark wins, then UTF-8 where the bytes are UTF-8, then the `declared` charset,
    then what a <meta> tag says, then what charset-normalizer finds where much is not ASCII, then windows-1252. Never
    fails: what cannot be read becomes U+FFFD."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    charset = _charset(declared) or _charset(_from_meta(data))
    if charset and _SEVEN_BIT.match(charset):
        return data.decode(charset, "replace")
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd") - data.count("\ufffd".encode())
    if not bad:
        return text
    # One broken byte in a page of good UTF-8 is damage; bytes that are hardly ever UTF-8 are another character set.
    good = sum(1 for c in text if c > "\x7f") - bad
    return text if bad * 4 <= good else data.decode(charset or _detected(data), "replace")


def is_marked(data: bytes) -> bool:
    """Whether the bytes begin with a byte order mark, so that NUL bytes may be text."""
    return data.startswith(tuple(mark for mark, _ in _BOMS))


def _from_meta(data: bytes) -> str | None:
    found = _META.search(data[:4096])
    return (found[1] or found[2]).decode("ascii") if found else None


def _detected(data: bytes) -> str:
    """The codec of bytes that nothing is told about."""
    sample = data[:_SAMPLE]
    if sum(byte > 127 for byte in sample) < _FOREIGN * len(sample):
        return "windows-1252"
    from charset_normalizer import from_bytes  # loaded here: hardly any page needs it

    found = from_bytes(sample).best()
    return found.encoding if found else "windows-1252"


def _charset(name: str | None) -> str | None:
    """The codec for a declared name; None where it is UTF-8, unknown, or no character set."""
    if not name or not _KNOWN.match(name.strip()):
        return None
    try:
        codec = codecs.lookup(name.strip()).name
    except LookupError:
        return None
    # Browsers read latin-1 as windows-1252, and so do the people who write the pages.
    return "windows-1252" if codec in ("iso8859-1", "latin-1") else codec
