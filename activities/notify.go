package activities

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"go.temporal.io/sdk/activity"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/integrations/notify"
	"backhaul/returns"
)

// saveNotices writes the messages that the change intends. They are sent after
// the transaction, by SendMessages.
func (w *work) saveNotices(ctx context.Context, seq int, change *returns.Change) error {
	// Two bookings to call off, or two colleagues who share an address, are one message.
	saved := map[[2]string]bool{}
	for _, notice := range change.Notices {
		recipients, err := w.recipients(ctx, notice.To)
		if err != nil {
			return err
		}
		for _, recipient := range recipients {
			if key := [2]string{notice.Kind, recipient}; saved[key] {
				continue
			} else {
				saved[key] = true
			}
			if err := w.saveNotice(ctx, seq, change, notice, recipient); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *work) saveNotice(ctx context.Context, seq int, change *returns.Change, notice returns.Notice, recipient string) error {
	language := "en"
	if notice.To == returns.RoleCustomer {
		language = w.customer.CustomerLanguage
	}
	id := fmt.Sprintf("%s-%d-%s", w.ret.ID, seq, notice.Kind)
	if notice.To != returns.RoleCustomer {
		id += "-" + recipient
	}
	data := w.message(change)
	if err := db.Queries.NotificationInsert(ctx, w.tx, sqlc.NotificationInsertParams{
		ID: id, ReturnID: w.ret.ID, EventSeq: seq, Kind: notice.Kind, Audience: string(notice.To),
		Recipient: recipient, Language: language, Data: jsonOf(data), CreatedAt: change.At,
	}); err != nil {
		return err
	}
	if recipient == "" {
		return db.Queries.NotificationDone(ctx, w.tx, sqlc.NotificationDoneParams{
			ID: id, DoneAt: &change.At, Outcome: pointer("no_address"),
		})
	}
	return nil
}

// recipients are addresses; one empty address records that there is nobody to
// write to.
func (w *work) recipients(ctx context.Context, to returns.Role) ([]string, error) {
	if to == returns.RoleCustomer {
		return []string{w.customer.CustomerEmail}, nil
	}
	emails, err := db.Queries.UserEmailsByRole(ctx, w.tx, string(to))
	if len(emails) == 0 {
		emails = []string{""}
	}
	return emails, err
}

// message is what the mail may say of the return, as it stands in this step.
func (w *work) message(change *returns.Change) notify.Data {
	r := w.ret
	data := notify.Data{
		CustomerName: w.customer.CustomerName, RMANumber: r.RMANumber, OrderNumber: r.OrderNumber,
		Amount: r.Estimate.Money(r.Estimate.Total), Note: noteOf(change), KeepItem: r.Method == returns.MethodKeepItem,
		StoreCredit: r.RefundTo == returns.RefundToStoreCredit, Gift: r.CreditTo != "",
		Exchange: r.RefundTo == returns.RefundToExchange,
		Status:   r.Status(), WaitingFor: r.Wait.For, Attention: r.Attention,
	}
	if r.Offer != nil && r.Offer.Amount != nil {
		data.Amount = *r.Offer.Amount
	}
	if r.Task != nil {
		data.Amount = r.Task.Amounts.Money(r.Task.Amounts.ToPay())
		data.Reference = r.Task.Reference
	}
	wait := r.Wait
	switch {
	case change.Action.OfHeld(): // it is about held goods, not the return
		wait = returns.Wait{}
		if r.Held != nil {
			wait = r.Held.Wait
		}
		data.WaitingFor = wait.For
	case r.Dispute != nil && change.Action.Stays(): // here about the complaint
		wait = r.Dispute.Wait
		data.WaitingFor = wait.For
	}
	if wait.Deadline != nil {
		data.Deadline = *wait.Deadline
	}
	parcels := r.Shipments
	if change.Action.OfHeld() {
		parcels = r.SendBacks
	} else {
		for _, line := range r.Lines {
			data.Lines = append(data.Lines, notify.Line{SKU: line.SKU, Description: line.Description, Quantity: line.Approved})
		}
	}
	if n := len(parcels); n > 0 {
		shipment := parcels[n-1]
		if change.Action.OfHeld() {
			data.Lines = contentsOf(r, shipment)
		}
		data.Carrier, data.TrackingNumber = shipment.Carrier, shipment.TrackingNumber
		data.WindowStart, data.WindowEnd = timeOf(shipment.WindowStart), timeOf(shipment.WindowEnd)
	}
	return data
}

// noteOf is what staff wrote for the reader.
func noteOf(change *returns.Change) string {
	switch d := change.Data.(type) {
	case returns.Review:
		return d.Note
	case returns.Cancel:
		return d.Reason
	case returns.Close:
		return d.Note
	case returns.DecideSendBack:
		return d.Note
	case returns.Complaint:
		return d.Text
	case returns.AnswerComplaint:
		return d.Text
	case returns.DecideComplaint:
		return d.Note
	}
	return ""
}

// mailTrouble marks a return whose messages do not get through.
func mailTrouble() returns.Attention {
	return returns.Attend("mail_away", "messages cannot be sent; the mail server refuses or is away")
}

// SendMessages sends the return's messages that are still to be sent. A message
// whose sending is not known to have succeeded is sent again under the same id.
// One recipient's trouble does not hold up the others.
func (a *Activities) SendMessages(ctx context.Context, returnID string) error {
	pending, err := db.Queries.NotificationsPending(ctx, a.DB, returnID)
	if err != nil {
		return toTemporal(err)
	}
	var failed []error
	for _, row := range pending {
		if err := a.sendMessage(ctx, row); err != nil {
			failed = append(failed, err)
		}
	}
	// Trouble shows only where nothing more urgent does; its end removes only itself.
	was, is := mailTrouble(), returns.Attention{}
	if len(failed) > 0 {
		was, is = is, was
	}
	if len(failed) == 0 || activity.GetInfo(ctx).Attempt >= 5 {
		failed = append(failed, db.Queries.ReturnAttentionReplace(ctx, a.DB, sqlc.ReturnAttentionReplaceParams{
			ID: returnID, Was: attentionColumn(was), Attention: attentionColumn(is),
		}))
	}
	return errors.Join(failed...)
}

func (a *Activities) sendMessage(ctx context.Context, row sqlc.Notification) error {
	var data notify.Data
	if err := json.Unmarshal(row.Data, &data); err != nil {
		return fmt.Errorf("message %s cannot be read: %w", row.ID, err)
	}
	words, err := a.wordsOf(ctx, row)
	if err != nil {
		return err
	}
	err = a.Mail.Send(ctx, notify.Message{
		ID: row.ID, To: row.Recipient, Locale: row.Language, Template: notify.Template(row.Kind), Words: words, Data: data,
	})
	outcome := "sent"
	if err != nil && notify.Permanent(err) {
		a.Log.WarnContext(ctx, "a message was refused for good", "message", row.ID, "error", err)
		outcome, err = "refused", nil
	}
	if err != nil {
		failed := db.Queries.NotificationFailed(ctx, a.DB, err.Error(), row.ID)
		return errors.Join(fmt.Errorf("message %s: %w", row.ID, err), failed)
	}
	now := a.now()
	return db.Queries.NotificationDone(ctx, a.DB, sqlc.NotificationDoneParams{ID: row.ID, DoneAt: &now, Outcome: &outcome})
}

// wordsOf are the shop's own words for the message, or nil.
func (a *Activities) wordsOf(ctx context.Context, row sqlc.Notification) (*notify.Words, error) {
	own, err := db.Queries.MessageWordsGet(ctx, a.DB, row.Kind, notify.LanguageOf(row.Language))
	if db.NotFound(err) {
		return nil, nil //nolint:nilnil // most messages have no words of their own
	}
	return &notify.Words{Subject: own.Subject, Body: own.Body}, err
}

func pointer[T any](value T) *T { return &value }
