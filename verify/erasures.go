package verify

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"

	"backhaul/db"
)

// announced is what the service's trail says that events have become when a
// customer was erased. A redacted event keeps the hash it was written with, so
// that the chain goes on over it; what it is now must have the announced one.
// The announcements stand in the trail themselves, and are checked with it.
type announced struct {
	events  map[link][]byte
	entries map[int64][]byte
}

// link is an event of a return.
type link struct {
	returnID string
	seq      int64
}

func (s *session) readAnnounced(ctx context.Context) (*announced, error) {
	if s.announced != nil {
		return s.announced, nil
	}
	rows, err := db.Queries.VerifyAnnounced(ctx, s.tx)
	if err != nil {
		return nil, err
	}
	a := &announced{events: map[link][]byte{}, entries: map[int64][]byte{}}
	for _, row := range rows {
		var data struct{ Events, Entries map[string]string }
		if json.Unmarshal(row.Data, &data) != nil {
			continue // nothing is announced then, and every redacted event is found
		}
		for seq, hash := range data.Events {
			a.events[link{row.Subject, number(seq)}] = fromHex(hash)
		}
		for seq, hash := range data.Entries {
			a.entries[number(seq)] = fromHex(hash)
		}
	}
	s.announced = a
	return a, nil
}

// unfit says why an event with the hash is not the one that was written, nor
// the one it was redacted to; "" when it is.
func unfit(hash, written, redacted []byte) string {
	switch {
	case redacted == nil && !bytes.Equal(hash, written):
		return "its hash does not fit: it, or the hash of the one before, was changed after it was written"
	case redacted != nil && bytes.Equal(hash, written):
		return "the trail says that it was redacted, but it still holds what was erased"
	case redacted != nil && !bytes.Equal(hash, redacted):
		return fmt.Sprintf("it was redacted, but to something else than the trail announced: its hash should be %s", hex.EncodeToString(redacted))
	}
	return ""
}

func number(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64)
	return n
}

func fromHex(text string) []byte {
	hash, err := hex.DecodeString(text)
	if err != nil {
		return []byte{} // fits nothing
	}
	return hash
}
