// Copy buttons, and fields that are selected whole when they get the focus.

const SHOWN = 1500;

async function write(text) {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text);
  }
  // Over plain http there is no clipboard but the old one.
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-from]");
  if (!button) {
    return;
  }
  event.preventDefault();
  const from = button.dataset.copyFrom;
  await write(from ? document.querySelector(from).textContent : button.dataset.copy);
  button.classList.add("copied");
  button.title = "Copied";
  setTimeout(() => {
    button.classList.remove("copied");
    button.title = "Copy";
  }, SHOWN);
});

document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-select-on-focus]")) {
    event.target.select();
  }
});
