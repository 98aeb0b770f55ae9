package imports

import (
	"context"
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/audit"
	"backhaul/policies"
	"backhaul/returns"
	"backhaul/sheets"
)

// ReasonColumns are those of a table of reasons. An empty cell leaves what there
// is. Labels are a JSON object of texts by language, categories are separated by
// semicolons, fields is a JSON Schema.
var ReasonColumns = sheets.Columns{
	Required: []string{"code"},
	Optional: []string{"label_en", "label_zh", "labels", "by_customer", "categories", "active", "position", "fields"},
}

// Reasons adds the reasons of a file to the shop's, and changes those that it has
// already. What the file leaves out stays as it is.
func Reasons(ctx context.Context, pool *pgxpool.Pool, file io.Reader, format sheets.Format, by audit.Who, options Options) (Report, error) {
	report := Report{Rejections: Rejections{Rejected: []Rejection{}}}
	seen := map[string]int{}
	var given []numbered[policies.ReasonChange]
	rows := source[policies.ReasonChange]{
		columns: ReasonColumns, headings: options.Headings, row: reasonOf,
		check: func(c policies.ReasonChange) (policies.ReasonChange, error) { return c, nil },
	}
	if err := rows.read(file, format, &report, func(read numbered[policies.ReasonChange]) error {
		if row, twice := seen[read.value.Code]; twice {
			return returns.RefuseField("code", "duplicate", "the reason %s stands in row %s already", sheets.Quote(read.value.Code), row)
		}
		seen[read.value.Code] = read.row
		given = append(given, read)
		return nil
	}); err != nil {
		return report, err
	}
	changes := make([]policies.ReasonChange, len(given))
	for i, read := range given {
		changes[i] = read.value
	}
	results, err := policies.ChangeReasons(ctx, pool, changes, by, options.Now, options.DryRun)
	if err != nil {
		return report, err
	}
	for i, result := range results {
		switch {
		case result.Err != nil:
			if err := report.Reject(given[i].row, result.Err); err != nil {
				return report, err
			}
		case result.Created:
			report.count(created)
		case result.Changed:
			report.count(updated)
		default:
			report.count(unchanged)
		}
	}
	report.sort()
	if options.Progress != nil {
		options.Progress(len(given))
	}
	return report, nil
}

func reasonOf(row sheets.Row) (policies.ReasonChange, error) {
	change := policies.ReasonChange{Code: row.Get("code"), LabelEn: row.Get("label_en"), LabelZh: row.Get("label_zh")}
	var err error
	if change.ByCustomer, err = yesOrNo(row, "by_customer"); err != nil {
		return change, err
	}
	if change.Active, err = yesOrNo(row, "active"); err != nil {
		return change, err
	}
	if text := row.Get("position"); text != "" {
		position, err := strconv.Atoi(text)
		if err != nil {
			return change, returns.RefuseField("position", "not_an_integer", "the position must be a whole number, not %s", sheets.Quote(text))
		}
		change.Position = &position
	}
	if text := row.Get("categories"); text != "" {
		for category := range strings.SplitSeq(text, ";") {
			change.Categories = append(change.Categories, strings.TrimSpace(category))
		}
	}
	if text := row.Get("labels"); text != "" {
		if err := json.Unmarshal([]byte(text), &change.Labels); err != nil {
			return change, returns.RefuseField("labels", "malformed_json", `%s is not a JSON object of texts by language, such as {"de": "Zu spät"}`, sheets.Quote(text))
		}
	}
	if text := row.Get("fields"); text != "" {
		if !json.Valid([]byte(text)) {
			return change, returns.RefuseField("fields", "malformed_json", "%s is not JSON", sheets.Quote(text))
		}
		change.Fields = json.RawMessage(text)
	}
	return change, nil
}

// yesOrNo reads a cell, nil for an empty one.
func yesOrNo(row sheets.Row, column string) (*bool, error) {
	answer := false
	switch text := row.Get(column); strings.ToLower(text) {
	case "":
		return nil, nil //nolint:nilnil // nothing was said, which is a fine answer
	case "true", "yes", "1":
		answer = true
	case "false", "no", "0":
	default:
		return nil, returns.RefuseField(column, "not_a_boolean", "%s is true or false, not %s", column, sheets.Quote(text))
	}
	return &answer, nil
}
