package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/jackc/pgx/v5"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// shownMovements is how many movements of a customer's credit are listed.
const shownMovements = 100

// GetStoreCredit answers with a customer's balances. Who never had credit has
// none; a customer sees their own and hears of no other.
func (s *server) GetStoreCredit(ctx context.Context, r GetStoreCreditRequestObject) (GetStoreCreditResponseObject, error) {
	if !callOf(ctx).owns(r.CustomerID) {
		return nil, returns.Refuse(returns.CodeNotFound, "there is no such store credit")
	}
	balances, err := db.Queries.StoreCreditBalances(ctx, s.DB, r.CustomerID)
	if err != nil {
		return nil, err
	}
	movements, err := db.Queries.StoreCreditMovements(ctx, s.DB, r.CustomerID, shownMovements)
	if err != nil {
		return nil, err
	}
	view := GetStoreCredit200JSONResponse{
		CustomerID: r.CustomerID, Balances: make([]Money, len(balances)), Movements: make([]StoreCreditMovement, len(movements)),
	}
	for i, row := range balances {
		view.Balances[i] = Money{Minor: row.Balance, Currency: row.Currency}
	}
	for i, row := range movements {
		view.Movements[i] = creditMovement(row)
	}
	return view, nil
}

// SpendStoreCredit takes an amount off the balance. The database refuses a
// balance below zero, so that two who spend at once cannot both have the last.
func (s *server) SpendStoreCredit(ctx context.Context, r SpendStoreCreditRequestObject) (SpendStoreCreditResponseObject, error) {
	this, in := callOf(ctx), *r.Body
	if in.Amount.Minor <= 0 {
		return nil, returns.RefuseField("amount", "out_of_range", "%s cannot be spent: the amount must be above zero", in.Amount)
	}
	spend := sqlc.StoreCreditSpendParams{
		Key: spendingKey(this), CustomerID: r.CustomerID, Currency: in.Amount.Currency, Amount: -in.Amount.Minor,
		Reference: in.Reference, ActorID: this.actor.ID, At: s.Now().UTC(),
	}
	var answer SpendStoreCredit201JSONResponse
	err := db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if err := db.Queries.StoreCreditSpend(ctx, tx, spend); err != nil {
			return err
		}
		row, err := db.Queries.StoreCreditMovementByKey(ctx, tx, spend.Key)
		if err != nil {
			return err
		}
		balance, err := db.Queries.StoreCreditBalance(ctx, tx, row.CustomerID, row.Currency)
		answer = SpendStoreCredit201JSONResponse{Movement: creditMovement(row), Balance: Money{Minor: balance, Currency: row.Currency}}
		return err
	})
	if db.Violated(err) == "store_credit_never_negative" {
		return nil, s.tooLittleCredit(ctx, spend)
	}
	return answer, err
}

// tooLittleCredit names the balance that did not suffice.
func (s *server) tooLittleCredit(ctx context.Context, spend sqlc.StoreCreditSpendParams) error {
	balance, err := db.Queries.StoreCreditBalance(ctx, s.DB, spend.CustomerID, spend.Currency)
	if err != nil && !db.NotFound(err) {
		return err
	}
	refusal := returns.Refuse(returns.CodeCredit, "the customer %s has %s of store credit; %s cannot be spent", spend.CustomerID,
		Money{Minor: balance, Currency: spend.Currency}, Money{Minor: -spend.Amount, Currency: spend.Currency})
	refusal.Fields = []returns.FieldError{{Field: "amount", Code: string(returns.CodeCredit), Format: refusal.Format, Args: refusal.Args}}
	return refusal
}

// spendingKey is the same for every try of one spending.
func spendingKey(this *call) string {
	if this.key == "" {
		return returns.NewID("spd")
	}
	sum := sha256.Sum256([]byte(this.actor.ID + "\x00" + this.key))
	return "spd:" + hex.EncodeToString(sum[:])
}

func creditMovement(row sqlc.StoreCreditMovement) StoreCreditMovement {
	return StoreCreditMovement{
		ID: row.ID, Amount: Money{Minor: row.Amount, Currency: row.Currency}, Reason: StoreCreditMovementReason(row.Reason),
		Reference: row.Reference, RefundTaskID: row.TaskID, At: row.At,
	}
}
