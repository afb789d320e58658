// Keeps “3m ago” true, in the words of tocsin.web.Times, and shows the person's own zone in the title.

const EVERY = 30000;

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "long" });

function ago(at) {
  const seconds = Math.trunc((Date.now() - at) / 1000);
  const days = Math.trunc(seconds / 86400);
  if (seconds < -60) {
    return exact.format(at);
  }
  if (seconds < 60) {
    return "just now";
  }
  if (seconds < 3600) {
    return `${Math.trunc(seconds / 60)}m ago`;
  }
  if (seconds < 86400) {
    return `${Math.trunc(seconds / 3600)}h ago`;
  }
  if (days < 30) {
    return `${days}d ago`;
  }
  return days < 365 ? `${Math.trunc(days / 30)}mo ago` : `${Math.trunc(days / 365)}y ago`;
}

function refresh() {
  for (const time of document.querySelectorAll("time[data-relative]")) {
    const at = new Date(time.dateTime);
    const text = ago(at);
    if (time.textContent !== text) {
      time.textContent = text;
    }
    if (!time.dataset.zoned) {
      time.title = exact.format(at);
      time.dataset.zoned = "yes";
    }
  }
}

document.addEventListener("htmx:afterSettle", refresh);
setInterval(refresh, EVERY);
refresh();
