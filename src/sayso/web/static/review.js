// Words taken from a selection, and the queue by keyboard.
"use strict";
(() => {
  let words = "";
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const text = document.getElementById("text");
    if (!text || !selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    // The line breaks of the text stand between its paragraphs: these are the words as the record has them.
    if (text.contains(range.commonAncestorContainer)) words = range.toString().trim();
  });
  for (const button of document.querySelectorAll("[data-take]")) {
    button.hidden = false;
    button.addEventListener("click", (event) => {
      const field = document.getElementById(button.dataset.take);
      if (words) field.value = event.shiftKey && field.value ? `${field.value} … ${words}` : words;
      field.focus();
    });
  }

  for (const told of document.querySelectorAll(".keys, [data-tick]")) told.hidden = false;
  for (const button of document.querySelectorAll("[data-tick]")) {
    button.addEventListener("click", () => {
      for (const box of button.form.querySelectorAll("[type=checkbox]")) box.checked = true;
    });
  }

  const queue = document.querySelector(".queue");
  const items = () => (queue ? [...queue.children] : []);
  const go = (item) => item && item.focus();
  const at = () => document.activeElement.closest(".queue > li");
  const near = (step) => items()[items().indexOf(at()) + step];
  const typing = (target) => target.matches("input:not([type=checkbox], [type=radio]), textarea, select");
  // What a key does: in the statement of the queue that is in focus, else on the page.
  const meant = (key) => {
    const named = `[data-key="${CSS.escape(key)}"]`;
    const own = at() && at().querySelector(named);
    return own || [...document.querySelectorAll(named)].find((one) => !one.closest(".queue > li"));
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (typing(event.target)) {
      if (event.key === "Escape") go(at()) || event.target.blur();
      return;
    }
    const to = queue && { j: near(1), k: near(-1) }[event.key];
    const act = meant(event.key);
    if (to) go(to);
    else if (!act) return;
    else if (typing(act)) {
      act.focus();
      act.select();
    } else act.click();
    event.preventDefault();
  });
  if (!queue) return;
  go(items()[0]);
  // What was judged stays to be seen; the next that was not comes into focus. What is asked about stays there.
  document.addEventListener("htmx:afterSwap", (event) => {
    const item = event.target.closest(".queue > li");
    if (!item) return;
    const left = items().slice(items().indexOf(item)).find((one) => one.querySelector("form"));
    go(left || document.querySelector(".pager a"));
  });
})();
