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

  const queue = document.querySelector(".queue");
  if (!queue) return;
  const items = () => [...queue.children];
  const go = (item) => item && item.focus();
  const near = (item, step) => items()[items().indexOf(item) + step];
  for (const told of document.querySelectorAll(".keys")) told.hidden = false;
  go(items()[0]);
  queue.addEventListener("keydown", (event) => {
    const item = event.target.closest(".queue > li");
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") go(near(item, 1));
    else if (event.key === "k") go(near(item, -1));
    else {
      const act = item.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (act) act.click();
      else return;
    }
    event.preventDefault();
  });
  // What was judged stays to be seen; the next that was not comes into focus.
  document.addEventListener("htmx:afterSwap", (event) => {
    const item = event.target.closest(".queue > li");
    if (item) go(items().slice(items().indexOf(item)).find((one) => one.querySelector("form")) || document.querySelector(".pager a"));
  });
})();
