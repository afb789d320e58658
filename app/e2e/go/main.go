// Command checkout is a checkout that fails: checkout DSN.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/getsentry/sentry-go"
)

type order struct {
	id    int
	total int
}

// GatewayTimeout is the root of the failure.
type GatewayTimeout struct{ order int }

func (e *GatewayTimeout) Error() string {
	return fmt.Sprintf("no answer from the gateway for order %d", e.order)
}

// PaymentFailed is what the shop makes of it.
type PaymentFailed struct {
	order int
	cause error
}

func (e *PaymentFailed) Error() string { return fmt.Sprintf("order %d could not be charged", e.order) }

func (e *PaymentFailed) Unwrap() error { return e.cause }

func askGateway(o order) error { return &GatewayTimeout{o.id} }

func charge(o order) {
	if err := askGateway(o); err != nil {
		panic(&PaymentFailed{o.id, err})
	}
}

func checkout(o order) { charge(o) }

var eventID sentry.EventID

func main() {
	err := sentry.Init(sentry.ClientOptions{
		Dsn:         os.Args[1],
		Release:     "shop@1.4.2",
		Environment: "e2e",
		// Recover does not tell the hub which event it made.
		BeforeSend: func(event *sentry.Event, _ *sentry.EventHint) *sentry.Event {
			eventID = event.EventID
			return event
		},
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	sentry.ConfigureScope(func(scope *sentry.Scope) {
		scope.SetTag("shop", "lisbon")
		scope.SetUser(sentry.User{ID: "7", Email: "ada@example.org"})
	})
	sentry.AddBreadcrumb(&sentry.Breadcrumb{Category: "cart", Message: "two books in the cart", Level: sentry.LevelInfo})

	defer report()
	// Deferred directly, so that the stack it sees is the one that panicked.
	defer sentry.Recover()
	checkout(order{id: 42, total: 1999})
}

func report() {
	delivered := sentry.Flush(10 * time.Second)
	json.NewEncoder(os.Stdout).Encode(map[string]any{
		"sdk": "sentry.go", "version": sentry.SDKVersion, "eventId": eventID, "delivered": delivered,
	})
	if !delivered || eventID == "" {
		os.Exit(1)
	}
}
