package returns_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// shop is one order with its returns, and the books that the database keeps of
// them: what every change says is added up here, and check holds the sums
// against the returns after every step.
type shop struct {
	t       require.TestingT
	order   *returns.Order
	before  []returns.OrderLine // the lines as they were when the test began
	returns []*returns.Return
	stock   map[slot]int
	// refunded is what the payments have refunded or on their way.
	refunded int64
	strays   map[returns.Bucket]int
	// held is what stands in send_back in each return's name, by article.
	held map[string]map[string]int
	now  time.Time
}

// slot is where units of one return's line stand.
type slot struct {
	returnID string
	lineNo   int
	bucket   returns.Bucket
}

// story is one return of a shop, told step by step.
type story struct {
	*shop
	at   int // in shop.returns
	last *returns.Change
}

// noon is when the stories begin: a Monday, ten days after delivery.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// mugsAndLamp is the order of most stories: three mugs at 10.00 and a lamp at
// 50.00, tax apart, shipped for 5.00.
func mugsAndLamp() *returns.Order {
	delivered := noon.AddDate(0, 0, -10)
	return &returns.Order{
		Number: "1001", CustomerID: "carla", Currency: "GBP", OrderedAt: noon.AddDate(0, 0, -14),
		DeliveredAt: &delivered, ShippingPaid: 500,
		Lines: []returns.OrderLine{
			{LineNo: 1, SKU: "MUG", Description: "Mug", Category: "kitchen", Quantity: 3, Goods: 3000, Tax: 600},
			{LineNo: 2, SKU: "LAMP", Description: "Lamp", Category: "home", Quantity: 1, Goods: 5000, Tax: 1000},
		},
	}
}

// thirtyDays is a plain policy: people decide everything, every wait has deadlines.
func thirtyDays() returns.Policy {
	const day = 24
	reminded := []returns.Deadline{{Hours: day, Then: returns.ActionRemind}, {Hours: 3 * day, Then: returns.ActionEscalate}}
	expiring := append(slices.Clone(reminded), returns.Deadline{Hours: 7 * day, Then: returns.ActionExpire})
	return returns.Policy{ID: "thirty", Version: 1, Terms: returns.Terms{
		Name: "Thirty days", TimeZone: "Europe/London", Windows: []returns.Window{{Days: 30, Anchor: "delivered"}},
		Confirm: returns.ConfirmByStaff, RestockAt: returns.RestockAtInspection,
		Deadlines: map[returns.Status][]returns.Deadline{
			returns.Requested: expiring, returns.InfoNeeded: expiring, returns.CounterOffered: expiring,
			returns.Approved: expiring, returns.Confirmed: expiring, returns.PickupScheduled: expiring,
			returns.InTransit: reminded, returns.Received: reminded, returns.Inspected: reminded,
			returns.RefundPending: reminded, returns.Refunded: {{Hours: 7 * day, Then: returns.ActionComplete}},
		},
	}}
}

var reasons = []returns.Reason{{Code: "damaged"}, {Code: "changed_mind", ByCustomer: true}}

// opening asks for two damaged mugs back; options change it.
func opening(order *returns.Order, options ...func(*returns.Opening)) returns.Opening {
	in := returns.Opening{
		Order: order, Policy: thirtyDays(), Reasons: reasons, By: as(returns.RoleCustomer), Now: noon,
		Request: returns.Request{
			OrderNumber: order.Number, Method: returns.MethodPickup,
			Lines: []returns.RequestLine{{LineNo: 1, Quantity: 2, Reason: "damaged"}},
		},
	}
	for _, option := range options {
		option(&in)
	}
	return in
}

// lines asks for other lines than the two damaged mugs.
func lines(wanted ...returns.RequestLine) func(*returns.Opening) {
	return func(in *returns.Opening) { in.Request.Lines = wanted }
}

func method(m returns.Method) func(*returns.Opening) {
	return func(in *returns.Opening) { in.Request.Method = m }
}

func terms(change func(*returns.Terms)) func(*returns.Opening) {
	return func(in *returns.Opening) { change(&in.Policy.Terms) }
}

// newShop has an order and no returns yet.
func newShop(t require.TestingT, order *returns.Order) *shop {
	if order.Payments == nil { // paid in one piece
		paid := order.ShippingPaid
		for _, line := range order.Lines {
			paid += line.Goods + line.Tax
		}
		order.Payments = []returns.Payment{{Seq: 1, Captured: paid}}
	}
	return &shop{t: t, order: order, before: slices.Clone(order.Lines), stock: map[slot]int{}, strays: map[returns.Bucket]int{}, held: map[string]map[string]int{}, now: noon}
}

