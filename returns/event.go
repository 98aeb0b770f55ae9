package returns

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"time"
)

// Event is one entry of a return's audit trail: what was decided or happened,
// by whom, and how the headline moved. Sequences are dense and every event
// carries the hash of the one before, so that a gap or an edit shows.
type Event struct {
	ReturnID   string
	Seq        int
	Action     Action
	DecisionID string
	Actor      Actor
	From, To   Status
	// Data is the decision as it came in, as JSON text.
	Data json.RawMessage
	// Refused holds why a decision that came as a Signal changed nothing.
	Refused string
	At      time.Time
}

// Hash chains the event to the one before it. Fields are length-prefixed, so
// that no two events share a preimage.
func (e Event) Hash(previous []byte) []byte {
	hash := sha256.New()
	seq := binary.BigEndian.AppendUint64(nil, uint64(e.Seq)) //nolint:gosec // a sequence is never negative
	at := binary.BigEndian.AppendUint64(nil, uint64(e.At.UnixMicro()))
	for _, field := range [][]byte{
		previous, []byte(e.ReturnID), seq, []byte(e.Action), []byte(e.DecisionID),
		[]byte(e.Actor.ID), []byte(e.Actor.Role), []byte(e.Actor.Name),
		[]byte(e.From), []byte(e.To), e.Data, []byte(e.Refused), at,
	} {
		hash.Write(binary.BigEndian.AppendUint32(nil, uint32(len(field)))) //nolint:gosec // fields are far below 4 GB
		hash.Write(field)
	}
	return hash.Sum(nil)
}
