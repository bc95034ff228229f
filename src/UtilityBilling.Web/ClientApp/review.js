// The work list of doubtful reads by keyboard: with the focus in a row, one letter presses the row's own button.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !event.target.closest)
    return;
  if (event.target.matches("input:not([type=checkbox]), select, textarea"))
    return;
  const button = event.target.closest("form[data-review] tr")?.querySelector(`button[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!button)
    return;
  event.preventDefault();
  button.click();
});

// The box in the head chooses every row of the page.
document.addEventListener("change", (event) => {
  const name = event.target.dataset?.chooseAll;
  if (name)
    for (const box of event.target.form.querySelectorAll(`input[name="${CSS.escape(name)}"]`))
      box.checked = event.target.checked;
});
