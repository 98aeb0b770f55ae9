package verify

import (
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"
	"time"
)

// Report is what one run found.
type Report struct {
	// At is the moment of the snapshot that was looked at.
	At     time.Time `json:"at"`
	Checks []Check   `json:"checks"`
}

// Check is one question and its answer.
type Check struct {
	Name string `json:"name"`
	// Invariant is the number that the invariant has in docs/domain.md.
	Invariant int `json:"invariant"`
	// Looked counts what was looked at: lines, payments, returns, events.
	Looked int64 `json:"looked"`
	// Found counts all violations; Findings lists the first of them.
	Found    int64     `json:"found"`
	Findings []Finding `json:"findings"`
	// Skipped says why nothing was looked at; empty when it was.
	Skipped string `json:"skipped,omitempty"`
}

// Finding is one violation.
type Finding struct {
	// Subject names what is wrong: "return ret_…", "order 1001 line 2".
	Subject string `json:"subject"`
	// Detail says what is stored, what should be, and what that means.
	Detail string `json:"detail"`
}

// OK reports whether nothing was found. What was skipped found nothing.
func (r Report) OK() bool { return r.Found() == 0 }

// Found counts the violations of all checks.
func (r Report) Found() int64 {
	found := int64(0)
	for _, check := range r.Checks {
		found += check.Found
	}
	return found
}

// WriteText writes the report for people: a table of the checks, then what
// they found.
func (r Report) WriteText(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "INVARIANT\tCHECK\tLOOKED AT\tFOUND")
	for _, check := range r.Checks {
		looked, found := fmt.Sprint(check.Looked), fmt.Sprint(check.Found)
		if check.Skipped != "" {
			looked, found = "-", "skipped: "+check.Skipped
		}
		fmt.Fprintf(table, "%d\t%s\t%s\t%s\n", check.Invariant, check.Name, looked, found)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, check := range r.Checks {
		if err := check.writeFindings(w); err != nil {
			return err
		}
	}
	verdict := "All invariants hold."
	if !r.OK() {
		verdict = fmt.Sprintf("Violations: %d.", r.Found())
	}
	_, err := fmt.Fprintf(w, "\n%s As of %s.\n", verdict, r.At.UTC().Format(time.RFC3339))
	return err
}

func (c Check) writeFindings(w io.Writer) error {
	if c.Found == 0 {
		return nil
	}
	if _, err := fmt.Fprintf(w, "\nInvariant %d, %s:\n", c.Invariant, c.Name); err != nil {
		return err
	}
	for _, finding := range c.Findings {
		if _, err := fmt.Fprintf(w, "  %s: %s\n", finding.Subject, finding.Detail); err != nil {
			return err
		}
	}
	if more := c.Found - int64(len(c.Findings)); more > 0 {
		if _, err := fmt.Fprintf(w, "  and %d more\n", more); err != nil {
			return err
		}
	}
	return nil
}

// WriteJSON writes the report for programs.
func (r Report) WriteJSON(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(r)
}
