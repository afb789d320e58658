// A checkout that fails: node node.cjs MODULE DSN, where MODULE is one of the installed versions of @sentry/node.
const [module_, dsn] = process.argv.slice(2);
const Sentry = require(module_);

Sentry.init({
  dsn,
  release: 'shop@1.4.2',
  environment: 'e2e',
});

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

async function main() {
  Sentry.setTag('shop', 'lisbon');
  Sentry.setUser({ id: '7', email: 'ada@example.org' });
  Sentry.addBreadcrumb({ category: 'cart', message: 'two books in the cart', level: 'info' });
  Sentry.getCurrentScope().addAttachment({ filename: 'cart.txt', data: 'two books', contentType: 'text/plain' });
  let eventId;
  try {
    checkout({ id: 42, total: 1999 });
  } catch (error) {
    eventId = Sentry.captureException(error);
  }
  Sentry.captureFeedback({
    message: 'I could not pay (Node)',
    name: 'Ada',
    email: 'ada@example.org',
    associatedEventId: eventId,
  });
  const delivered = await Sentry.flush(10_000);
  console.log(JSON.stringify({ sdk: 'sentry.javascript.node', version: Sentry.SDK_VERSION, eventId, delivered }));
  process.exit(delivered && eventId ? 0 : 1);
}

main();
