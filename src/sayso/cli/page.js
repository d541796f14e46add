// Light up all parts of the statement under the pointer or the focus.
const parts = [...document.querySelectorAll("[data-of]")];
const keysOf = (part) => part.dataset.of.split(" ").map((key) => key.split(":")[0]);
const light = (keys, on) => {
  for (const part of parts) {
    if (keysOf(part).some((key) => keys.includes(key))) part.classList.toggle("lit", on);
  }
};
// Of nested statements the innermost, which stands last, is the one meant.
const meant = (part) => keysOf(part).slice(-1);
for (const part of parts) {
  part.addEventListener("mouseenter", () => light(meant(part), true));
  part.addEventListener("mouseleave", () => light(meant(part), false));
  part.addEventListener("focus", () => light(meant(part), true));
  part.addEventListener("blur", () => light(meant(part), false));
}
for (const entry of document.querySelectorAll("li[data-of]")) {
  const show = () => {
    const first = parts.find((part) => part !== entry && keysOf(part).includes(entry.dataset.of));
    first?.scrollIntoView({ block: "center", behavior: "smooth" });
  };
  entry.addEventListener("click", show);
  entry.addEventListener("keydown", (event) => event.key === "Enter" && show());
}
