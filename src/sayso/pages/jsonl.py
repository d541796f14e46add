"""JSON lines: one article a line, its text as given."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from sayso.article import Article, Part
from sayso.errors import PageError
from sayso.pages.blocks import article_id
from sayso.pages.dates import iso
from sayso.pages.language import language
from sayso.pages.page import MAX_PAGE, MAX_TEXT


def is_json_line(line: bytes) -> bool:
    """Whether a line is a JSON object, so that JSON lines follow."""
    try:
        return line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{") and bool(_object(line))
    except ValueError:
        return False


def is_array(data: bytes) -> bool:
    """Whether the whole is a JSON array; prose may begin with a bracket too."""
    try:
        return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[") and bool(json.loads(data.decode("utf-8-sig")))
    except (ValueError, RecursionError):
        return False


def line_article(line: bytes, where: str) -> Article:
    """The article of one line, `where` ("FILE:12") naming it. Raises PageError where it is no JSON object with a text,
    or a value has another type than it must have."""
    if len(line) > MAX_PAGE:
        raise PageError(where, f"the line is longer than {MAX_PAGE >> 20} MiB")
    try:
        return _article(_object(line), hashlib.sha256(line).hexdigest())
    except ValueError as error:
        raise PageError(where, str(error)) from error


def json_objects(data: bytes) -> list[bytes]:
    """Each object of a JSON document, an array of objects or one object, as a line of its own. Raises ValueError where
    it is neither."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ValueError("begins as JSON but is damaged: give JSON lines, HTML or plain text") from error
    listed = found if isinstance(found, list) else [found]
    if not listed or not all(isinstance(each, dict) for each in listed):
        raise ValueError('is JSON without articles: each must be an object {"text": ...}')
    return [json.dumps(each).encode() for each in listed]


def _object(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line.decode("utf-8-sig").strip())
    except UnicodeDecodeError as error:
        raise ValueError("the line is not UTF-8") from error
    except RecursionError as error:
        raise ValueError("the line's JSON is nested too deeply") from error
    except ValueError as error:
        raise ValueError(f"the line is not JSON ({error})") from error
    if not isinstance(found, dict):
        raise ValueError('the line is no JSON object: it must be {"text": ...}')
    return found


def _article(given: dict[str, Any], sha256: str) -> Article:
    text = _string(given, "text")
    if not text or not text.strip():
        raise ValueError('"text" is missing or empty')
    if len(text) > MAX_TEXT:
        raise ValueError(f'"text" is longer than {MAX_TEXT:,} characters: split it')
    url, title = _string(given, "url"), _string(given, "title")
    return Article(
        id=_id(given) or article_id(url, text),
        text=text,
        url=url,
        title=title,
        outlet=_either(given, "outlet", "publisher", _string),
        authors=_authors(given),
        published=iso(_either(given, "published", "date", _string) or ""),
        updated=iso(_either(given, "updated", "modified", _string) or ""),
        language=language(text, None),
        page_sha256=sha256,
        parts=(Part("headline", 0, len(title)),) if title and text.startswith(title) else (),
    )


def _either(
    given: dict[str, Any], key: str, other: str, read: Callable[[dict[str, Any], str], str | None]
) -> str | None:
    return read(given, key if given.get(key) is not None else other)


def _string(given: dict[str, Any], key: str) -> str | None:
    value = given.get(key)
    if value is None or isinstance(value, str):
        return value
    raise ValueError(f'"{key}" must be a string')


def _id(given: dict[str, Any]) -> str | None:
    value = given.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(given, "id")


def _authors(given: dict[str, Any]) -> tuple[str, ...]:
    value = given.get("authors")
    if value is None:
        one = _string(given, "author")
        return (one,) if one else ()
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    raise ValueError('"authors" must be a list of strings')
