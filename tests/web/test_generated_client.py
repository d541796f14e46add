"""A client that a generator makes from the document: it reads, pages through, corrects, reads many, and follows."""

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from followers import program
from patience import PATIENCE
from web_visits import PASSWORD, add, running

from sayso import Reader
from sayso.linking import update
from sayso.record import Record
from sayso.record.accounts import add_token
from sayso.web import Settings, deliveries
from sayso.web.accounts import add_account

SAYS = "Bridge news\n\nMira Dolan said that the bridge would open in June."


class Made:
    """The client: its operations and models by their names."""

    def __init__(self, package: str) -> None:
        self._package = package
        self.models = importlib.import_module(f"{package}.models")
        self.top = importlib.import_module(package)

    def __getattr__(self, operation: str) -> Any:
        """What asks by an operation, and gives what the answer is made of."""
        folders = (Path(self.top.__file__ or "").parent / "api").iterdir()
        (folder,) = (f.name for f in folders if (f / f"{operation}.py").exists())
        return importlib.import_module(f"{self._package}.api.{folder}.{operation}").sync


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory, first: Path) -> Path:
    path = tmp_path_factory.mktemp("client") / "news.db"
    path.write_bytes(first.read_bytes())
    record = Record(path)
    update(record)
    add_account(record, "Edda", "reviewer", PASSWORD)
    record.close()
    return path


@pytest.fixture(scope="module")
def address(news: Path) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch, running(news, Settings(webhooks="private")) as address:
        patch.setattr(deliveries, "_LOOKS", 0.01)
        yield address


@pytest.fixture(scope="module")
def made(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """What openapi-python-client makes of the document, without any warning."""
    folder = tmp_path_factory.mktemp("made")
    document = folder / "openapi.json"
    document.write_bytes(httpx.get(f"{address}/openapi.json", timeout=PATIENCE).content)
    tools = Path(sys.executable).parent  # ruff too, which it formats with
    done = subprocess.run(
        [tools / "openapi-python-client", "generate", "--path", document, "--output-path", folder / "made_client",
         "--meta", "none", "--fail-on-warning"],
        env={**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(folder))
    yield Made("made_client")
    sys.path.remove(str(folder))


@pytest.fixture
def client(made: Made, address: str, news: Path) -> Iterator[Any]:
    record = Record(news)
    token = add_token(record, "Edda", "correct")
    record.close()
    with made.top.AuthenticatedClient(base_url=address, token=token, timeout=httpx.Timeout(PATIENCE)) as client:
        yield client


def test_it_reads_and_pages_through(made: Made, client: Any) -> None:
    total = made.count_statements(client=client).total
    seen: list[str] = []
    after = made.top.types.UNSET
    while after is not None:
        found = made.search_statements(client=client, limit=2, after=after)
        seen += [s.id for s in found.items]
        after = found.next_
    assert len(seen) == len(set(seen)) == total
    (article,) = [a for a in made.list_articles(client=client).items if a.url == "https://post.example/bridge"]
    read = made.get_article(article.id, client=client)
    span = read.statements[0].content[0]
    assert read.text[span.start : span.end] == span.text


def test_it_tells_errors_as_what_they_are(made: Made, client: Any) -> None:
    gone = made.get_statement("s999", client=client)
    assert isinstance(gone, made.models.ErrorAnswer)
    assert (gone.error.status, gone.error.detail) == (404, "There is no statement s999.")


def test_it_corrects(made: Made, client: Any) -> None:
    (found,) = made.search_statements(client=client, q="cracks she").items
    body = made.models.ToCorrect(act=made.models.ToCorrectAct.DENY, why="Her words")
    noted = made.add_corrections(found.id, client=client, body=body)
    assert [(n.field, n.value, n.by) for n in noted.items] == [("act", "deny", "Edda")]
    assert made.get_statement(found.id, client=client).act == "deny"


def test_it_reads_many(made: Made, client: Any) -> None:
    texts = [made.models.ToRead(text=SAYS), made.models.ToRead(url="http://127.0.0.1:9/")]
    job = made.begin_reads(client=client, body=made.models.ManyToRead(items=texts))
    while job.state != "done":
        job = made.get_reads(job.id, client=client)
    one, two = made.list_read_items(job.id, client=client).items
    assert [s.content[0].text for s in one.article.statements] == ["that the bridge would open in June"]
    assert (two.article, two.error.status) == (None, 422)
    assert made.cancel_reads(job.id, client=client) is None


def test_it_follows(made: Made, client: Any, news: Path, reader: Reader) -> None:
    (dolan,) = made.list_actors(client=client, name="Mira Dolan").items
    with program() as other:
        hook = made.follow(client=client, body=made.models.ToFollow(url=other.address, actor=dolan.id))
        record = Record(news)
        add(record, reader, "https://post.example/june", SAYS, "2026-04-01")
        update(record)
        record.close()
        assert other.contents() == ["that the bridge would open in June"]
        assert [h.id for h in made.list_webhooks(client=client).items] == [hook.id]
        assert made.unfollow(hook.id, client=client) is None
