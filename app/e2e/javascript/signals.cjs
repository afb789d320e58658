// Sends what is no error: node signals.cjs MODULE DSN, where MODULE is one of the installed versions of @sentry/node.
const [module_, dsn] = process.argv.slice(2);
const Sentry = require(module_);

Sentry.init({
  dsn,
  release: 'shop@1.4.2',
  environment: 'e2e',
  tracesSampleRate: 1,
  enableLogs: true,
});

async function main() {
  Sentry.startSession();
  Sentry.startSpan({ name: 'checkout', op: 'task' }, () => {});
  Sentry.logger?.info('two books in the cart', { shop: 'lisbon' });
  const checkIn = Sentry.captureCheckIn({ monitorSlug: 'nightly', status: 'in_progress' });
  Sentry.captureCheckIn({ monitorSlug: 'nightly', checkInId: checkIn, status: 'ok' });
  Sentry.endSession();
  const delivered = await Sentry.flush(10_000);
  process.exit(delivered ? 0 : 1);
}

main();
