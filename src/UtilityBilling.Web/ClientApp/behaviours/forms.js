// Form habits. They change no value that is posted.

// A second press while the first is on its way posts nothing. The idempotency key on the server is the guarantee; this spares the clerk a wait.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post") || event.defaultPrevented)
    return;
  if (form.dataset.sent)
    event.preventDefault();
  else
    form.dataset.sent = "yes";
});

// Coming back with the browser's back button shows a form that may be sent again.
addEventListener("pageshow", (event) => {
  if (event.persisted)
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

// Amounts are typed over, not edited.
document.addEventListener("focusin", (event) => {
  if (event.target.matches?.("input[data-select]"))
    event.target.select();
});

// A message about a line leads to that line of the text.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-line]");
  const text = link && document.getElementById(link.hash.slice(1));
  if (!text)
    return;
  event.preventDefault();
  const lines = text.value.split("\n");
  const start = lines.slice(0, link.dataset.line - 1).join("\n").length + (link.dataset.line > 1 ? 1 : 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[link.dataset.line - 1]?.length ?? 0));
  text.scrollTop = (text.scrollHeight / lines.length) * Math.max(0, link.dataset.line - 4);
  text.scrollIntoView({ block: "nearest" });
});

// A filter form may ask to be sent when a choice changes.
document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-submit-on-change]");
  if (form && !form.hasAttribute("hx-get"))
    form.requestSubmit();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.closest?.("form[data-enter='next']"))
    moveOn(event);
  if (["ArrowDown", "ArrowUp", "Enter"].includes(event.key) && event.target.closest?.("table[data-grid]"))
    moveInGrid(event);
});

/** ENTER goes to the next field; on the last one it sends the form, as the browser does by itself. */
function moveOn(event) {
  if (event.target.matches("textarea, button, a, [type=submit]"))
    return;
  const fields = [...event.target.form.elements].filter((field) => field.matches("input:not([type=hidden]), select, textarea") && !field.disabled && !field.readOnly);
  const next = fields[fields.indexOf(event.target) + 1];
  if (!next)
    return;
  event.preventDefault();
  next.focus();
}

/** Down and ENTER go to the same column of the next row, Up to the row before. */
function moveInGrid(event) {
  if (event.target.matches("select, textarea, button, a"))
    return;
  const cell = event.target.closest("td, th");
  const step = event.key === "ArrowUp" ? "previousElementSibling" : "nextElementSibling";
  const next = cell?.parentElement[step]?.children[cell.cellIndex]?.querySelector("input, select, button");
  if (!next)
    return;
  event.preventDefault();
  next.focus();
}
