"""Sends what is no error: python signals.py DSN."""

import sys

import sentry_sdk
from sentry_sdk.crons import capture_checkin


def main(dsn):
    sentry_sdk.init(
        dsn=dsn, release="shop@1.4.2", environment="e2e", traces_sample_rate=1.0, enable_logs=True
    )
    scope = sentry_sdk.get_isolation_scope()
    scope.start_session(session_mode="application")
    with sentry_sdk.start_transaction(name="checkout", op="task"):
        pass
    sentry_sdk.logger.info("two books in the cart")
    check_in = capture_checkin(monitor_slug="nightly", status="in_progress")
    capture_checkin(monitor_slug="nightly", check_in_id=check_in, status="ok")
    scope.end_session()
    sentry_sdk.flush(timeout=10)
    return 0


sys.exit(main(sys.argv[1]))
