package api

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"
	"golang.org/x/text/language"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/locales"
	"backhaul/returns"
)

// withParts completes returns with all that belongs to them, in eight queries
// whatever their number.
func withParts(ctx context.Context, tx pgx.Tx, views []Return) error {
	ids := make([]string, len(views))
	byID := make(map[string]*Return, len(views))
	for i := range views {
		ids[i] = views[i].ID
		byID[views[i].ID] = &views[i]
	}
	lines, err := db.Queries.ReturnLinesOfMany(ctx, tx, ids)
	if err != nil {
		return err
	}
	for _, line := range lines {
		view := byID[line.ReturnID]
		view.Lines = append(view.Lines, returnLine(line, view.Currency))
	}
	shipments, err := db.Queries.ReturnShipmentsOfMany(ctx, tx, ids)
	if err != nil {
		return err
	}
	for _, shipment := range shipments {
		parcel, err := shipmentView(shipment)
		if err != nil {
			return err
		}
		view := byID[shipment.ReturnID]
		view.Shipments = append(view.Shipments, parcel)
	}
	strays, err := db.Queries.ReturnStraysOfMany(ctx, tx, ids)
	if err != nil {
		return err
	}
	for _, stray := range strays {
		view := byID[stray.ReturnID]
		view.Strays = append(view.Strays, strayView(stray))
	}
	photos, err := db.Queries.ReturnEvidenceOfMany(ctx, tx, ids)
	if err != nil {
		return err
	}
	for _, photo := range photos {
		view := byID[*photo.ReturnID]
		view.Evidence = append(view.Evidence, evidenceView(photo))
	}
	if err := withWords(ctx, tx, ids, byID); err != nil {
		return err
	}
	if err := withHeld(ctx, tx, ids, byID); err != nil {
		return err
	}
	if err := withExplanations(ctx, tx, views); err != nil {
		return err
	}
	tasks, err := db.Queries.ReturnTasksOfMany(ctx, tx, ids)
	if err != nil {
		return err
	}
	currencyOf := make(map[string]string, len(tasks))
	for _, task := range tasks {
		currencyOf[task.ID] = task.Currency
	}
	parts, err := partViews(ctx, tx, currencyOf)
	if err != nil {
		return err
	}
	for _, task := range tasks {
		refund := &byID[task.ReturnID].Refund
		if err := withTask(refund, task); err != nil {
			return err
		}
		refund.Parts = append(refund.Parts, parts[task.ID]...)
	}
	return withExchanges(ctx, tx, ids, byID)
}

// rowViews shows the returns' own rows, some at a time: reading their verdicts takes
// as long as all of the rest.
func rowViews(ctx context.Context, rows []sqlc.ReturnFindRow) ([]Return, error) {
	call := callOf(ctx)
	views := make([]Return, len(rows))
	return views, someAtATime(len(rows), func(begin, end int) (err error) {
		for i := begin; i < end && err == nil; i++ {
			views[i], err = returnView(rows[i], call.actor.Role, call.language)
		}
		return err
	})
}

// returnView shows the return's own row to somebody of the role, in a language.
func returnView(row sqlc.ReturnFindRow, viewer returns.Role, tag language.Tag) (Return, error) {
	r := row.Return
	status := returns.Status(r.Status)
	view := Return{
		ID: r.ID, RMANumber: r.RMANumber, Status: status, OrderNumber: r.OrderNumber, CustomerID: r.CustomerID,
		CustomerName: row.CustomerName, Currency: r.Currency, Method: returns.Method(r.Method),
		RefundTo: returns.RefundTo(r.RefundTo), CreditTo: r.CreditTo, Note: r.Note, Digest: r.Digest,
		OpenedAt: r.OpenedAt, UpdatedAt: r.UpdatedAt, ClosedAt: r.ClosedAt,
		ImportedFrom: r.ImportedFrom, ImportedNumber: r.ImportedNumber,
		Tracks: returns.Tracks{
			Stage: returns.Stage(r.Stage), Logistics: returns.LogisticsState(r.Logistics), Goods: returns.GoodsState(r.Goods),
			Refund: returns.RefundState(r.Refund), Dispute: returns.DisputeState(r.Dispute),
		},
		WaitingFor: (*returns.Role)(r.WaitFor), Deadline: r.WaitDeadline, Then: r.WaitThen,
		Assignee: orNull(r.Assignee), AssigneeName: orNull(r.AssigneeName), ClaimUntil: r.ClaimUntil,
		Lines: []ReturnLine{}, Shipments: []Shipment{}, Strays: []returns.Stray{}, Evidence: []Evidence{},
	}
	view.AllowedActions = append(status.AllowedFor(viewer), view.Tracks.AllowedBeside(viewer)...)
	var estimate returns.Amounts
	var attention returns.Attention
	for _, part := range []struct {
		column json.RawMessage
		into   any
	}{
		{r.Pickup, &view.Pickup},
		{r.RequestedBy, &view.RequestedBy},
		{r.Verdict, &view.Verdict},
		{r.Offer, &view.Offer},
		{r.Approval, &view.Approval},
		{r.Estimate, &estimate},
		{r.Difference, &view.Difference},
		{r.Attention, &attention},
	} {
		if len(part.column) == 0 {
			continue
		}
		if err := rapid.Unmarshal(part.column, part.into); err != nil {
			return view, fmt.Errorf("return %s holds JSON that cannot be read: %w", r.ID, err)
		}
	}
	view.Attention = orNull(locales.Attention(tag, attention))
	view.Refund = refundView(returns.RefundState(r.Refund), estimate)
	view.Refund.Estimate = estimate.Money(estimate.Total)
	if viewer == returns.RoleCustomer {
		hideStaff(&view)
	}
	return view, nil
}

