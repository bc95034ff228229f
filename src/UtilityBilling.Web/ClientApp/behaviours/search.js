// The search dialog. Results are links that the server writes; the arrow keys walk them, ENTER in the box opens the first.
import { open, shortcuts } from "./dialogs.js";

const dialog = document.getElementById("ub-search");

if (dialog) {
  const box = dialog.querySelector("input[type=search]");
  const results = dialog.querySelector("#ub-search-results");
  const hits = () => [...results.querySelectorAll("a[href]")];

  const show = (event) => {
    event.preventDefault();
    open(dialog);
    box.select();
  };
  shortcuts({ "$mod+k": show }, { inFields: true });
  shortcuts({ "/": show });

  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp")
      return;
    const stops = [box, ...hits()];
    const at = Math.max(0, stops.indexOf(document.activeElement));
    const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    event.preventDefault();
    next?.focus();
  });

  dialog.querySelector("form").addEventListener("submit", (event) => {
    const first = hits()[0];
    if (first && results.dataset.for === box.value) {
      event.preventDefault();
      first.click();
    }
  });

  // Remembers which words the list answers, so that ENTER never opens the answer to older words.
  document.addEventListener("htmx:config:request", (event) => {
    if (event.target === box)
      results.dataset.asked = box.value;
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail?.ctx?.target === results)
      results.dataset.for = results.dataset.asked;
  });
}
