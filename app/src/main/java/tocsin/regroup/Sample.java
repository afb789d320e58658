package tocsin.regroup;

import tocsin.sentry.SentryEvent;

/** A stored event and the issue that it is in. */
record Sample(long issue, SentryEvent event) {}
