"""The program that opens a PDF, in a process of its own: what stands on its pages, as JSON on standard output.

    python pdf_segments.py PAGES CHARACTERS < FILE

Nothing of sayso is imported here, so that it starts at once. pdfium is C++ that reads whatever it is given, and a file
may be packed a thousand times smaller than it is: the system holds this process to a memory and a time, and whatever
becomes of it, the one that asked goes on.
"""

import contextlib
import ctypes
import json
import math
import re
import sys
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_MEMORY = 500 << 20  # bytes
_TIME = 60  # seconds
_GAP = 0.9  # of the type's size: what stands farther off is another column or cell
_SPACE = 0.14  # of the type's size: what stands farther off is another word
_RAISED = 0.15  # of the type's size
_BOLD = re.compile(rb"bold|black|heavy", re.I)
_UPRIGHT = 0.05  # of a slope
_HYPHENS = "\x02\ufffe\xad"  # what pdfium gives for a hyphen at the end of a line
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    **dict.fromkeys(_HYPHENS, "-"),
}
Segment = list[Any]  # left, baseline, right, size, is bold, text


def segments(page: pdfium.PdfPage, most: int) -> list[Segment]:
    """What stands on a page in one line without a wide gap, in the order in which the file draws it; points from the
    page's lower left. What stands beyond its edges nobody sees."""
    start, floor, end, ceiling = page.get_cropbox()
    held = page.get_textpage()  # pdfium closes it with the last reference
    text = held.raw
    found: list[Segment] = []
    type_size = 0.0  # of the open segment as the font has it, before the page scales it; 0 where none is open
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    for i in range(min(raw.FPDFText_CountChars(text), most)):
        char = chr(raw.FPDFText_GetUnicode(text, i))
        if char in "\r\n":
            type_size = 0
        if char.isspace():
            if type_size and not raw.FPDFText_IsGenerated(text, i):
                found[-1][5] += " "
            continue
        raw.FPDFText_GetCharOrigin(text, i, x, y)
        raw.FPDFText_GetLooseCharBox(text, i, box)  # as wide as the character makes its line
        size = raw.FPDFText_GetFontSize(text, i)
        if type_size:
            last = found[-1]
            gap = (x.value - last[2]) / last[3]
            is_near = -1 < gap < _GAP and abs(y.value - last[1]) < _RAISED * last[3]
            type_size = size if is_near and size == type_size else 0
            if type_size and gap > _SPACE and char not in ",.;:!?":
                last[5] += " "
        if not type_size:
            scaled = size * _scale(text, i)
            if not (scaled > 0 and start <= x.value <= end and floor <= y.value <= ceiling):
                continue
            found.append([x.value, y.value, box.right, scaled, _is_bold(text, i), ""])
            type_size = size
        last = found[-1]
        last[2] = min(max(x.value, box.right), end)
        last[5] += "-" if char in _HYPHENS else _LIGATURES.get(char, char)
    return [
        [*(round(n, 2) for n in (x0 - start, y0 - floor, x1 - start, size)), is_bold, text]
        for x0, y0, x1, size, is_bold, words in found
        if (text := " ".join(words.split()))
    ]


def _scale(text: Any, i: int) -> float:
    """By how much the page scales a character's type; 0 where it does not stand upright."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(text, i, matrix) or abs(matrix.b) > _UPRIGHT * abs(matrix.a):
        return 0
    return math.hypot(matrix.c, matrix.d)


def _is_bold(text: Any, i: int) -> bool:
    """Whether a character's font is named as a bold one; the weights that files tell are not to be relied on."""
    name = ctypes.create_string_buffer(100)
    raw.FPDFText_GetFontInfo(text, i, name, len(name), ctypes.c_int())
    return bool(_BOLD.search(name.value))


def opened(data: bytes, pages: int, characters: int) -> dict[str, Any]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        return {"problem": "password" if "password" in str(error).lower() else "damaged"}
    read: list[dict[str, Any]] = []
    for number in range(min(len(document), pages)):
        try:
            page = document[number]
            left, floor, right, ceiling = page.get_cropbox()
            found = segments(page, characters)
            page.close()
        except pdfium.PdfiumError:
            read.append({"width": 0, "height": 0, "segments": None})
            continue
        characters -= sum(len(each[5]) for each in found)
        read.append({"width": right - left, "height": ceiling - floor, "segments": found})
        if characters <= 0:
            break
    return {"count": len(document), "told": document.get_metadata_dict(), "pages": read}


if __name__ == "__main__":
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_TIME, _TIME))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(opened(sys.stdin.buffer.read(), int(sys.argv[1]), int(sys.argv[2])), sys.stdout)
