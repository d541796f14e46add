"""What joins the articles of a record: copies, known actors, and the statements that report one utterance."""

from sayso.linking.semantic_search import like
from sayso.linking.threads import Report, Thread, thread, thread_of, threads
from sayso.linking.update import update

__all__ = ["Report", "Thread", "like", "thread", "thread_of", "threads", "update"]
