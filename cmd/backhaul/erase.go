package main

import (
	"context"
	"fmt"
	"time"

	"backhaul/erasure"
	"backhaul/workflows"
)

// eraseCommand erases what is known of a customer as a person, as
// POST /v1/customers/{id}/erase does, and waits for the end.
type eraseCommand struct {
	database
	temporal
	storage
	logging
	Customer string `arg:"" help:"The customer's id in the orders."`
	Note     string `required:"" help:"Why, such as the number of the request; it stays in the audit trail and should not say who the customer is."`
}

// Run may be run again after whatever ended it.
func (c eraseCommand) Run(ctx context.Context, out output) error {
	pool, err := c.database.open(ctx)
	if err != nil {
		return err
	}
	defer pool.Close()
	flows, err := c.temporal.open(c.storage, out.logger("text"))
	if err != nil {
		return err
	}
	defer flows.Close()
	photos, err := c.storage.open(ctx)
	if err != nil {
		return err
	}
	asked, err := erasure.Ask(ctx, pool, operator(), c.Customer, c.Note, time.Now())
	if err != nil {
		return err
	}
	places := erasure.Places{DB: pool, Photos: photos, Histories: workflows.Histories{Client: flows, Namespace: c.TemporalNamespace}}
	done, err := places.Run(ctx, asked)
	if err != nil {
		return fmt.Errorf("erasure %s is not done yet, and goes on while backhaul serve runs, or when you run this again: %w", asked.ID, err)
	}
	fmt.Fprintf(out.stdout, "erasure %s of customer %s is done: %d returns, %d photos\n", done.ID, done.CustomerID, done.Returns, done.Photos)
	return nil
}
