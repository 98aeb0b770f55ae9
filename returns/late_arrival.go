package returns

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// This file is about goods that come when the return expects none: it has ended,
// the goods are counted, or a lost parcel was refunded and turns up. They are
// taken into the house once, as strays, and a person says what becomes of them.
// Nothing of it is refunded, and the return stays where it is.

// DecideStray says what becomes of goods that came late: they get a disposition,
// or a new return of the same order takes them over and counts them in anew.
type DecideStray struct {
	By
	StrayID     string      `json:"stray_id,omitempty"`
	Disposition Disposition `json:"disposition,omitempty"`
	NewReturnID string      `json:"new_return_id,omitempty"`
	Note        string      `json:"note,omitempty"`
}

// OtherReturn is what must be known of the return that takes strays over; nil
// when there is none with that id.
type OtherReturn struct {
	ID          string
	OrderNumber string
	Status      Status
}

// DecidedStray is what a stray has come to.
type DecidedStray struct {
	ID          string
	Disposition Disposition
	NewReturnID string
}

// TakesLate reports whether goods that come now were not expected any more, so
// that they are strays.
func (r *Return) TakesLate() bool { return TakesLate(r.Status(), r.Method) }

// TakesLate is [Return.TakesLate] for who has only status and method.
func TakesLate(status Status, method Method) bool {
	return method == MethodKeepItem || !slices.ContainsFunc(moves, func(m Move) bool {
		return m.From == status && m.Action == ActionReceive
	})
}

// ReceiveLate takes goods in that nobody expects any more.
func (r *Return) ReceiveLate(d Receive, now time.Time) (*Change, error) {
	change, err := r.say(ActionReceiveLate, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if !r.TakesLate() {
		return nil, Refuse(CodeTransition, "the return is %s and still expects goods: count them in with %s", r.Status(), ActionReceive)
	}
	if len(d.Lines) == 0 && len(d.Strays) == 0 {
		return nil, RefuseField("lines", "required", "say how many units of which lines arrived")
	}
	lines := slices.Clone(r.Lines)
	r.OpenStrays = slices.Clone(r.OpenStrays)
	for i, counted := range d.Lines {
		line, err := countedLine(lines, fmt.Sprintf("lines[%d]", i), counted.LineNo, counted.Quantity)
		if err != nil {
			return nil, err
		}
		r.takeInLate(change, Stray{SKU: line.SKU, Quantity: counted.Quantity, LineNo: line.LineNo, Note: d.Note})
	}
	for i, stray := range d.Strays {
		stray, err := r.checkStray(fmt.Sprintf("strays[%d]", i), stray)
		if err != nil {
			return nil, err
		}
		r.takeInLate(change, stray)
	}
	r.arrive(d, now)
	r.attend("strays_after_end", "goods came when the return was %s; decide the strays", r.Status())
	change.notify(RoleReviewer, "staff_task")
	r.hold(change)
	return change, nil
}

// takeInLate puts goods aside until a person has decided.
func (r *Return) takeInLate(change *Change, stray Stray) {
	stray.Disposition, stray.Open = "", true
	change.takeIn(stray)
	r.OpenStrays = append(r.OpenStrays, OpenStray{Stray: stray})
}

// DecideStray applies a person's word about goods that came late.
func (r *Return) DecideStray(d DecideStray, other *OtherReturn, now time.Time) (*Change, error) {
	change, err := r.say(ActionDecideStray, d.By, now, d)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(r.OpenStrays, func(s OpenStray) bool { return s.ID == d.StrayID })
	if at < 0 {
		return nil, Refuse(CodeTransition, "no stray %s of this return waits for a decision", strconv.Quote(d.StrayID))
	}
	stray := r.OpenStrays[at]
	if (d.Disposition == "") == (d.NewReturnID == "") {
		return nil, RefuseField("disposition", "required", "say where the goods go, or which new return takes them over, and not both")
	}
	change.Movements = append(change.Movements, Movement{SKU: stray.SKU, Bucket: BucketArrived, Quantity: -stray.Quantity})
	if d.NewReturnID != "" {
		if other == nil || other.ID == r.ID || other.OrderNumber != r.OrderNumber || TakesLate(other.Status, "") {
			return nil, RefuseField("new_return_id", "unknown_return", "%s is not an open return of order %s that still expects goods; open one first", strconv.Quote(d.NewReturnID), r.OrderNumber)
		}
	} else {
		bucket := Dispositions()[d.Disposition]
		if bucket == "" {
			return nil, RefuseField("disposition", "unknown_disposition", "%s is no place for goods that came; choose restock, refurbish, quarantine, scrap, return_to_vendor or return_to_customer", strconv.Quote(string(d.Disposition)))
		}
		change.Movements = append(change.Movements, Movement{SKU: stray.SKU, Bucket: bucket, Quantity: stray.Quantity})
	}
	change.Decided = append(change.Decided, DecidedStray{ID: stray.ID, Disposition: d.Disposition, NewReturnID: d.NewReturnID})
	r.OpenStrays = slices.Delete(slices.Clone(r.OpenStrays), at, at+1)
	r.hold(change)
	return change, nil
}
