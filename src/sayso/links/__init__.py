"""What joins the articles of a record: copies, known actors, threads; and what is asked across them."""

from sayso.links.meaning import like
from sayso.links.threads import Report, Thread, thread, thread_of, threads
from sayso.links.update import update

__all__ = ["Report", "Thread", "like", "thread", "thread_of", "threads", "update"]
