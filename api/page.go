package api

import (
	"encoding/base64"
	"encoding/json"
	"time"

	"backhaul/returns"
)

// page cuts off the one row that was read to see whether there is more, and
// returns the cursor of the next page. Cursors hold the sort key of the last
// item, so that a page is found as fast as the first, however deep.
func page[T any](rows []T, limit int, key func(last T) []string) ([]T, *string) {
	if len(rows) <= limit {
		return rows, nil
	}
	rows = rows[:limit]
	text, _ := json.Marshal(key(rows[limit-1])) // strings
	cursor := base64.RawURLEncoding.EncodeToString(text)
	return rows, &cursor
}

// most is how many rows to read for a page.
func most(limit int) int32 { return int32(limit) + 1 } //nolint:gosec // at most 200, by the contract

// readCursor returns the parts of a cursor, or nil for the first page.
func readCursor(cursor *string, parts int) ([]string, error) {
	if cursor == nil {
		return nil, nil //nolint:nilnil // no cursor is a fine cursor
	}
	var key []string
	text, err := base64.RawURLEncoding.DecodeString(*cursor)
	if err == nil {
		err = json.Unmarshal(text, &key)
	}
	if err != nil || len(key) != parts {
		return nil, errCursor()
	}
	return key, nil
}

func errCursor() error {
	return returns.RefuseField("cursor", "unknown_cursor", "the cursor is not one of this list; begin again without one")
}

// readTimeCursor reads the cursor of a list sorted by a time and a key.
func readTimeCursor(cursor *string) (*time.Time, *string, error) {
	key, err := readCursor(cursor, 2)
	if err != nil || key == nil {
		return nil, nil, err
	}
	at, err := time.Parse(time.RFC3339Nano, key[0])
	if err != nil {
		return nil, nil, errCursor()
	}
	return &at, &key[1], nil
}

func timeKey(at time.Time, key string) []string {
	return []string{at.UTC().Format(time.RFC3339Nano), key}
}

// span reads the parameters from and to. A day counts whole, in UTC.
func span(from *From, to *To) (since, before *time.Time, err error) {
	if from != nil {
		at, _, err := moment("from", *from)
		if err != nil {
			return nil, nil, err
		}
		since = &at
	}
	if to != nil {
		at, isDay, err := moment("to", *to)
		if err != nil {
			return nil, nil, err
		}
		if isDay {
			at = at.AddDate(0, 0, 1)
		}
		before = &at
	}
	return since, before, nil
}

func moment(field, text string) (at time.Time, isDay bool, err error) {
	if at, err := time.Parse(time.DateOnly, text); err == nil {
		return at, true, nil
	}
	at, err = time.Parse(time.RFC3339, text)
	if err != nil {
		return at, false, returns.RefuseField(field, "not_a_time", "%s is not a day such as 2026-01-31 or a time such as 2026-01-31T10:00:00Z", shown(text))
	}
	return at, false, nil
}
