package returns

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ExchangeRequest asks for other goods instead of the money.
type ExchangeRequest struct {
	Lines []ExchangeLine `json:"lines"`
}

// ExchangeLine is some units of what the customer gets instead, at the price
// that is agreed, tax included.
type ExchangeLine struct {
	SKU       string `json:"sku"`
	Quantity  int    `json:"quantity"`
	UnitPrice Money  `json:"unit_price"`
}

// ExchangeStatus is where the replacement stands.
type ExchangeStatus string

// The statuses of an exchange.
const (
	ExchangePlanned   ExchangeStatus = "planned"
	ExchangeReleased  ExchangeStatus = "released"
	ExchangeCancelled ExchangeStatus = "cancelled"
)

// Exchange is the replacement for the goods of a return.
type Exchange struct {
	Lines []ExchangeLine
	// Value is the price of all lines, in minor units of the return's currency.
	Value  int64
	Status ExchangeStatus
	// ReleasedAt is when its units left the stock; nil before.
	ReleasedAt *time.Time
}

// maxExchangeLines bounds what one return is exchanged for.
const maxExchangeLines = 100

// exchange reads the replacement of a request. All problems but those of its
// sum are found before anything is stored.
func (q Request) exchange(currency string) (*Exchange, error) {
	if q.RefundTo != RefundToExchange {
		if q.Exchange != nil {
			return nil, RefuseField("exchange", "not_here", "a replacement can be named only when refund_to is exchange")
		}
		return nil, nil //nolint:nilnil // most returns have none
	}
	if q.Exchange == nil || len(q.Exchange.Lines) == 0 {
		return nil, RefuseField("exchange.lines", "required", "an exchange needs at least one line of what the customer gets instead")
	}
	if len(q.Exchange.Lines) > maxExchangeLines {
		return nil, RefuseField("exchange.lines", "out_of_range", "an exchange has at most %s lines", maxExchangeLines)
	}
	out := &Exchange{Lines: slices.Clone(q.Exchange.Lines), Status: ExchangePlanned}
	for i, line := range out.Lines {
		field := fmt.Sprintf("exchange.lines[%d]", i)
		price := line.UnitPrice
		switch {
		case line.SKU == "":
			return nil, RefuseField(field+".sku", "required", "name the SKU of the replacement")
		case line.Quantity < 1 || line.Quantity > maxUnits:
			return nil, RefuseField(field+".quantity", "out_of_range", "the quantity must be between 1 and %s, not %s", maxUnits, line.Quantity)
		case price.Currency != currency:
			return nil, RefuseField(field+".unit_price.currency", "wrong_currency", "the order is in %s, so its replacement cannot be priced in %s",
				currency, strconv.Quote(price.Currency))
		case price.Minor < 0:
			return nil, RefuseField(field+".unit_price.amount", "out_of_range", "the price must not be below zero")
		case price.Minor > (maxMinor-out.Value)/int64(line.Quantity):
			return nil, RefuseField(field+".unit_price.amount", "out_of_range", "%s is too large an amount", price.Decimal())
		}
		out.Value += price.Minor * int64(line.Quantity)
	}
	return out, nil
}

// against sets what of the refund is given as goods, and what the customer
// owes when the goods are worth more.
func (e *Exchange) against(amounts Amounts) Amounts {
	if e != nil {
		amounts.Exchanged = min(amounts.Total, e.Value)
		amounts.CustomerOwes = e.Value - amounts.Exchanged
	}
	return amounts
}

// ToPay is what of the refund flows as money: all of it but the goods.
func (a Amounts) ToPay() int64 { return a.Total - a.Exchanged }

// squares reports whether neither side owes the other money.
func (a Amounts) squares() bool { return a.ToPay() == 0 && a.CustomerOwes == 0 }

func (e *Exchange) is(status ExchangeStatus) bool { return e != nil && e.Status == status }

// ReplacementDue reports whether the money is settled and the replacement has
// not left yet.
func (r *Return) ReplacementDue() bool {
	return r.Exchange.is(ExchangePlanned) && r.Task != nil && r.Task.State == TaskSettled && !r.Status().Ended()
}

// ReleaseReplacement lets the replacement go when all of it is available: a change
// of its own, which follows the one that finds the money settled. When it is not,
// nothing leaves and nil is returned: the change before tells people what is
// short, and the next step tries again.
func (r *Return) ReleaseReplacement(settled *Change, available map[string]int64) *Change {
	wanted := map[string]int64{}
	for _, line := range r.Exchange.Lines {
		wanted[line.SKU] += int64(line.Quantity)
	}
	var short []string
	for sku, units := range wanted {
		if available[sku] < units {
			short = append(short, fmt.Sprintf("%s %d/%d", sku, max(available[sku], 0), units))
		}
	}
	if len(short) > 0 {
		slices.Sort(short)
		r.attend("replacement_short", "the replacement cannot be released; too few units are available of: %s", strings.Join(short, ", "))
		if settled.Action != ActionRemind {
			settled.notify(RoleFinance, "staff_reminder")
		}
		return nil
	}
	at := settled.At
	r.Exchange.Status, r.Exchange.ReleasedAt = ExchangeReleased, &at
	r.Wait = r.waitIn(settled.To, at, 0)
	release := &Change{
		Action: ActionReleaseReplacement, From: settled.To, To: settled.To, At: at,
		// A return has one replacement: a second release would have the same id.
		By:   By{ID: string(ActionReleaseReplacement), Actor: System()},
		Data: map[string]any{"decision_id": settled.By.ID, "lines": r.Exchange.Lines},
	}
	for _, line := range r.Exchange.Lines {
		release.Movements = append(release.Movements, Movement{SKU: line.SKU, Bucket: BucketAvailable, Quantity: -line.Quantity})
	}
	return release
}

// retryRelease asks for the replacement once more: the money is settled, the
// goods were not there.
func (r *Return) retryRelease(change *Change, action string) (*Change, error) {
	if action != RefundRetry || !r.Exchange.is(ExchangePlanned) {
		return nil, Refuse(CodeTransition, "the refund is settled; only the release of a replacement that was not available can be retried")
	}
	return r.finish(change)
}

// endExchange calls the replacement off with a return that ends without it.
func (r *Return) endExchange() {
	if status := r.Status(); r.Exchange.is(ExchangePlanned) && status.Ended() && status != Completed {
		r.Exchange.Status = ExchangeCancelled
	}
}

// awaitsRelease reports whether the return cannot complete for want of the goods.
func (r *Return) awaitsRelease() bool {
	return r.Exchange.is(ExchangePlanned) && r.Status() == Refunded
}

// reminderOfRelease is how often people hear of a replacement that is not there.
const reminderOfRelease = 24 * time.Hour

// evenReference stands where a payment's would when goods settle all of it.
func (r *Return) evenReference() string {
	if r.Exchange == nil || r.Task.Amounts.Total == 0 {
		return ""
	}
	return "exchange " + r.Task.ID
}

// settleEven settles parts of which nothing is paid.
func (r *Return) settleEven() {
	r.Task.Reference = r.evenReference()
	for i := range r.Task.Parts {
		r.Task.Parts[i].State, r.Task.Parts[i].Reference = PartSettled, r.Task.Reference
	}
}

// sayWhatIsOwed tells finance to collect; nothing is charged by itself.
func (r *Return) sayWhatIsOwed() {
	if owes := r.Task.Amounts.CustomerOwes; owes > 0 {
		r.attend("customer_owes", "the customer owes %s for the replacement; collect it and record the payment with mark_paid", r.Task.Amounts.Money(owes))
	}
}
