// Native dialogs, opened by a button that names one, and the page of shortcuts.
import { tinykeys } from "tinykeys";

export function open(dialog) {
  if (dialog && !dialog.open)
    dialog.showModal();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-open-dialog]");
  if (opener) {
    event.preventDefault();
    open(document.getElementById(opener.dataset.openDialog));
  }
  // A message about a field in a dialog leads into it.
  const field = event.target.closest?.(".ub-problem a[href^='#']");
  open(field && document.getElementById(field.hash.slice(1))?.closest("dialog"));
  if (event.target.closest?.("[data-close-dialog]"))
    event.target.closest("dialog")?.close();
  if (event.target instanceof HTMLDialogElement && event.target.hasAttribute("data-light-dismiss"))
    event.target.close();
});

const inField = (event) => event.target.matches?.("input, select, textarea, [contenteditable]");
const always = { ignore: () => false };

/** Shortcuts with one character work outside fields only; a person may turn all of them off. */
export function shortcuts(keys, options = {}) {
  if (document.body.dataset.shortcuts !== "off")
    tinykeys(window, keys, options.inFields ? always : { ignore: inField });
}

shortcuts({ "(\\?)": showKeys, "Shift+(\\?)": showKeys });

function showKeys(event) {
  event.preventDefault();
  open(document.getElementById("ub-keys"));
}
