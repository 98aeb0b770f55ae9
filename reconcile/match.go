package reconcile

import (
	"maps"
	"time"

	"backhaul/returns"
)

// Outcome is what became of a row of the file, or of a refund that is not in it.
type Outcome string

// The outcomes.
const (
	// Matched is paid here and there, with the same amount.
	Matched Outcome = "matched"
	// AmountDiffers is paid here and there, with another amount or currency.
	AmountDiffers Outcome = "amount_differs"
	// PaidTwice is a reference that stands in the file before, and once would do.
	PaidTwice Outcome = "paid_twice"
	// OnlyInFile is a payment that nobody here knows.
	OnlyInFile Outcome = "only_in_file"
	// OnlyHere is a refund that counts as paid here and is not in the file.
	OnlyHere Outcome = "only_here"
	// PendingHere is in the file, and does not count as paid here: it waits still,
	// or has failed.
	PendingHere Outcome = "pending_here"
)

// Outcomes are all of them, in the order in which they are told.
func Outcomes() []Outcome {
	return []Outcome{Matched, AmountDiffers, PaidTwice, OnlyInFile, OnlyHere, PendingHere}
}

// Line is a row of the file: one payment.
type Line struct {
	Row       int
	Reference string
	Amount    returns.Money
	PaidAt    *time.Time
}

// Part is what goes back to one payment of an order; a refund task has one or several.
type Part struct {
	TaskID, ReturnID, RMANumber, OrderNumber string
	// Payment is the number of the order's payment, and Provider who took it.
	Payment   int
	Provider  string
	ByHand    bool
	Reference string
	Amount    returns.Money
	State     returns.PartState
	// PaidAt is since when it counts as paid; nil when it does not.
	PaidAt *time.Time
}

// Item is one line of the answer.
type Item struct {
	Outcome Outcome
	// Line is nil when the payment is only here.
	Line *Line
	// Here is the amount that stands against the line here; nil when none does, or
	// when it stands against another line of the same reference.
	Here *returns.Money
	// Parts are what the reference stands for here.
	Parts []Part
	// FirstRow is where a reference that was paid twice stands first.
	FirstRow int
}

// Match says what became of the lines that have one reference, which parts have
// here too. Lines are matched when they pay the parts exactly: one for each part, or
// all of them together, or one of them alone. What is left over then was paid twice.
func Match(lines []Line, parts []Part) []Item {
	paid, waiting := apart(parts)
	if used := paying(lines, paid); used != nil {
		return answered(lines, Matched, used)
	}
	switch {
	case len(waiting) > 0:
		used := paying(lines, parts)
		if used == nil {
			used = []use{{0, parts}}
		}
		return answered(lines, PendingHere, used)
	case len(paid) > 0:
		return answered(lines, AmountDiffers, []use{{0, paid}})
	}
	return answered(lines, OnlyInFile, []use{{0, nil}})
}

// use is what one line pays: all that lines pay together is said of the first of them.
type use struct {
	line  int
	parts []Part
}

// apart parts what counts as paid from what does not.
func apart(parts []Part) (paid, waiting []Part) {
	for _, part := range parts {
		if part.State == returns.PartSettled {
			paid = append(paid, part)
		} else {
			waiting = append(waiting, part)
		}
	}
	return paid, waiting
}

// paying finds the lines that pay the parts exactly, in their order; nil when none do.
func paying(lines []Line, parts []Part) []use {
	if len(parts) == 0 {
		return nil
	}
	if used := oneForEach(lines, parts); used != nil {
		return used
	}
	owed := sumOf(parts, func(p Part) returns.Money { return p.Amount })
	if maps.Equal(owed, sumOf(lines, func(l Line) returns.Money { return l.Amount })) {
		used := make([]use, len(lines))
		for i := range lines {
			used[i].line = i
		}
		used[0].parts = parts
		return used
	}
	for i, line := range lines {
		if maps.Equal(owed, map[string]int64{line.Amount.Currency: line.Amount.Minor}) {
			return []use{{i, parts}}
		}
	}
	return nil
}

// oneForEach finds a line for each part; parts of equal amounts take one line each.
func oneForEach(lines []Line, parts []Part) (used []use) {
	free := map[returns.Money][]int{}
	for i, part := range parts {
		free[part.Amount] = append(free[part.Amount], i)
	}
	for i, line := range lines {
		if fit := free[line.Amount]; len(fit) > 0 {
			used, free[line.Amount] = append(used, use{i, parts[fit[0] : fit[0]+1]}), fit[1:]
		}
	}
	if len(used) < len(parts) {
		return nil
	}
	return used
}

func sumOf[T any](all []T, amount func(T) returns.Money) map[string]int64 {
	sums := map[string]int64{}
	for _, each := range all {
		sums[amount(each).Currency] += amount(each).Minor
	}
	return sums
}

// answered gives the lines in use their outcome, and calls the others paid twice.
func answered(lines []Line, outcome Outcome, used []use) []Item {
	items := make([]Item, len(lines))
	for i := range lines {
		items[i] = Item{Outcome: PaidTwice, Line: &lines[i], Parts: used[0].parts, FirstRow: lines[used[0].line].Row}
	}
	for _, of := range used {
		item := &items[of.line]
		item.Outcome, item.FirstRow, item.Here = outcome, 0, here(of.parts, item.Line.Amount.Currency)
		if of.parts != nil {
			item.Parts = of.parts
		}
	}
	return items
}

// here is what the parts amount to: in the currency asked for where any is in it,
// and else in that of the first.
func here(parts []Part, currency string) *returns.Money {
	if len(parts) == 0 {
		return nil
	}
	sums := sumOf(parts, func(p Part) returns.Money { return p.Amount })
	if _, there := sums[currency]; !there {
		currency = parts[0].Amount.Currency
	}
	return &returns.Money{Minor: sums[currency], Currency: currency}
}
