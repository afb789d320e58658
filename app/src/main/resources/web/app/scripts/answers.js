// What goes with each request of htmx, and what is said when an answer is not good.

import { csrf, toast } from "./toast.js";

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRF-Token"] = csrf();
});

document.addEventListener("toast", (event) => toast(event.detail));

// After Undo the page is read again, unless a part of it says that it refreshes itself.
document.addEventListener("undone", () => {
  const part = document.querySelector("[data-refresh]");
  if (part) {
    htmx.trigger(part, "refresh");
  } else {
    location.reload();
  }
});

document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  let text = xhr.status >= 500 ? "That did not work. It is our fault, and it is logged." : "That did not work.";
  try {
    const problem = JSON.parse(xhr.responseText);
    text = problem.detail || problem.title || text;
  } catch {
    // An answer from somewhere between us and the server.
  }
  toast({ text, bad: true });
});

document.addEventListener("htmx:sendError", () => {
  toast({ text: "The server does not answer. Nothing was changed.", bad: true });
});

document.addEventListener("htmx:timeout", () => {
  toast({ text: "The server took too long. Try again.", bad: true });
});
