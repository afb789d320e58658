// The same checkout in a browser. The page's address carries the DSN: browser.html?dsn=…
import * as Sentry from '@sentry/browser';

const dsn = new URLSearchParams(location.search).get('dsn');

Sentry.init({ dsn, release: 'shop@1.4.2', environment: 'e2e' });
Sentry.setTag('shop', 'lisbon');
Sentry.setUser({ id: '7', email: 'ada@example.org' });

class GatewayTimeout extends Error {
  name = 'GatewayTimeout';
}

class PaymentFailed extends Error {
  name = 'PaymentFailed';
}

function askGateway(order) {
  throw new GatewayTimeout(`no answer from the gateway for order ${order.id}`);
}

function charge(order) {
  try {
    askGateway(order);
  } catch (cause) {
    throw new PaymentFailed(`order ${order.id} could not be charged`, { cause });
  }
}

function checkout(order) {
  charge(order);
}

// Nobody catches it: the SDK's own handler of uncaught errors is what reports, as on a real page.
document.querySelector('#pay').addEventListener('click', () => {
  Sentry.addBreadcrumb({ category: 'cart', message: 'two books in the cart', level: 'info' });
  checkout({ id: 42, total: 1999 });
});

window.report = async () => {
  const delivered = await Sentry.flush(10_000);
  return { sdk: 'sentry.javascript.browser', version: Sentry.SDK_VERSION, eventId: Sentry.lastEventId(), delivered };
};
