"""The API against its own OpenAPI document: requests made from it, and answers as it has them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
from sayso.web.accounts import add_account, add_token

_OF_TWO = ("/merge", "/unmerge", "/apart")
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
    with running(news) as address:
        yield schemathesis.openapi.from_url(f"{address}/openapi.json", config=config, timeout=PATIENCE)


@pytest.mark.parametrize("mode", GenerationMode)
def test_every_answer_is_documented(
    api: BaseSchema, statements: dict[str, str], mode: GenerationMode, subtests: pytest.Subtests
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
                of_actor = "/actors/" in operation.path
                there = {"number": 1, "id": statements["actor" if of_actor else operation.method.lower()]}
                known = {name: value for name, value in there.items() if f"{{{name}}}" in operation.path}
                statuses |= ask_many(operation.as_strategy(mode, path_parameters=known))
                # No actor is made up that there is: nobody is merged.
                assert statuses & ({200, 201} | ({422} if operation.path.endswith(_OF_TWO) else set()))
            else:
                assert 422 in statuses


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
    is_null = isinstance(case.body, dict) and None in case.body.values()
    answer = case.call_and_validate(
        headers=case.operation.schema.config.headers,
        excluded_checks=[negative_data_rejection] if is_null else None,
    )
    if answer.status_code >= 400:
        assert set(answer.json()) == {"error"}
        assert answer.json()["error"]["status"] == answer.status_code
    return answer.status_code
