// A short sentence at the foot of the page, with Undo where there is one. Answers raise it by HX-Trigger: {"toast": …}.

const LASTING = 7000;

export function csrf() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

export function toast({ text, undo, bad }) {
  const place = document.getElementById("toasts");
  const shown = document.getElementById("toast").content.firstElementChild.cloneNode(true);
  shown.querySelector(".toast-text").textContent = text;
  shown.classList.toggle("bad", Boolean(bad));
  const gone = () => shown.remove();
  shown.querySelector(".toast-close").addEventListener("click", gone);
  if (undo) {
    const button = shown.querySelector(".toast-undo");
    button.hidden = false;
    button.addEventListener("click", () => {
      gone();
      // What Undo changes is told by the answer: it swaps, or the page is read again.
      htmx.ajax("POST", undo, { swap: "none" }).then(() => document.body.dispatchEvent(new Event("undone", { bubbles: true })));
    });
  }
  place.replaceChildren(shown);
  let timer = setTimeout(gone, LASTING);
  shown.addEventListener("pointerenter", () => clearTimeout(timer));
  shown.addEventListener("pointerleave", () => (timer = setTimeout(gone, LASTING)));
}
