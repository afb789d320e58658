// Selecting rows: one by one, a range with shift, all of the page; the toolbar says how many.

const boxes = () => [...document.querySelectorAll("[data-row] .pick input")];

let last = null;

function show() {
  const bar = document.querySelector("[data-bulk]");
  if (!bar) {
    return;
  }
  const all = boxes();
  const picked = all.filter((box) => box.checked).length;
  bar.classList.toggle("some", picked > 0);
  bar.querySelector("[data-selected]").textContent = picked;
  const whole = bar.querySelector("[data-select-all]");
  whole.checked = picked > 0 && picked === all.length;
  whole.indeterminate = picked > 0 && picked < all.length;
}

document.addEventListener("click", (event) => {
  const box = event.target;
  if (box.matches("[data-select-all]")) {
    boxes().forEach((other) => (other.checked = box.checked));
    show();
  } else if (box.matches("[data-row] .pick input")) {
    const all = boxes();
    if (event.shiftKey && last && all.includes(last)) {
      const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
      all.slice(from, to + 1).forEach((other) => (other.checked = box.checked));
    }
    last = box;
    show();
  }
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches?.("input:not([type=checkbox]), textarea");
  if (event.key === "Escape" && !typing && !document.querySelector("dialog[open], details.menu[open]")) {
    boxes().forEach((box) => (box.checked = false));
    show();
  }
});

// Rows that htmx brings again stay selected: news must not take away what somebody is about to resolve.
let kept = [];
document.addEventListener("htmx:beforeSwap", () => {
  kept = boxes()
    .filter((box) => box.checked)
    .map((box) => box.value);
});
document.addEventListener("htmx:afterSettle", () => {
  boxes().forEach((box) => (box.checked ||= kept.includes(box.value)));
  kept = [];
  show();
});
show();
