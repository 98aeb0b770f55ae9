package activities

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// loadReturn builds the aggregate from its rows.
func loadReturn(ctx context.Context, tx pgx.Tx, row sqlc.Return) (*returns.Return, error) {
	ret := &returns.Return{
		ID: row.ID, RMANumber: row.RMANumber, OrderNumber: row.OrderNumber, CustomerID: row.CustomerID,
		Currency: row.Currency, Method: returns.Method(row.Method), RefundTo: returns.RefundTo(row.RefundTo), CreditTo: row.CreditTo, Note: row.Note,
		Tracks: returns.Tracks{
			Stage: returns.Stage(row.Stage), Logistics: returns.LogisticsState(row.Logistics),
			Goods: returns.GoodsState(row.Goods), Refund: returns.RefundState(row.Refund),
			Dispute: returns.DisputeState(row.Dispute),
		},
		Assignment: assignmentOf(row), OpenedAt: row.OpenedAt, ClosedAt: row.ClosedAt, Version: row.Version,
	}
	for _, part := range []struct {
		column json.RawMessage
		into   any
	}{
		{row.Pickup, &ret.Pickup},
		{row.RequestedBy, &ret.RequestedBy},
		{row.Verdict, &ret.Verdict},
		{row.Offer, &ret.Offer},
		{row.Approval, &ret.Approval},
		{row.Estimate, &ret.Estimate},
		{row.Difference, &ret.Difference},
		{row.Attention, &ret.Attention},
	} {
		if len(part.column) == 0 {
			continue
		}
		if err := json.Unmarshal(part.column, part.into); err != nil {
			return nil, fmt.Errorf("return %s holds JSON that cannot be read: %w", row.ID, err)
		}
	}
	if row.WaitFor != nil && row.WaitSince != nil {
		ret.Wait = returns.Wait{
			For: returns.Role(*row.WaitFor), Since: *row.WaitSince, Deadline: row.WaitDeadline, Passed: row.WaitPassed,
		}
		if row.WaitThen != nil {
			ret.Wait.Then = returns.Action(*row.WaitThen)
		}
	}
	var err error
	if ret.Policy, err = loadPolicy(ctx, tx, row.PolicyID, row.PolicyVersion); err != nil {
		return nil, err
	}
	if err := loadParts(ctx, tx, ret); err != nil {
		return nil, err
	}
	return ret, nil
}

// loadParts adds lines, parcels and the latest refund task.
func loadParts(ctx context.Context, tx pgx.Tx, ret *returns.Return) error {
	var err error
	if ret.Dispute, err = loadDispute(ctx, tx, ret); err != nil {
		return err
	}
	if ret.Exchange, err = loadExchange(ctx, tx, ret); err != nil {
		return err
	}
	lines, err := db.Queries.ReturnLinesGet(ctx, tx, ret.ID)
	if err != nil {
		return err
	}
	for _, line := range lines {
		one, err := lineOf(line)
		if err != nil {
			return err
		}
		ret.Lines = append(ret.Lines, one)
	}
	shipments, err := db.Queries.ReturnShipmentsGet(ctx, tx, ret.ID)
	if err != nil {
		return err
	}
	for _, row := range shipments {
		parcel, err := shipmentOf(row)
		if err != nil {
			return err
		}
		if row.Direction == outbound {
			ret.SendBacks = append(ret.SendBacks, parcel)
		} else {
			ret.Shipments = append(ret.Shipments, parcel)
		}
	}
	if err := loadHeld(ctx, tx, ret); err != nil {
		return err
	}
	task, err := db.Queries.RefundTaskLast(ctx, tx, ret.ID)
	if db.NotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if ret.Task, err = taskOf(task); err != nil {
		return err
	}
	parts, err := db.Queries.RefundPartsOfMany(ctx, tx, []string{task.ID})
	ret.Task.Parts = db.PartsOf(parts)
	return err
}

func loadPolicy(ctx context.Context, tx pgx.Tx, id string, version int) (returns.Policy, error) {
	row, err := db.Queries.PolicyGet(ctx, tx, id, version)
	if err != nil {
		return returns.Policy{}, err
	}
	return db.PolicyOf(row)
}

func lineOf(row sqlc.ReturnLine) (returns.Line, error) {
	line := returns.Line{
		LineNo: row.LineNo, SKU: row.SKU, Description: row.Description, Requested: row.Requested, Approved: row.Approved,
		Agreed: row.Agreed, Reason: row.Reason, ByCustomer: row.ByCustomer, Condition: row.Condition, Note: row.Note,
		Units: returns.Units{
			Arrived: row.Arrived, Available: row.Available, Refurbish: row.Refurbish, Quarantine: row.Quarantine,
			Scrap: row.Scrap, Vendor: row.Vendor, SendBack: row.SendBack, Missing: row.Missing, Lost: row.Lost, WrongItem: row.WrongItem, Damaged: row.Damaged,
		},
	}
	if len(row.Fields) > 0 {
		// What a customer filled in is shown as it is; it decides nothing here.
		_ = json.Unmarshal(row.Fields, &line.Fields)
	}
	if len(row.Found) > 0 {
		if err := json.Unmarshal(row.Found, &line.Found); err != nil {
			return line, fmt.Errorf("line %d of return %s holds JSON that cannot be read: %w", row.LineNo, row.ReturnID, err)
		}
	}
	return line, nil
}

func taskOf(row sqlc.RefundTask) (*returns.RefundTask, error) {
	task := &returns.RefundTask{
		ID: row.ID, Seq: row.Seq, State: returns.TaskState(row.State), ByHand: row.ByHand,
		Reference: row.Reference, Note: row.Note, Doubt: row.Doubt,
	}
	if err := json.Unmarshal(row.Amounts, &task.Amounts); err != nil {
		return nil, fmt.Errorf("refund task %s holds JSON that cannot be read: %w", row.ID, err)
	}
	for _, part := range []struct {
		column json.RawMessage
		into   **returns.Actor
	}{{row.FirstApprovedBy, &task.FirstApprovedBy}, {row.ApprovedBy, &task.ApprovedBy}} {
		if len(part.column) == 0 {
			continue
		}
		if err := json.Unmarshal(part.column, part.into); err != nil {
			return nil, fmt.Errorf("refund task %s holds JSON that cannot be read: %w", row.ID, err)
		}
	}
	return task, nil
}
