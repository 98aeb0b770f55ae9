package reconcile_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/reconcile"
	"backhaul/returns"
)

// lines are rows of a file from row 2 on, all with one reference.
func lines(amounts ...string) (all []reconcile.Line) {
	for i, amount := range amounts {
		all = append(all, reconcile.Line{Row: i + 2, Reference: "R", Amount: money(amount)})
	}
	return all
}

// parts are written as amounts, with their state behind it when they are not settled.
func parts(amounts ...string) (all []reconcile.Part) {
	for i, amount := range amounts {
		amount, state, waits := strings.Cut(amount, "/")
		part := reconcile.Part{TaskID: "T", Payment: i + 1, Amount: money(amount), State: returns.PartSettled}
		if waits {
			part.State = returns.PartState(state)
		}
		all = append(all, part)
	}
	return all
}

// money reads "10.00" as pounds and "10.00 EUR" as what it says.
func money(text string) returns.Money {
	amount, currency, found := strings.Cut(text, " ")
	if !found {
		currency = "GBP"
	}
	m, err := returns.ParseMoney(amount, currency)
	if err != nil {
		panic(err)
	}
	return m
}

func told(items []reconcile.Item) (all []string) {
	for _, item := range items {
		text := fmt.Sprintf("%d %s %s", item.Line.Row, item.Line.Amount, item.Outcome)
		if item.Here != nil {
			text += " here " + item.Here.String()
		}
		if item.FirstRow != 0 {
			text += fmt.Sprintf(" first %d", item.FirstRow)
		}
		all = append(all, text)
	}
	return all
}

func TestMatch_LinesAndPartsOfOneReference(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		lines []reconcile.Line
		parts []reconcile.Part
		want  []string
	}{
		"the same amount":               {lines("10.00"), parts("10.00"), []string{"2 10.00 GBP matched here 10.00 GBP"}},
		"a penny less in the file":      {lines("9.99"), parts("10.00"), []string{"2 9.99 GBP amount_differs here 10.00 GBP"}},
		"the same amount of another":    {lines("10.00 EUR"), parts("10.00"), []string{"2 10.00 EUR amount_differs here 10.00 GBP"}},
		"nobody here knows it":          {lines("10.00"), nil, []string{"2 10.00 GBP only_in_file"}},
		"twice what nobody here knows":  {lines("10.00", "10.00"), nil, []string{"2 10.00 GBP only_in_file", "3 10.00 GBP paid_twice first 2"}},
		"the same payment twice":        {lines("10.00", "10.00"), parts("10.00"), []string{"2 10.00 GBP matched here 10.00 GBP", "3 10.00 GBP paid_twice first 2"}},
		"the right one is the second":   {lines("7.00", "10.00"), parts("10.00"), []string{"2 7.00 GBP paid_twice first 3", "3 10.00 GBP matched here 10.00 GBP"}},
		"twice, and both wrong":         {lines("7.00", "8.00"), parts("10.00"), []string{"2 7.00 GBP amount_differs here 10.00 GBP", "3 8.00 GBP paid_twice first 2"}},
		"twice, once in another":        {lines("10.00 EUR", "10.00"), parts("10.00"), []string{"2 10.00 EUR paid_twice first 3", "3 10.00 GBP matched here 10.00 GBP"}},
		"two parts in one line":         {lines("17.00"), parts("10.00", "7.00"), []string{"2 17.00 GBP matched here 17.00 GBP"}},
		"two parts in a line each":      {lines("7.00", "10.00"), parts("10.00", "7.00"), []string{"2 7.00 GBP matched here 7.00 GBP", "3 10.00 GBP matched here 10.00 GBP"}},
		"two equal parts, three lines":  {lines("5.00", "5.00", "5.00"), parts("5.00", "5.00"), []string{"2 5.00 GBP matched here 5.00 GBP", "3 5.00 GBP matched here 5.00 GBP", "4 5.00 GBP paid_twice first 2"}},
		"one part of two":               {lines("10.00"), parts("10.00", "7.00"), []string{"2 10.00 GBP amount_differs here 17.00 GBP"}},
		"one part in two lines":         {lines("4.00", "6.00"), parts("10.00"), []string{"2 4.00 GBP matched here 10.00 GBP", "3 6.00 GBP matched"}},
		"parts in two currencies":       {lines("10.00", "7.00 EUR"), parts("10.00", "7.00 EUR"), []string{"2 10.00 GBP matched here 10.00 GBP", "3 7.00 EUR matched here 7.00 EUR"}},
		"it waits here":                 {lines("10.00"), parts("10.00/submitted"), []string{"2 10.00 GBP pending_here here 10.00 GBP"}},
		"it failed here":                {lines("10.00"), parts("10.00/failed"), []string{"2 10.00 GBP pending_here here 10.00 GBP"}},
		"it waits here with another":    {lines("9.00"), parts("10.00/planned"), []string{"2 9.00 GBP pending_here here 10.00 GBP"}},
		"it waits here, and came twice": {lines("10.00", "10.00"), parts("10.00/submitted"), []string{"2 10.00 GBP pending_here here 10.00 GBP", "3 10.00 GBP paid_twice first 2"}},
		"one paid, one waits, one came": {lines("10.00"), parts("10.00", "7.00/submitted"), []string{"2 10.00 GBP matched here 10.00 GBP"}},
		"one paid, one waits, all came": {lines("17.00"), parts("10.00", "7.00/submitted"), []string{"2 17.00 GBP pending_here here 17.00 GBP"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, told(reconcile.Match(tt.lines, tt.parts)))
		})
	}
}
