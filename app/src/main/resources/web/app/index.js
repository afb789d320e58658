import "./styles.css";
import htmx from "htmx.org";

// htmx finds its own settings in <meta name="htmx-config">; the other modules speak to it by this name.
window.htmx = htmx;

import "./scripts/answers.js";
import "./scripts/confirm.js";
import "./scripts/copy.js";
import "./scripts/frame.js";
import "./scripts/keyboard.js";
import "./scripts/live.js";
import "./scripts/select.js";
import "./scripts/time.js";
