// The list below the search box, by mouse and by keys. Where the visitor has no script, one types on.
"use strict";
(() => {
  const box = document.getElementById("q");
  const list = document.getElementById("suggestions");
  if (!list) return;
  const options = () => [...list.querySelectorAll("[role=option]")];
  let at = -1;
  const point = (n) => {
    at = n;
    options().forEach((option, k) => option.setAttribute("aria-selected", String(k === n)));
    if (n < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", options()[n].id);
  };
  const open = (is) => {
    list.hidden = !is;
    box.setAttribute("aria-expanded", String(is));
    point(-1);
  };
  const take = (option) => {
    box.value = `${option.dataset.text} `;
    open(false);
    box.focus();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  list.addEventListener("htmx:afterSwap", () => open(document.activeElement === box && options().length > 0));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    event.preventDefault();
    if (option) take(option);
  });
  box.addEventListener("blur", () => open(false));
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const count = options().length;
    if (event.key === "ArrowDown") point((at + 1) % count);
    else if (event.key === "ArrowUp") point(at < 0 ? count - 1 : at - 1);
    else if (event.key === "Escape") open(false);
    else if (event.key === "Enter" && at >= 0) take(options()[at]);
    else return;
    event.preventDefault();
  });
  // What is half typed cannot be read yet: that is told when it is sent.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const config = event.detail.requestConfig;
    if (config.elt.id !== "search") return;
    const half = event.detail.xhr.status === 422 && config.triggeringEvent && config.triggeringEvent.type === "input";
    box.setAttribute("aria-invalid", String(event.detail.xhr.status === 422));
    if (half) event.detail.shouldSwap = false;
  });
})();
