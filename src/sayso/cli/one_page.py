"""The frame of a self-contained page without scripts."""


def one_page(title: str, style: str, body: str) -> str:
    """A page of HTML that loads nothing; `title` and `body` are HTML, `style` is CSS."""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
"""
