// One hand on the keyboard. An element says which key it answers to: data-key="e", data-key="g i". Rows of a list are
// [data-rows] > [data-row] with a link [data-open].

const SEQUENCE = 1200;

let first = "";
let firstAt = 0;

const rows = () => [...document.querySelectorAll("[data-rows] [data-row]")];
const here = () => document.querySelector("[data-row].here");

function go(step) {
  const all = rows();
  if (all.length === 0) {
    return false;
  }
  const now = all.indexOf(here());
  const next = all[now < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, now + step))];
  stand(next);
  return true;
}

export function stand(row) {
  here()?.classList.remove("here");
  row.classList.add("here");
  row.querySelector("[data-open]")?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function open(elsewhere) {
  const link = here()?.querySelector("[data-open]");
  if (!link) {
    return false;
  }
  if (elsewhere) {
    window.open(link.href, "_blank", "noopener");
  } else {
    link.click();
  }
  return true;
}

function pick() {
  const box = here()?.querySelector('input[type="checkbox"]');
  box?.click();
  return Boolean(box);
}

function press(key) {
  const target = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(
    (element) => !element.disabled && (element.checkVisibility() || element.closest("[data-bulk]")),
  );
  if (!target) {
    return false;
  }
  if (target.matches("input")) {
    target.focus();
    target.select();
    return true;
  }
  // On a list without a selection the key means the row one stands on.
  if (target.closest("[data-bulk]") && !document.querySelector("[data-row] :checked") && !pick()) {
    return false;
  }
  target.click();
  return true;
}

const keys = {
  j: () => go(1),
  k: () => go(-1),
  o: () => open(true),
  x: () => pick(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (typing) {
    if (event.key === "Escape") {
      event.target.blur();
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) {
    return;
  }
  if (event.key === "Enter") {
    // A focused link opens by itself.
    if (event.target === document.body && open(false)) {
      event.preventDefault();
    }
    return;
  }
  if (event.key === "Escape") {
    here()?.classList.remove("here");
    return;
  }
  const sequence = first && Date.now() - firstAt < SEQUENCE ? `${first} ${event.key}` : "";
  first = "";
  if (event.key === "g" && !sequence) {
    first = "g";
    firstAt = Date.now();
    return;
  }
  const done = sequence ? press(sequence) : (keys[event.key]?.() ?? press(event.key));
  if (done) {
    event.preventDefault();
  }
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.("[data-row]");
  if (row && !row.classList.contains("here")) {
    here()?.classList.remove("here");
    row.classList.add("here");
  }
});

// Rows that htmx brings again keep the place where the person stood.
let stood = null;
document.addEventListener("htmx:beforeSwap", () => (stood = here()?.id ?? null));
document.addEventListener("htmx:afterSettle", () => {
  const row = stood && document.getElementById(stood);
  if (row && !here()) {
    stand(row);
  }
});
