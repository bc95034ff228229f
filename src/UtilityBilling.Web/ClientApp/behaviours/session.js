// Two minutes before the session ends a dialog says so and offers to stay. Other tabs of the same person count as activity.
import { csrfToken } from "./requests.js";
import { open } from "./dialogs.js";

const dialog = document.getElementById("ub-session");
const seconds = Number(document.body.dataset.sessionSeconds);
const warnBefore = Number(document.body.dataset.sessionWarnSeconds || 120);
const storeName = "ub-last-activity";

if (dialog && seconds > 0) {
  const left = dialog.querySelector("[data-session-left]");
  const note = () => localStorage.setItem(storeName, String(Date.now()));
  const secondsLeft = () => seconds - (Date.now() - Number(localStorage.getItem(storeName))) / 1000;

  async function extend() {
    const response = await fetch(document.body.dataset.sessionExtend, { method: "POST", headers: { RequestVerificationToken: csrfToken() } });
    if (response.ok) {
      note();
      dialog.close();
    } else {
      leave();
    }
  }

  const leave = () => location.assign(document.body.dataset.sessionLogin);

  note();
  document.addEventListener("htmx:after:request", note);
  dialog.querySelector("[data-session-extend]").addEventListener("click", extend);

  setInterval(() => {
    const remaining = secondsLeft();
    if (remaining <= 0) {
      leave();
    } else if (remaining <= warnBefore) {
      const minutes = Math.ceil(remaining / 60);
      left.textContent = minutes > 1 ? left.dataset.many.replace("{0}", minutes) : left.dataset.one;
      open(dialog);
    } else if (dialog.open) {
      dialog.close();
    }
  }, 1000);
}
