package returns

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxUnits bounds a quantity long before arithmetic could overflow.
const maxUnits = 1_000_000

// Opening is what a return is opened from.
type Opening struct {
	ID      string
	Request Request
	Order   *Order
	Policy  Policy
	// Reasons are the reasons that may be chosen now.
	Reasons []Reason
	// Customer is who bought, as far as the policy's rules may look.
	Customer Customer
	// Rules judges the rules of the policy; see [Case].
	Rules func(Facts) Ruling
	// OwnOrdersOf, when set, is the customer who may open returns of their own orders only.
	OwnOrdersOf string
	By          By
	Now         time.Time
}

// Open judges a request and, unless the policy turns a customer's request
// away, reserves its units.
func Open(in Opening) (*Return, *Change, error) {
	if in.OwnOrdersOf != "" && in.OwnOrdersOf != in.Order.CustomerID {
		return nil, nil, OrderNotFound(in.Request.OrderNumber)
	}
	if err := in.Request.validate(); err != nil {
		return nil, nil, err
	}
	if in.Request.CreditTo != "" && in.By.Actor.Role == RoleCustomer {
		return nil, nil, RefuseField("credit_to", "not_offered", "only the shop can credit somebody else than who bought; ask the shop")
	}
	exchange, err := in.Request.exchange(in.Order.Currency)
	if err != nil {
		return nil, nil, err
	}
	lines, err := in.lines()
	if err != nil {
		return nil, nil, err
	}
	request := in.Request
	r := &Return{
		ID: in.ID, OrderNumber: in.Order.Number, CustomerID: in.Order.CustomerID, Currency: in.Order.Currency,
		Method: request.Method, RefundTo: cmp.Or(request.RefundTo, RefundToOriginal), CreditTo: request.CreditTo, Exchange: exchange,
		Note: request.Note, Pickup: request.Pickup,
		RequestedBy: in.By.Actor, Lines: lines, Policy: in.Policy, OpenedAt: in.Now,
		Tracks: Tracks{
			Stage: StageRequested, Logistics: LogisticsNone, Goods: GoodsNone, Refund: NotDue, Dispute: DisputeNone,
		},
	}
	r.Estimate = r.Compute(in.Order)
	r.Verdict = in.Policy.Evaluate(Case{
		Order: in.Order, Lines: lines, Request: request, Refund: r.Estimate, Customer: in.Customer,
		By: in.By.Actor, Now: in.Now, Rules: in.Rules,
	})
	r.Verdict.askAPersonToKeep(request.Method, in.By.Actor)

	change := &Change{Action: ActionOpen, By: in.By, At: in.Now, Data: request}
	switch r.Verdict.Decision {
	case VerdictReject:
		r.Tracks.Stage = StageRejected
		change.notify(RoleCustomer, "rejected")
	case VerdictApprove:
		r.Tracks.Stage = StageApproved
		r.approvedBy(System(), in.Now)
		change.notify(RoleCustomer, "approved")
	default:
		change.notify(RoleCustomer, "requested")
	}
	if !r.Status().Ended() {
		for _, line := range r.Lines {
			change.Holds = append(change.Holds, Hold{LineNo: line.LineNo, Reserved: line.Requested})
		}
	}
	change.To = r.Status()
	r.endExchange()
	r.Wait = r.waitIn(change.To, in.Now, 0)
	return r, change, nil
}

// OrderNotFound is the refusal for an order that is not there, or that is not
// the caller's: the two cannot be told apart.
func OrderNotFound(number string) *Error {
	refusal := Refuse(CodeNotFound, "there is no order %s", strconv.Quote(number))
	refusal.Fields = []FieldError{{Field: "order_number", Code: "unknown_order", Format: refusal.Format, Args: refusal.Args}}
	return refusal
}

func (q Request) validate() error {
	if len(q.Lines) == 0 {
		return RefuseField("lines", "required", "a return needs at least one line")
	}
	if !slices.Contains([]Method{MethodPickup, MethodDropOff, MethodInStore, MethodKeepItem}, q.Method) {
		return RefuseField("method", "unknown_method", "%s is not a method; choose pickup, drop_off, in_store or keep_item", strconv.Quote(string(q.Method)))
	}
	if q.RefundTo != "" && !slices.Contains([]RefundTo{RefundToOriginal, RefundToStoreCredit, RefundToExchange}, q.RefundTo) {
		return RefuseField("refund_to", "not_offered", "%s is not offered; a refund goes to the original payment, to store_credit or to an exchange", string(q.RefundTo))
	}
	if q.CreditTo != "" && q.RefundTo != RefundToStoreCredit {
		return RefuseField("credit_to", "not_here", "somebody else can be credited only when refund_to is store_credit")
	}
	if p := q.Pickup; p != nil {
		return checkWindow("pickup.window_end", p.WindowStart, p.WindowEnd)
	}
	return nil
}

