"""The record: articles, their versions and statements in one SQLite file that loses nothing."""

from sayso.errors import RecordError
from sayso.record.changes import Change, changes
from sayso.record.corrections import Correction, add_missed, correct, correct_all
from sayso.record.facets import Facets, facets, groups, open_query
from sayso.record.history import Noted, corrections, unattached
from sayso.record.names import UnknownName
from sayso.record.query import Query
from sayso.record.record import Outcome, Record, Run
from sayso.record.reread import keep_reread, stored, to_reread
from sayso.record.sample import Judged, Precision, precision, read_judged, sample
from sayso.record.search import Found, search, statement
from sayso.record.training_data import lessons
from sayso.record.verify import verify

__all__ = [
    "Change",
    "Correction",
    "Facets",
    "Found",
    "Judged",
    "Noted",
    "Outcome",
    "Precision",
    "Query",
    "Record",
    "RecordError",
    "Run",
    "UnknownName",
    "add_missed",
    "changes",
    "correct",
    "correct_all",
    "corrections",
    "facets",
    "groups",
    "keep_reread",
    "lessons",
    "open_query",
    "precision",
    "read_judged",
    "sample",
    "search",
    "statement",
    "stored",
    "to_reread",
    "unattached",
    "verify",
]
