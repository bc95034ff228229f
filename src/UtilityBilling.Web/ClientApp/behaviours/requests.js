// Habits of partial requests: the antiforgery token, focus and title after a swap.
export const csrfToken = () => document.querySelector('meta[name="csrf"]')?.content ?? "";

document.addEventListener("htmx:config:request", (event) => {
  const request = event.detail.ctx.request;
  const method = (request.method ?? "GET").toUpperCase();
  if (method !== "GET" && csrfToken())
    request.headers["RequestVerificationToken"] = csrfToken();
});

// After a swap the new content may ask for the focus: the error summary, or the first field.
document.addEventListener("htmx:after:swap", (event) => {
  const place = event.detail?.ctx?.target;
  const scope = place?.isConnected ? place : document;
  focusWanted(scope);
  watchScrollers(scope);
});

export function focusWanted(scope) {
  const wanted = scope.matches?.("[data-autofocus]") ? scope : scope.querySelector("[data-autofocus]");
  if (!wanted)
    return;
  wanted.focus();
  const prefix = wanted.dataset.titlePrefix;
  if (prefix && !document.title.startsWith(prefix))
    document.title = prefix + document.title;
}

// A box that scrolls sideways must be reachable by keyboard; one that does not scroll must not be a stop.
export function watchScrollers(scope) {
  for (const box of scope.querySelectorAll(".table-responsive, .ub-scroll")) {
    if (box.scrollWidth > box.clientWidth + 1)
      box.tabIndex = 0;
    else
      box.removeAttribute("tabindex");
  }
}

addEventListener("resize", () => watchScrollers(document));
watchScrollers(document);
// A place named in the address, such as by the jump over the menu, would take the focus from the message again.
if (location.hash && document.querySelector("[data-autofocus]"))
  history.replaceState(history.state, "", location.pathname + location.search);
focusWanted(document);