// hideStaff leaves out who of the staff did something, and what staff say to
// each other.
func hideStaff(view *Return) {
	view.Attention, view.Assignee, view.AssigneeName, view.ClaimUntil = nil, nil, nil, nil
	if view.RequestedBy.IsStaff() {
		view.RequestedBy = returns.Actor{Role: view.RequestedBy.Role}
	}
	if view.Approval != nil {
		view.Approval.By = returns.Actor{Role: view.Approval.By.Role}
	}
	if view.Offer != nil {
		view.Offer.By = returns.Actor{Role: view.Offer.By.Role}
	}
}

func returnLine(line sqlc.ReturnLine, currency string) ReturnLine {
	view := ReturnLine{
		LineNo: line.LineNo, SKU: line.SKU, Description: line.Description, Quantity: line.Requested,
		ApprovedQuantity: line.Approved, Reason: line.Reason, ByCustomer: line.ByCustomer, Condition: line.Condition,
		Note: line.Note, Fields: line.Fields,
		Units: returns.Units{
			Arrived: line.Arrived, Available: line.Available, Refurbish: line.Refurbish, Quarantine: line.Quarantine,
			Scrap: line.Scrap, Vendor: line.Vendor, SendBack: line.SendBack, Missing: line.Missing,
			Lost: line.Lost, WrongItem: line.WrongItem, Damaged: line.Damaged,
		},
	}
	if line.Agreed != nil {
		view.AgreedAmount = &Money{Minor: *line.Agreed, Currency: currency}
	}
	return view
}

// RefundFees is all that was taken off a refund, as one amount and by kind.
type RefundFees struct {
	Amount         string `json:"amount"`
	Currency       string `json:"currency"`
	Restocking     Money  `json:"restocking"`
	ReturnShipping Money  `json:"return_shipping"`
	// DiscountTakenBack is of the order's discount; see the policy's take_discount_back.
	DiscountTakenBack Money `json:"discount_taken_back"`
}

func refundView(state returns.RefundState, amounts returns.Amounts) Refund {
	fees := amounts.Money(amounts.RestockingFee + amounts.ReturnShipping + amounts.DiscountTakenBack)
	return Refund{
		State: state, Total: amounts.Money(amounts.Total), Shipping: amounts.Money(amounts.Shipping),
		DiscountGivenBack: amounts.Money(amounts.DiscountGivenBack),
		Fees: RefundFees{
			Amount: fees.Decimal(), Currency: fees.Currency,
			Restocking: amounts.Money(amounts.RestockingFee), ReturnShipping: amounts.Money(amounts.ReturnShipping),
			DiscountTakenBack: amounts.Money(amounts.DiscountTakenBack),
		},
		Lines: refundLines(amounts), Parts: []RefundPart{},
	}
}

func refundLines(amounts returns.Amounts) []RefundLine {
	lines := make([]RefundLine, len(amounts.Lines))
	for i, line := range amounts.Lines {
		lines[i] = RefundLine{
			LineNo: line.LineNo, Quantity: line.Quantity, Goods: amounts.Money(line.Goods), Tax: amounts.Money(line.Tax),
			Fee: amounts.Money(line.Fee), Total: amounts.Money(line.Total),
		}
	}
	return lines
}

// withTask puts what the latest task settled in the place of the estimate,
// unless finance refused it.
func withTask(refund *Refund, task sqlc.RefundTask) error {
	if returns.TaskState(task.State) != returns.TaskRejected {
		var amounts returns.Amounts
		if err := rapid.Unmarshal(task.Amounts, &amounts); err != nil {
			return fmt.Errorf("refund task %s holds JSON that cannot be read: %w", task.ID, err)
		}
		settled := refundView(refund.State, amounts)
		settled.Estimate = refund.Estimate
		*refund = settled
	}
	refund.TaskID = &task.ID
	return nil
}

func orNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
