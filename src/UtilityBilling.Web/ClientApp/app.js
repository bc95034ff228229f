// What every page gets: htmx, menus, shortcuts, search, the session warning and a few form habits.
// Everything here is comfort: a page works without it.
import "htmx.org/dist/htmx.esm.js";
import "bootstrap/js/dist/dropdown";
import "bootstrap/js/dist/collapse";
import "./behaviours/requests.js";
import "./behaviours/forms.js";
import "./behaviours/appearance.js";
import "./behaviours/dialogs.js";
import "./behaviours/search.js";
import "./behaviours/session.js";

document.documentElement.classList.add("js");
