"""The API against its own OpenAPI document: requests made from it, more than 3,000, and answers as it has them."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy
from linked_articles import linked
from patience import PATIENCE
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import negative_data_rejection
from web_visits import PASSWORD, running

from sayso import Reader
from sayso.linking.actor_corrections import actors
from sayso.record import Record
from sayso.record.accounts import add_token
from sayso.record.webhooks import add_webhook
from sayso.web import Settings
from sayso.web.accounts import add_account
from sayso.web.deliveries import new_secret

ANSWERS: Counter[int] = Counter()
# What nobody makes up: another actor, an address that there is, ids of several statements.
_NOT_MADE_UP = ("/merge", "/unmerge", "/apart", "/webhooks", "/v1/corrections")
# Refused though a schema allows it: cursors that lead nowhere, words that an article has not, quotations without any. A
# body that is too large is refused before it is looked at.
CHECKS = {
    "positive_data_acceptance": {"enabled": False},
    "negative_data_rejection": {"expected-statuses": [401, 403, 404, 405, 413, 422]},
}


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    """A linked record that is thrown away."""
    return linked(tmp_path_factory.mktemp("schema") / "news.db", reader)


@pytest.fixture(scope="module")
def statements(news: Path) -> dict[str, str]:
    """The id of one to be read and of one to be written to, which may be marked wrong by that; and of an actor."""
    record = Record(news)
    first, second, *_ = next(record.articles()).statements
    who = actors(record)[0].id
    record.close()
    return {"get": first.id, "post": second.id, "actor": who}


@pytest.fixture(scope="module")
def api(news: Path) -> Iterator[BaseSchema]:
    """The API of the record, as who may correct it."""
    record = Record(news)
    add_account(record, "Rune", "reviewer", PASSWORD)
    token = add_token(record, "Rune", "correct")
    record.close()
    config = schemathesis.Config.from_dict(
        {"checks": CHECKS, "headers": {"Authorization": f"Bearer {token}"}, "request-timeout": PATIENCE}
    )
    with running(news, Settings(webhooks="off")) as address:
        yield schemathesis.openapi.from_url(f"{address}/openapi.json", config=config, timeout=PATIENCE)


@pytest.mark.parametrize("mode", GenerationMode)
def test_every_answer_is_documented(
    news: Path, api: BaseSchema, statements: dict[str, str], mode: GenerationMode, subtests: pytest.Subtests
) -> None:
    for found in api.get_all_operations():
        assert isinstance(found, Ok), found.err()
        operation = found.ok()
        given = [*operation.path_parameters, *operation.query, *operation.body]
        if mode == GenerationMode.NEGATIVE and not given:
            continue  # what takes nothing cannot be given anything wrong
        with subtests.test(operation.label):
            bounds = api.iter_coverage_cases(
                operation, generation_modes=[mode], generation_config=api.config.generation
            )
            statuses = {ask(case) for case in bounds}
            statuses |= ask_many(operation.as_strategy(mode))
            if mode == GenerationMode.POSITIVE:
                there = one_there(operation, news, statements)
                statuses |= ask_many(operation.as_strategy(mode, path_parameters=there))
                is_made_up = operation.path.endswith(_NOT_MADE_UP)
                assert statuses & ({200, 201, 202, 204} | ({422} if is_made_up else set()))
            else:
                assert 422 in statuses


def test_more_than_3000_were_asked_and_none_broke_the_server() -> None:
    assert ANSWERS.total() > 3_000
    assert max(ANSWERS) < 500


def one_there(operation: Any, news: Path, statements: dict[str, str]) -> dict[str, Any]:
    """What names something that there is, of what an operation is about."""
    if "/reads/" in operation.path:
        url, headers = f"{operation.base_url.rstrip('/')}/api/v1/reads", operation.schema.config.headers
        while (job := httpx.post(url, json={"items": [{"text": "Ada said no."}]}, headers=headers)).status_code == 429:
            pass  # those of the operation before are not done
        return {"id": job.json()["id"]}
    if "/webhooks/" in operation.path:
        record = Record(news)
        made = add_webhook(record, 1, "https://news.example/hook", new_secret(), None, "q=bridge")
        record.close()
        assert made
        return {"number": made.id}
    if "{number}" in operation.path:
        return {"number": 1}
    of = "actor" if "/actors/" in operation.path else operation.method.lower()
    return {"id": statements[of]} if "{id}" in operation.path else {}


def ask_many(cases: SearchStrategy[Case[Any]]) -> set[int]:
    """Ask what chance has made, always the same; the statuses of the answers."""
    statuses = set()

    @settings(max_examples=12, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=cases)
    def check(case: Case[Any]) -> None:
        statuses.add(ask(case))

    check()
    return statuses


def ask(case: Case[Any]) -> int:
    """Ask once, and look whether the answer is such as the document tells; its status."""
    # Null is taken for a field that is not given, which the document does not offer.
    sent = case.body if isinstance(case.body, dict) else {}
    items = sent.get("items")
    is_null = any(
        None in one.values() for one in (sent, *(items if isinstance(items, list) else ())) if isinstance(one, dict)
    )
    answer = case.call_and_validate(
        headers=case.operation.schema.config.headers,
        excluded_checks=[negative_data_rejection] if is_null else None,
    )
    ANSWERS[answer.status_code] += 1
    if answer.status_code >= 400:
        assert set(answer.json()) == {"error"}
        assert answer.json()["error"]["status"] == answer.status_code
    return answer.status_code
