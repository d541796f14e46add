"""Plugins, installed as others install them: those of docs/plugins.md, and broken ones."""

import csv
import gzip
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

DOCS = (Path(__file__).parent.parent / "docs" / "plugins.md").read_text("utf8")
SHOWN = dict(re.findall(r'^```\w+ title="(\S+)"\n(.*?)^```$', DOCS, re.DOTALL | re.MULTILINE))
FERRY = "Ferry\n\nAda Holm said on Monday that the ferry was safe."


def run(folder: Path, *command: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    """`sayso`, in a folder, with the plugins that are installed in `plugins` there."""
    path = os.pathsep.join([str(folder / "plugins"), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [Path(sys.executable).with_name("sayso"), *command],
        cwd=folder, input=stdin, capture_output=True, check=False, env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def python(folder: Path, code: str) -> tuple[str, str]:
    """What Python prints with the plugins that are installed in `plugins` in a folder, on both ways."""
    path = os.pathsep.join([str(folder / "plugins"), os.environ.get("PYTHONPATH", "")])
    env = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, env=env)
    return done.stdout.decode(), done.stderr.decode()


def speakers(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The speakers in the CSV that was printed."""
    return [row["speakers"] for row in csv.DictReader(done.stdout.splitlines())]


def bring(folder: Path, package: str, entry_points: str, code: str = "") -> None:
    """Install a package of one module, named as the package, without building it."""
    told = folder / "plugins" / f"{package}-1.0.dist-info"
    told.mkdir(parents=True)
    (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
    (told / "entry_points.txt").write_text(entry_points)
    (folder / "plugins" / f"{package}.py").write_text(code)


def page_format(name: str, module: str) -> str:
    return f"[sayso.page_formats]\n{name} = {module}\n"


def export_format(name: str, function: str) -> str:
    return f"[sayso.export_formats]\n{name} = {function}\n"


@pytest.fixture(scope="session")
def agency(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the plugins of the docs are installed, and their example lies."""
    folder = tmp_path_factory.mktemp("agency")
    (folder / "sayso_coast").mkdir()
    for name, text in {**SHOWN, "sayso_coast/__init__.py": ""}.items():
        (folder / name).write_text(text, "utf8")
    pip = "install --quiet --no-index --no-deps --no-build-isolation --disable-pip-version-check --target plugins ."
    subprocess.run([sys.executable, "-m", "pip", *pip.split()], cwd=folder, check=True)
    return folder


@pytest.fixture(scope="session")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of one article."""
    folder = tmp_path_factory.mktemp("ferry")
    (folder / "one.txt").write_text(FERRY)
    assert run(folder, "add", "own.db", "one.txt").returncode == 0
    return folder / "own.db"


def test_the_plugins_of_the_docs_do_what_the_docs_show(agency: Path) -> None:
    tens = [[line for line in SHOWN[name].splitlines() if line.strip()] for name in SHOWN if name.endswith(".py")]
    assert [len(lines) <= 10 for lines in tens] == [True, True]
    (shown,) = re.findall(r"^\$ pip install \.\n(.*?)^```$", DOCS, re.DOTALL | re.MULTILINE)
    printed = ""
    for line in re.findall(r"^\$ sayso (.*)$", shown, re.MULTILINE):
        done = run(agency, *line.split())
        assert (done.returncode, done.stderr) == (0, "") or line.startswith("add")
        printed += f"$ sayso {line}\n{done.stdout}"
    assert printed == shown
    assert "markdown" in run(agency, "export", "--help").stdout


def test_a_language_is_a_folder_of_lists(agency: Path) -> None:
    (code, printed) = re.findall(r"^```(?:python|text)\n(.*?)^```$", DOCS, re.DOTALL | re.MULTILINE)
    assert python(agency, code) == (printed, "")


def test_a_language_has_its_own_rules_and_all_others_of_english(tmp_path: Path) -> None:
    bring(tmp_path, "vesh", "[sayso.languages]\nvsh = vesh\nvsx = vesh.none\nvsy = sys\nen = vesh\n")
    (tmp_path / "plugins" / "vesh.py").unlink()
    folder = tmp_path / "plugins" / "vesh"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "classify.toml").write_text('[words]\nnegators = "nesh"\n[rules.nobody]\npattern = "nemo"\n')
    code = """
import dataclasses, sayso
from sayso.pages import read_text
for text in ("Nemo said that it rained.", "Ada Holm never said that it rained."):
    article = dataclasses.replace(read_text(text), language=None)
    for language in ("en", "vsh", "en"):
        print(*(s.negated for s in sayso.Reader(language=language).read(article).statements))
english = dataclasses.replace(article, language="en-GB")
print(len(sayso.Reader(language="vsh").read(english).statements))
for language in ("vsx", "vsy", "vsz"):
    try:
        sayso.Reader(language=language)
    except sayso.LanguageError as error:
        print(error)
"""
    printed, problems = python(tmp_path, code)
    assert problems == ""
    assert printed.splitlines() == [
        *("False", "True", "False"),
        *("True", "False", "True"),
        "0",
        "plugin vsx of vesh 1.0: cannot be loaded (ModuleNotFoundError: No module named 'vesh.none'): mend it or "
        "uninstall it",
        "plugin vsy of vesh 1.0: names no package with a folder of lists (TypeError: <module 'sys' (built-in)> is not "
        "a package)",
        "language 'vsz': is not read: there is en, vsh, vsx, vsy; a plugin brings another",
    ]


def test_a_format_is_told_by_its_content_wherever_it_lies(agency: Path) -> None:
    data = SHOWN["ferry.xml"].encode()
    (agency / "some.txt.gz").write_bytes(gzip.compress(data))
    with zipfile.ZipFile(agency / "some.zip", "w") as packed:
        packed.writestr("inside.html", data)
    for name in ("some.txt.gz", "some.zip", "-"):
        done = run(agency, "read", "--csv", name, stdin=data)
        assert (done.returncode, done.stderr) == (0, "")
        assert speakers(done) == ["Ada Holm", "Ada Holm"]


def test_other_formats_are_read_as_without_a_plugin(agency: Path) -> None:
    lines = "".join(f'{{"text": "Ferry\\n\\nAda Holm said that ferry {n} was safe."}}\n' for n in range(600)).encode()
    assert len(lines) > 32_768
    done = run(agency, "read", "--nl", "--min-confidence", "1", "-", stdin=lines)
    assert (done.returncode, done.stdout.count("\n")) == (0, 600)
    assert speakers(run(agency, "read", "--csv", "-", stdin=FERRY.encode())) == ["Ada Holm"]


def test_articles_that_a_plugin_made_are_read_again_without_it(agency: Path, tmp_path: Path) -> None:
    run(agency, "add", tmp_path / "own.db", "ferry.xml")
    (tmp_path / "plugins").mkdir()
    done = run(tmp_path, "reread", "own.db")
    assert done.returncode == 0
    assert "Ada Holm" in run(tmp_path, "export", "own.db", "--format", "csv").stdout


def test_broken_page_formats_are_told_once_and_lose_nothing(tmp_path: Path) -> None:
    bring(tmp_path, "one", page_format("odd", "one"), "import none_such")
    bring(tmp_path, "two", page_format("odder", "two"), "raise SystemExit(3)")
    bring(tmp_path, "three", page_format("oddest", "three"), "matches = 1")
    bring(tmp_path, "four", page_format("wrong", "four"), "def matches(): ...\ndef articles(file): ...")
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(FERRY)
    done = run(tmp_path, "read", "--csv", "a.txt", "b.txt")
    assert (done.returncode, speakers(done)) == (0, ["Ada Holm", "Ada Holm"])
    assert done.stderr.splitlines() == [
        "sayso: plugin odd of one 1.0: cannot be loaded (ModuleNotFoundError: No module named 'none_such'): mend it or "
        "uninstall it",
        "sayso: plugin odder of two 1.0: cannot be loaded (SystemExit: 3): mend it or uninstall it",
        "sayso: plugin oddest of three 1.0: has no matches: mend it or uninstall it",
        "sayso: plugin wrong of four 1.0: fails at `matches` (TypeError: matches() takes 0 positional arguments but 1 "
        "was given): mend it or uninstall it",
    ]


def test_a_page_format_that_fails_on_a_file_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    fails = {
        "yield {'text': TEXT}; raise ValueError('is cut off')": ": is cut off (plugin odd of bad 1.0 says so)",
        "yield {'text': TEXT}; 1 / 0": ": plugin odd of bad 1.0 fails on it (ZeroDivisionError: division by zero)",
        "yield {'text': TEXT}; yield 7": ": plugin odd of bad 1.0 fails on it (TypeError: 'int' object is not",
        "yield {'text': 7}; yield {'text': TEXT}": ':1: "text" must be a string',
        "return 7": ": plugin odd of bad 1.0 fails on it (TypeError: 'int' object is not iterable): mend it",
        "yield from ()": ": holds no articles (plugin odd of bad 1.0 says so)",
    }
    ways = "".join(f"def way{n}(): {code}\n" for n, code in enumerate(fails))
    code = f"""
TEXT = {FERRY!r}
{ways}
def matches(beginning): return beginning[:3] == b"ODD"
def articles(file): return globals()["way" + file.read()[3:].decode()]()
"""
    bring(tmp_path, "bad", page_format("odd", "bad"), code)
    for n in range(len(fails)):
        (tmp_path / f"{n}.txt").write_text(f"ODD{n}")
    (tmp_path / "other.txt").write_text(FERRY)
    done = run(tmp_path, "read", "--csv", "*.txt")
    assert (done.returncode, speakers(done)) == (1, ["Ada Holm"] * 5)
    for n, (line, told) in enumerate(zip(done.stderr.splitlines(), fails.values(), strict=True)):
        assert line.startswith(f"sayso: {n}.txt{told}")


def test_broken_export_formats_are_told_in_one_line_and_touch_no_other(ferry: Path, tmp_path: Path) -> None:
    bring(tmp_path, "lost", export_format("lost", "lost:export"), "import none_such")
    fails = {
        "export": ("export = 1", "has no __call__: mend it"),
        "none": ("def none(): ...", "fails (TypeError: none() takes 0 positional arguments but 1 was given): mend it"),
        "int": (
            "def int(articles): return [1]",
            "fails (TypeError: it gives int, and must give text or bytes): mend it",
        ),
        "late": (
            "def late(articles): 1 / len(list(articles)[9:])",
            "fails (ZeroDivisionError: division by zero)",
        ),
    }
    points = "".join(f"{name} = bad:{name}\n" for name in fails)
    bring(tmp_path, "bad", f"[sayso.export_formats]\n{points}", "\n".join(code for code, _ in fails.values()))
    told = {name: f"plugin {name} of bad 1.0: {problem}" for name, (_, problem) in fails.items()}
    told["lost"] = "plugin lost of lost 1.0: cannot be loaded (ModuleNotFoundError: No module named 'none_such'): mend"
    for name, line in told.items():
        done = run(tmp_path, "export", ferry, "--format", name)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert done.stderr.startswith(f"Error: {line}")
    assert "Ada Holm" in run(tmp_path, "export", ferry).stdout


def test_a_name_that_is_taken_is_told_and_left_out(ferry: Path, tmp_path: Path) -> None:
    code = "def export(articles):\n    for article in articles: yield f'{__name__} {article.title}'\n"
    bring(tmp_path, "one", export_format("csv", "one:export") + "odd = one:export\n", code)
    bring(tmp_path, "two", export_format("odd", "two:export"), code)
    done = run(tmp_path, "export", ferry, "--format", "odd")
    assert done.stdout.startswith("one ")
    assert done.stderr.splitlines() == [
        "sayso: plugin csv of one 1.0: is left out: sayso itself has a csv too",
        "sayso: plugin odd of two 1.0: is left out: one 1.0 has a odd too",
    ]
