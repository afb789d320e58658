// The frame: theme, folded rail, menus and dialogs. The choices are cookies, so that the server draws the next page right.

const root = document.documentElement;

function keep(name, value) {
  document.cookie = `${name}=${value};path=/;max-age=31536000;samesite=lax`;
}

function showTheme() {
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === root.dataset.theme));
  }
}

function showRail() {
  for (const button of document.querySelectorAll("[data-fold]")) {
    const folded = root.dataset.rail === "folded";
    button.setAttribute("aria-expanded", String(!folded));
    button.title = folded ? "Unfold the rail" : "Fold the rail";
  }
}

function closeMenus(but) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(but)) {
      menu.open = false;
    }
  }
}

document.addEventListener("click", (event) => {
  closeMenus(event.target);

  const theme = event.target.closest("[data-theme-choice]");
  if (theme) {
    root.dataset.theme = theme.dataset.themeChoice;
    keep("theme", root.dataset.theme);
    showTheme();
  }

  if (event.target.closest("[data-fold]")) {
    if (root.dataset.rail === "folded") {
      delete root.dataset.rail;
      keep("rail", "open");
    } else {
      root.dataset.rail = "folded";
      keep("rail", "folded");
    }
    showRail();
  }

  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    document.getElementById(opener.dataset.dialog).showModal();
  }

  // A click beside a dialog closes it.
  if (event.target.matches("dialog")) {
    const box = event.target.getBoundingClientRect();
    const inside =
      event.clientX >= box.left &&
      event.clientX <= box.right &&
      event.clientY >= box.top &&
      event.clientY <= box.bottom;
    if (!inside) {
      event.target.close();
    }
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") {
    return;
  }
  const menu = document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

showTheme();
showRail();