func checkWindow(field string, start, end *time.Time) error {
	if start != nil && end != nil && !start.Before(*end) {
		return RefuseField(field, "window_reversed", "the pickup window ends at %s, before it starts at %s",
			end.Format(time.RFC3339), start.Format(time.RFC3339))
	}
	return nil
}

// lines finds the order line of every request line and refuses what cannot be
// returned. All problems of a request are reported together.
func (in Opening) lines() ([]Line, error) {
	var lines []Line
	problems := &Error{Code: CodeInvalid}
	for i, want := range in.Request.Lines {
		field := fmt.Sprintf("lines[%d]", i)
		if want.Quantity < 1 || want.Quantity > maxUnits {
			problems.add(RefuseField(field+".quantity", "out_of_range", "the quantity must be between 1 and %s, not %s", maxUnits, want.Quantity))
			continue
		}
		reason := slices.IndexFunc(in.Reasons, func(r Reason) bool { return r.Code == want.Reason })
		if reason < 0 {
			problems.add(RefuseField(field+".reason", "unknown_reason", "%s is not a reason; choose one of %s", strconv.Quote(want.Reason), codesOf(in.Reasons)))
			continue
		}
		if check := in.Reasons[reason].Check; check != nil {
			if wrong := check(field+".fields", want.Fields); len(wrong) > 0 {
				problems.add(&Error{Code: CodeInvalid, Format: wrong[0].Format, Args: wrong[0].Args, Fields: wrong})
				continue
			}
		}
		parts, err := in.Order.resolve(field, want)
		if err != nil {
			problems.add(err)
			continue
		}
		for _, part := range parts {
			if slices.ContainsFunc(lines, func(l Line) bool { return l.LineNo == part.LineNo }) {
				problems.add(RefuseField(field, "duplicate_line", "line %s of order %s stands in the request twice; add the quantities up", part.LineNo, in.Order.Number))
				continue
			}
			line, err := in.line(field, part, in.Reasons[reason])
			if err != nil {
				problems.add(err)
				continue
			}
			lines = append(lines, line)
		}
	}
	if len(problems.Fields) > 0 {
		return nil, problems
	}
	return lines, nil
}

func (in Opening) line(field string, want RequestLine, reason Reason) (Line, error) {
	orderLine, _ := in.Order.Line(want.LineNo)
	if len(reason.Categories) > 0 && !slices.ContainsFunc(reason.Categories, func(c string) bool { return strings.EqualFold(c, orderLine.Category) }) {
		return Line{}, RefuseField(field+".reason", "not_for_category", "the reason %s is not offered for line %s, whose category is %s; choose another reason",
			strconv.Quote(want.Reason), want.LineNo, strconv.Quote(orderLine.Category))
	}
	if want.Quantity > orderLine.Returnable() {
		refusal := Refuse(CodeQuantity, "line %s of order %s: %s asked for, but only %s of %s can still be returned",
			want.LineNo, in.Order.Number, want.Quantity, orderLine.Returnable(), orderLine.Quantity)
		refusal.Fields = []FieldError{{Field: field + ".quantity", Code: string(CodeQuantity), Format: refusal.Format, Args: refusal.Args}}
		return Line{}, refusal
	}
	return Line{
		LineNo: want.LineNo, SKU: orderLine.SKU, Description: orderLine.Description,
		Requested: want.Quantity, Approved: want.Quantity, Reason: want.Reason, Condition: want.Condition,
		Note: want.Note, Fields: want.Fields, ByCustomer: reason.ByCustomer,
	}, nil
}

// codesOf lists the reasons for whoever has to choose one.
func codesOf(reasons []Reason) string {
	codes := make([]string, len(reasons))
	for i, reason := range reasons {
		codes[i] = reason.Code
	}
	return strings.Join(codes, ", ")
}

// add collects a refusal. The first one gives the text; a quantity that is
// exceeded gives the code only when nothing is invalid besides.
func (e *Error) add(err error) {
	refusal, ok := err.(*Error) //nolint:errorlint // built here, never wrapped
	if !ok {
		refusal = Refuse(CodeInvalid, "%s", err)
	}
	if len(e.Fields) == 0 {
		e.Code, e.Format, e.Args = refusal.Code, refusal.Format, refusal.Args
	} else if refusal.Code == CodeInvalid && e.Code != CodeInvalid {
		e.Code, e.Format, e.Args = refusal.Code, refusal.Format, refusal.Args
	}
	e.Fields = append(e.Fields, refusal.Fields...)
}
