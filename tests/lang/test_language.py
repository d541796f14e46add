"""A language is the lists and rules of its folder, and of the next ones what that lacks."""

from pathlib import Path
from threading import Thread

import pytest

from sayso import LanguageError
from sayso.lang import Language, rule, table, using, words


@pytest.fixture
def vesh(tmp_path: Path) -> Language:
    """A language of one file, over another with a file of the same name."""
    for name, text in {
        "own": '[words]\nfish = ["cod", "sea bass"]\n[parts]\nboat = "(?:{fish})er"\n[[kind]]\nname = "own"\n',
        "first": """
flags = "i"
spaced = true
[words]
fish = "trout"
birds = "gull tern"
[parts]
boat = "ship"
[sizes]
small = 1
[[kind]]
name = "first"
[rules.sails]
pattern = '''
{boat}_
(?:sails|{birds})'''
""",
    }.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "sea.toml").write_text(text)
    return Language("vsh", tmp_path / "own", tmp_path / "first")


def test_what_a_folder_lacks_is_as_in_the_next(vesh: Language) -> None:
    fish, birds, sizes, sails = words("sea", "fish"), words("sea", "birds"), table("sea", "sizes"), rule("sea", "sails")
    with using(vesh):
        assert fish.ordered == ("cod", "sea bass")
        assert ("gull" in birds, "cod" in birds, birds & {"tern", "cod"}, len(birds)) == (True, False, {"tern"}, 2)
        assert dict(sizes) == {"small": 1}
        found = sails.search("The COder  Gull")
        assert found
        assert found[0] == "COder  Gull"
        assert sails.search("The ship sails") is None
    assert vesh.lists("sea")["kind"] == [{"name": "own"}, {"name": "first"}]


def test_a_language_is_read_in_its_thread_only(vesh: Language) -> None:
    heard: list[bool] = []
    negators = words("classify", "negators")
    with using(vesh):
        thread = Thread(target=lambda: heard.append("never" in negators))
        thread.start()
        thread.join()
    assert heard == [True]
    assert "never" in negators


def test_what_is_wrong_in_a_folder_is_told_in_one_line(tmp_path: Path) -> None:
    for text, problem in {
        "[rules.cod]\npattern = '('": "rule 'cod' cannot be used (error: missing ), unterminated",
        "[rules.cod]\npattern = '{eel}'": "has no list of words 'eel'",
        "[rules.cod]": "rule 'cod' cannot be used (KeyError: 'pattern')",
        "[parts]\na = '{a}'\n[rules.cod]\npattern = '{a}'": "rule 'cod' cannot be used (RecursionError",
        "cod": "is no TOML: ",
    }.items():
        (tmp_path / "sea.toml").write_text(text)
        with pytest.raises(LanguageError) as told:
            Language("vsh", tmp_path).rule("sea", "cod")
        assert str(told.value).startswith(f"vsh/sea.toml: {problem}")
        assert "\n" not in str(told.value)
