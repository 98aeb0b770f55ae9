package reconcile

import (
	"errors"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"backhaul/returns"
	"backhaul/sheets"
)

// Columns are those of the file.
var Columns = sheets.Columns{Required: []string{"reference", "amount"}, Optional: []string{"currency", "paid_at"}}

const (
	// MaxRows is how many rows a file may have: they are in memory until the last is
	// read, as only then is known what was paid twice.
	MaxRows = 200_000
	// maxReference is as long as a reference that is recorded here can be.
	maxReference = 200
	// maxMinor keeps the sum of so many rows far away from overflow.
	maxMinor = 10_000_000_000_000
)

// folded is a reference as it is compared: banks print theirs in capitals.
func folded(reference string) string { return strings.ToLower(reference) }

// readFile reads all rows. What is wrong with one is reported, and the next is read.
func (r *run) readFile(file io.Reader, format sheets.Format) error {
	table, err := sheets.Open(file, format, Columns, r.options.Headings)
	if err != nil {
		return err
	}
	defer table.Close()
	r.report.UnusedColumns = table.Unused()
	for {
		row, err := table.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		var line Line
		if err == nil {
			line, err = r.options.lineOf(row)
		}
		if err := r.report.Reject(row.Number, err); err != nil {
			return err
		}
		if err != nil {
			continue
		}
		if r.report.Rows++; r.report.Rows > MaxRows {
			return returns.Refuse(returns.CodeInvalid, "the file has more than %s rows; send it in parts, such as one for each month", MaxRows)
		}
		key := folded(line.Reference)
		if _, there := r.lines[key]; !there {
			r.order = append(r.order, key)
		}
		r.lines[key] = append(r.lines[key], line)
		r.see(line.PaidAt)
	}
}

// see widens the days that the file is about.
func (r *run) see(at *time.Time) {
	switch {
	case at == nil:
		return
	case r.first.IsZero() || at.Before(r.first):
		r.first = *at
	}
	if at.After(r.last) {
		r.last = *at
	}
}

func (o Options) lineOf(row sheets.Row) (Line, error) {
	line := Line{Row: row.Number, Reference: row.Get("reference")}
	currency := strings.ToUpper(row.Get("currency"))
	if currency == "" {
		currency = o.Currency
	}
	switch {
	case line.Reference == "":
		return line, returns.RefuseField("reference", "required", "%s is missing", "reference")
	case utf8.RuneCountInString(line.Reference) > maxReference:
		return line, returns.RefuseField("reference", "too_long", "%s has more than %s characters", "reference", maxReference)
	case strings.ContainsRune(line.Reference, 0):
		return line, returns.RefuseField("reference", "control_character", "%s holds line breaks or other control characters: %s", "reference", sheets.Quote(line.Reference))
	case row.Get("amount") == "":
		return line, returns.RefuseField("amount", "required", "%s is missing", "amount")
	case currency == "":
		return line, returns.RefuseField("currency", "required", "%s is missing", "currency")
	}
	// Payouts have a minus sign in many files.
	amount, err := returns.ParseMoney(strings.TrimPrefix(row.Get("amount"), "-"), currency)
	switch {
	case err != nil:
		return line, err
	case amount.Minor == 0:
		return line, returns.RefuseField("amount", "out_of_range", "the amount is zero, so that nothing was paid")
	case amount.Minor > maxMinor:
		return line, returns.RefuseField("amount", "out_of_range", "%s is too large an amount", row.Get("amount"))
	}
	line.Amount = amount
	at, refusal := row.Time("paid_at")
	if refusal != nil {
		return line, refusal
	}
	line.PaidAt = at
	return line, nil
}
