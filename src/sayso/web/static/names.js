// Names that complete as one types, by the keyboard too: the pattern of a combobox with a listbox (WAI-ARIA APG).
"use strict";
(() => {
  const made = (input) => {
    const list = document.createElement("ul");
    list.id = `${input.id}-names`;
    list.className = "names";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Names");
    input.after(list);
    input.removeAttribute("list");
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id]]) {
      input.setAttribute(name, value);
    }
    let chosen = -1, asked = 0;
    const options = () => [...list.children];
    const mark = (n) => {
      chosen = n;
      options().forEach((one, at) => one.setAttribute("aria-selected", String(at === n)));
      if (n < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", options()[n].id);
    };
    const close = () => {
      list.hidden = true;
      list.replaceChildren();
      input.setAttribute("aria-expanded", "false");
      mark(-1);
    };
    // Of several names, between semicolons, the last one is being typed.
    const before = () => input.value.slice(0, input.value.lastIndexOf(";") + 1);
    const take = (name) => {
      input.value = `${before()}${before() ? " " : ""}${name}`;
      close();
    };
    const show = (names) => {
      list.replaceChildren(...names.map((name, n) => {
        const one = document.createElement("li");
        one.id = `${list.id}-${n}`;
        one.textContent = name;
        one.setAttribute("role", "option");
        one.setAttribute("aria-selected", "false");
        one.addEventListener("mousedown", (event) => {
          event.preventDefault();
          take(name);
        });
        return one;
      }));
      list.hidden = !names.length;
      input.setAttribute("aria-expanded", String(names.length > 0));
      mark(-1);
    };
    input.addEventListener("input", async () => {
      const mine = ++asked;
      const begun = input.value.slice(before().length).trim();
      if (!begun) return close();
      const answer = await fetch(`${input.dataset.names}&q=${encodeURIComponent(begun)}`).catch(() => null);
      if (mine !== asked || !answer || !answer.ok) return;
      const names = await answer.json();
      if (mine === asked && document.activeElement === input) show(names);
    });
    input.addEventListener("keydown", (event) => {
      const many = list.children.length;
      if (!many) return;
      if (event.key === "ArrowDown") mark((chosen + 1) % many);
      else if (event.key === "ArrowUp") mark((chosen <= 0 ? many : chosen) - 1);
      else if (event.key === "Enter" && chosen >= 0) take(options()[chosen].textContent);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    input.addEventListener("blur", () => {
      ++asked;
      close();
    });
    close();
  };
  for (const input of document.querySelectorAll("[data-names]")) made(input);
})();
