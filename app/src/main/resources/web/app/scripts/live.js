// Hears from the server that something changed: <div data-live="/acme/live" data-live-on="issues" hx-get="…"
// hx-trigger="issues">. The stream carries names only; what changed is asked for again, with this person's rights.

const REST = 2000;

function listen(element) {
  if (element.live) {
    return;
  }
  const names = (element.dataset.liveOn ?? "issues").split(/\s+/);
  const due = new Map();
  let source;

  const tell = (event) => {
    if (due.has(event.type)) {
      due.set(event.type, true);
      return;
    }
    htmx.trigger(element, event.type, { text: event.data });
    due.set(event.type, false);
    // A burst of changes is one change now and one when it is over.
    setTimeout(() => {
      const again = due.get(event.type);
      due.delete(event.type);
      if (again && element.isConnected) {
        tell(event);
      }
    }, REST);
  };

  const start = () => {
    source = new EventSource(element.dataset.live);
    names.forEach((name) => source.addEventListener(name, tell));
  };

  const stop = () => {
    source?.close();
    source = undefined;
  };

  const look = () => {
    if (!element.isConnected) {
      stop();
      document.removeEventListener("visibilitychange", look);
    } else if (document.hidden) {
      stop();
    } else if (!source) {
      start();
      names.forEach((name) => htmx.trigger(element, name, {}));
    }
  };

  element.live = true;
  start();
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", stop);
}

const all = () => document.querySelectorAll("[data-live]").forEach(listen);
document.addEventListener("htmx:afterSettle", all);
all();
