"""A checkout that fails: python checkout.py DSN. Written for the SDK's first and second generation alike."""

import json
import sys

import sentry_sdk
from sentry_sdk.envelope import Envelope, Item, PayloadRef


class GatewayTimeout(Exception):
    pass


class PaymentFailed(Exception):
    pass


def ask_gateway(order):
    raise GatewayTimeout(f"no answer from the gateway for order {order['id']}")


def charge(order):
    try:
        ask_gateway(order)
    except GatewayTimeout as cause:
        raise PaymentFailed(f"order {order['id']} could not be charged") from cause


def checkout(order):
    charge(order)


def report(event_id):
    """The SDK has no call for what a person wrote, but it sends any envelope."""
    envelope = Envelope(headers={"event_id": event_id})
    words = {"event_id": event_id, "name": "Ada", "email": "ada@example.org", "comments": "I could not pay (Python)"}
    envelope.add_item(Item(payload=PayloadRef(json=words), type="user_report"))
    sentry_sdk.Hub.current.client.transport.capture_envelope(envelope)


def main(dsn):
    sentry_sdk.init(dsn=dsn, release="shop@1.4.2", environment="e2e")
    sentry_sdk.set_tag("shop", "lisbon")
    sentry_sdk.set_user({"id": "7", "email": "ada@example.org"})
    sentry_sdk.add_breadcrumb(category="cart", message="two books in the cart", level="info")
    with sentry_sdk.configure_scope() as scope:
        scope.add_attachment(bytes=b"two books", filename="cart.txt")
    event_id = None
    try:
        checkout({"id": 42, "total": 1999})
    except PaymentFailed as error:
        event_id = sentry_sdk.capture_exception(error)
    report(event_id)
    sentry_sdk.flush(timeout=10)
    print(json.dumps({"sdk": "sentry.python", "version": sentry_sdk.VERSION, "eventId": event_id}))
    return 0 if event_id else 1


sys.exit(main(sys.argv[1]))
