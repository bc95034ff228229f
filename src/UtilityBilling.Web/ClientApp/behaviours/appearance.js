// Light or dark colours, kept in a cookie so that the server writes the page in the right ones at once.
const root = document.documentElement;

function mark() {
  for (const button of document.querySelectorAll("[data-set-theme]"))
    button.setAttribute("aria-pressed", String(button.dataset.setTheme === root.dataset.bsTheme));
}

document.addEventListener("click", (event) => {
  const chosen = event.target.closest?.("[data-set-theme]")?.dataset.setTheme;
  if (chosen) {
    root.dataset.bsTheme = chosen;
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `ub-theme=${chosen}; path=/; max-age=31536000; samesite=lax${secure}`;
    mark();
  }
  if (event.target.closest?.("[data-print]"))
    print();
});

mark();
