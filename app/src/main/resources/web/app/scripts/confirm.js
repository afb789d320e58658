// Asks before what cannot be undone: <form data-confirm="Delete web?" data-confirm-detail="…" data-confirm-do="Delete">,
// or hx-confirm="…" on what htmx sends.

function ask(question, detail, act) {
  const dialog = document.getElementById("confirm");
  dialog.querySelector("h2").textContent = question;
  dialog.querySelector(".confirm-detail").textContent = detail ?? "";
  dialog.querySelector(".danger").textContent = act || "Confirm";
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true });
  });
}

document.addEventListener(
  "submit",
  async (event) => {
    const form = event.target;
    const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
    if (!question || form.dataset.confirmed) {
      delete form.dataset.confirmed;
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const asked = event.submitter?.dataset.confirm ? event.submitter.dataset : form.dataset;
    const { submitter } = event;
    if (await ask(question, asked.confirmDetail, asked.confirmDo)) {
      form.dataset.confirmed = "yes";
      form.requestSubmit(submitter);
    }
  },
  true,
);

document.addEventListener("htmx:confirm", async (event) => {
  if (!event.detail.question) {
    return;
  }
  event.preventDefault();
  const { confirmDetail, confirmDo } = event.target.dataset;
  if (await ask(event.detail.question, confirmDetail, confirmDo)) {
    event.detail.issueRequest(true);
  }
});