// opens begins a story with a return of mugsAndLamp.
func opens(t *testing.T, options ...func(*returns.Opening)) *story {
	t.Helper()
	return newShop(t, mugsAndLamp()).opens(options...)
}

// opens begins the story of one more return of the shop's order.
func (s *shop) opens(options ...func(*returns.Opening)) *story {
	in := opening(s.order, options...)
	in.ID, in.Now = returns.NewReturnID("test", strconv.Itoa(len(s.returns)+1)), s.now
	r, change, err := returns.Open(in)
	require.NoError(s.t, err)
	s.returns = append(s.returns, r)
	one := &story{shop: s, at: len(s.returns) - 1}
	one.did(change, nil)
	return one
}

// as is a decision of somebody in the role.
func as(role returns.Role) returns.By {
	return returns.By{ID: returns.NewID("dec"), Actor: returns.Actor{ID: "some " + string(role), Role: role, Name: "Some One"}}
}

// r is the return as it stands.
func (s *story) r() *returns.Return { return s.returns[s.at] }

// did records a step that took, as the database would.
func (s *story) did(change *returns.Change, err error) *returns.Change {
	require.NoError(s.t, err)
	s.last = change
	for _, hold := range change.Holds {
		line, found := s.order.Line(hold.LineNo)
		require.True(s.t, found, "a hold names line %d, which the order does not have", hold.LineNo)
		line.Reserved += hold.Reserved
		line.Returned += hold.Returned
		line.RefundedUnits += hold.RefundedUnits
		line.RefundedGoods += hold.RefundedGoods
		line.RefundedTax += hold.RefundedTax
	}
	s.order.ShippingRefunded += change.RefundedShipping
	s.order.DiscountWithheld += change.WithheldDiscount
	for _, hold := range change.PaymentHolds {
		at := slices.IndexFunc(s.order.Payments, func(p returns.Payment) bool { return p.Seq == hold.Payment })
		s.order.Payments[at].Refunded += hold.Refunded
		s.refunded += hold.Refunded
	}
	for _, stray := range change.Strays {
		bucket := returns.Dispositions()[stray.Disposition]
		if stray.Open {
			bucket = returns.BucketArrived
		}
		s.strays[bucket] += stray.Quantity
	}
	for _, m := range change.Movements {
		s.hold(m)
		if m.LineNo == 0 {
			if len(change.Strays) > 0 || !change.Action.OfHeld() {
				s.strays[m.Bucket] -= m.Quantity
			}
			continue
		}
		s.stock[slot{s.r().ID, m.LineNo, m.Bucket}] += m.Quantity
	}
	require.Equal(s.t, s.r().Status(), change.To, "the change says where the return went")
	s.check()
	return change
}

// refuses applies a step that must not take to a copy of the return, and
// returns what the person is told.
func (s *story) refuses(code returns.Code, step func(*returns.Return) (*returns.Change, error)) string {
	change, err := step(clone(s.r()))
	require.Error(s.t, err)
	require.Nil(s.t, change)
	require.Equal(s.t, code, returns.CodeOf(err), "%s", err)
	return err.Error()
}

// clone copies a return as loading it anew would: a step that is refused may
// leave its value half changed.
func clone(r *returns.Return) *returns.Return {
	out := *r
	out.Lines = slices.Clone(r.Lines)
	out.Shipments, out.SendBacks = slices.Clone(r.Shipments), slices.Clone(r.SendBacks)
	if r.Held != nil {
		held := *r.Held
		out.Held = &held
	}
	if r.Difference != nil {
		difference := *r.Difference
		out.Difference = &difference
	}
	if r.Task != nil {
		task := *r.Task
		task.Parts = slices.Clone(task.Parts)
		out.Task = &task
	}
	if r.Dispute != nil {
		dispute := *r.Dispute
		out.Dispute = &dispute
	}
	return &out
}

// units is how many units of the return's lines stand in the bucket.
func (s *story) units(bucket returns.Bucket) int {
	total := 0
	for _, line := range s.r().Lines {
		total += s.stock[slot{s.r().ID, line.LineNo, bucket}]
	}
	return total
}

// told lists the messages of the last step, as role:kind.
func (s *story) told() []string {
	told := []string{}
	for _, notice := range s.last.Notices {
		told = append(told, string(notice.To)+":"+notice.Kind)
	}
	return told
}
