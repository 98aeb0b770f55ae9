package returns

import (
	"fmt"
	"strconv"
	"time"
)

// outstanding counts the approved units of the line that are still to come.
func (l *Line) outstanding() int {
	return l.Approved - l.Units.Arrived - l.Units.Missing - l.Units.Lost
}

// bookGoods books what is still to come as expected, and what came before
// anybody had agreed to it as arrived.
func (r *Return) bookGoods(change *Change) {
	r.Tracks.Goods = GoodsExpected
	for i := range r.Lines {
		line := &r.Lines[i]
		if line.Units.Arrived > 0 {
			r.Tracks.Goods = GoodsArrived
			change.Movements = append(change.Movements, line.move(line.Units.Arrived, BucketArrived, r.held(BucketArrived))...)
		}
		change.Movements = append(change.Movements, r.transfer(line, line.outstanding(), "", BucketExpected)...)
	}
}

// Receive counts the units of one parcel in. Goods that come before the return
// is confirmed are counted in too; the return stays with whoever decides it.
func (r *Return) Receive(d Receive, now time.Time) (*Change, error) {
	change, err := r.begin(ActionReceive, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if r.Method == MethodKeepItem {
		return nil, Refuse(CodeTransition, "the customer keeps the goods of this return; nothing is expected")
	}
	if len(d.Lines) == 0 && len(d.Strays) == 0 {
		return nil, RefuseField("lines", "required", "say how many units of which lines arrived")
	}
	if err := r.count(change, d.Lines); err != nil {
		return nil, err
	}
	for i, stray := range d.Strays {
		stray, err := r.checkStray(fmt.Sprintf("strays[%d]", i), stray)
		if err != nil {
			return nil, err
		}
		change.takeIn(stray)
		r.attend("strays_came", "goods came that were not approved; see the strays")
	}
	r.arrive(d, now)
	if r.Tracks.Goods != GoodsArrived {
		change.notify(RoleCustomer, "received")
	}
	if r.Tracks.Stage != StageConfirmed {
		r.attend("goods_early", "goods arrived before the return was confirmed; decide it")
	}
	r.Tracks.Goods = GoodsArrived
	return r.finish(change)
}

// count adds what was counted to the lines.
func (r *Return) count(change *Change, counts []CountedLine) error {
	lines := append([]Line(nil), r.Lines...)
	for i, counted := range counts {
		field := fmt.Sprintf("lines[%d]", i)
		line, err := countedLine(lines, field, counted.LineNo, counted.Quantity)
		if err != nil {
			return err
		}
		if outstanding := line.outstanding(); counted.Quantity > outstanding {
			refusal := Refuse(CodeQuantity, "line %s: %s counted, but only %s of %s approved units are still to come; more than that are strays", line.LineNo, counted.Quantity, outstanding, line.Approved)
			refusal.Fields = []FieldError{{Field: field + ".quantity", Code: string(CodeQuantity), Format: refusal.Format, Args: refusal.Args}}
			return refusal
		}
		if counted.Damaged < 0 || counted.Damaged > counted.Quantity {
			return RefuseField(field+".damaged", "out_of_range", "between 0 and %s of the units can be damaged, not %s", counted.Quantity, counted.Damaged)
		}
		line.Units.Arrived += counted.Quantity
		line.Units.Damaged += counted.Damaged
		if counted.Damaged > 0 {
			r.attend("units_damaged", "units arrived damaged; claim them from the carrier")
			change.notify(RoleLogistics, "staff_task")
		}
		from := BucketExpected
		if r.Tracks.Stage != StageConfirmed {
			from = "" // nobody expected them yet
		}
		change.Movements = append(change.Movements, r.transfer(line, counted.Quantity, from, BucketArrived)...)
	}
	r.Lines = lines
	return nil
}

// arrive ends the parcel's way, where the warehouse said which it was.
func (r *Return) arrive(d Receive, now time.Time) {
	r.Shipments = append([]Shipment(nil), r.Shipments...)
	for i := range r.Shipments {
		if shipment := &r.Shipments[i]; d.TrackingNumber != "" && shipment.TrackingNumber == d.TrackingNumber {
			shipment.add(Scan{ID: d.ID, Event: Delivered, At: shipment.after(now)})
			r.Tracks.Logistics = r.logistics()
		}
	}
}

// Inspect gives units their disposition. When every approved unit has one, or
// is written missing, the goods are inspected and the reservation is settled.
func (r *Return) Inspect(d Inspect, order *Order, now time.Time) (*Change, error) {
	change, err := r.begin(ActionInspect, d.By, now, d)
	if err != nil {
		return nil, err
	}
	if len(d.Lines) == 0 {
		return nil, RefuseField("lines", "required", "say which units were inspected and where they go")
	}
	if r.Lines, err = r.dispose(change, d.Lines); err != nil {
		return nil, err
	}
	approved := r.Compute(order)
	if r.Tracks.Goods = r.goods(); r.Tracks.Goods == GoodsInspected {
		r.settleUnits(change)
		r.Estimate = r.Compute(order)
		if r.acceptedUnits() == 0 {
			r.attend("nothing_accepted", "no unit was accepted; close the return")
		}
		r.bindApproval(change, approved.Total)
	}
	return r.finish(change)
}

// dispose returns the lines with units where an inspection puts them.
func (r *Return) dispose(change *Change, inspections []InspectedLine) ([]Line, error) {
	lines := append([]Line(nil), r.Lines...)
	for i, inspected := range inspections {
		field := fmt.Sprintf("lines[%d]", i)
		line, err := countedLine(lines, field, inspected.LineNo, inspected.Quantity)
		if err != nil {
			return nil, err
		}
		bucket, known := Dispositions()[inspected.Disposition]
		if !known {
			return nil, RefuseField(field+".disposition", "unknown_disposition", "%s is not a disposition; choose restock, refurbish, quarantine, scrap, return_to_vendor, return_to_customer or missing", strconv.Quote(string(inspected.Disposition)))
		}
		from, open := BucketArrived, line.Units.Arrived-line.Units.Disposed()
		if inspected.Disposition == Missing {
			from, open = BucketExpected, line.outstanding()
		}
		if inspected.Quantity > open {
			refusal := Refuse(CodeQuantity, "line %s: %s units given as %s, but only %s are open to it", line.LineNo, inspected.Quantity, inspected.Disposition, open)
			refusal.Fields = []FieldError{{Field: field + ".quantity", Code: string(CodeQuantity), Format: refusal.Format, Args: refusal.Args}}
			return nil, refusal
		}
		if inspected.WrongSKU != "" {
			if err := r.setApart(change, line, field, inspected); err != nil {
				return nil, err
			}
			continue
		}
		*line.Units.as(inspected.Disposition) += inspected.Quantity
		change.Movements = append(change.Movements, r.transfer(line, inspected.Quantity, from, bucket)...)
		if inspected.Condition != "" && bucket != "" && bucket != BucketSendBack {
			line.found(inspected.Condition, inspected.Quantity)
		}
	}
	change.Inspected = append(change.Inspected, inspections...)
	return lines, nil
}

// setApart takes units out of the line that turn out to be another article.
func (r *Return) setApart(change *Change, line *Line, field string, inspected InspectedLine) error {
	stray, err := r.checkStray(field, Stray{
		SKU: inspected.WrongSKU, Quantity: inspected.Quantity, Disposition: inspected.Disposition,
		LineNo: line.LineNo, Note: inspected.Note,
	})
	if err != nil {
		return err
	}
	line.Units.WrongItem += inspected.Quantity
	change.Movements = append(change.Movements, r.transfer(line, inspected.Quantity, BucketArrived, "")...)
	change.takeIn(stray)
	return nil
}

func countedLine(lines []Line, field string, lineNo, quantity int) (*Line, error) {
	if quantity < 1 || quantity > maxUnits {
		return nil, RefuseField(field+".quantity", "out_of_range", "the quantity must be between 1 and %s, not %s", maxUnits, quantity)
	}
	for i := range lines {
		if lines[i].LineNo == lineNo {
			return &lines[i], nil
		}
	}
	return nil, RefuseField(field+".line_no", "unknown_line", "line %s is not in this return", lineNo)
}
