// Where the visitor has no script, links do what this does.
"use strict";
(() => {
  const ids = (part) => (part.dataset.of || "").split(" ").map((key) => key.split(":")[0]);
  // Of nested statements the innermost, which stands last, is the one meant.
  const meant = (part) => part.dataset.statement || ids(part).at(-1);
  const parts = () => document.querySelectorAll("[data-of], [data-statement]");
  const light = (id) => {
    for (const part of parts()) {
      part.classList.toggle("lit", Boolean(id) && (part.dataset.statement === id || ids(part).includes(id)));
    }
  };
  const part = (event) => (event.target.closest ? event.target.closest("[data-of], [data-statement]") : null);
  // What comes under a mouse that stands still, since the page moved after a click, is not pointed at.
  let clicked = "";
  const where = (event) => `${event.screenX} ${event.screenY}`;
  for (const kind of ["mouseover", "focusin"]) {
    document.addEventListener(kind, (event) => where(event) !== clicked && part(event) && light(meant(part(event))));
  }
  for (const kind of ["mouseout", "focusout"]) {
    document.addEventListener(kind, (event) => where(event) !== clicked && light(""));
  }
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const show = (found) => found && found.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
  document.addEventListener("click", (event) => {
    const at = part(event);
    const other = event.target.closest("a, button, input, select, textarea, label, summary");
    if (!at || (other && !(other.hash && other.pathname === location.pathname)) || String(getSelection())) return;
    event.preventDefault();
    clicked = where(event);
    const id = meant(at);
    const goal = at.dataset.statement ? `[data-of~="${id}:cue"]` : `[data-statement="${id}"]`;
    show(document.querySelector(goal));
    light(id);
    history.replaceState(null, "", at.dataset.statement ? `#cue-${id}` : `#statement-${id}`);
  });
  // What was wrong with the request before is told no longer.
  document.addEventListener("htmx:beforeRequest", () => document.getElementById("problem").replaceChildren());
})();
