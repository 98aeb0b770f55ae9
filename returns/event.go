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
	// Origin says where the decision came from; empty for the service's own steps.
	Origin Origin
	At     time.Time
}

// Origin is where a request came from. It may hold personal data: an address is
// one, as the law has it.
type Origin struct {
	// Address is the caller's IP address.
	Address string `json:"address,omitempty"`
	// Via is what proved who calls, such as "token tok_…"; never the proof itself.
	Via       string `json:"via,omitempty"`
	UserAgent string `json:"user_agent,omitempty"`
}

// Hash chains the event to the one before it. An origin counts where there is
// one, so that events written before there were origins keep their hashes.
func (e Event) Hash(previous []byte) []byte {
	seq := binary.BigEndian.AppendUint64(nil, uint64(e.Seq)) //nolint:gosec // a sequence is never negative
	at := binary.BigEndian.AppendUint64(nil, uint64(e.At.UnixMicro()))
	fields := [][]byte{
		previous, []byte(e.ReturnID), seq, []byte(e.Action), []byte(e.DecisionID),
		[]byte(e.Actor.ID), []byte(e.Actor.Role), []byte(e.Actor.Name),
		[]byte(e.From), []byte(e.To), e.Data, []byte(e.Refused), at,
	}
	if from := e.Origin; from != (Origin{}) {
		fields = append(fields, []byte(from.Address), []byte(from.Via), []byte(from.UserAgent))
	}
	return Chained(fields...)
}

// Chained is the hash of a link of an audit chain. Fields are length-prefixed,
// so that no two links share a preimage.
func Chained(fields ...[]byte) []byte {
	hash := sha256.New()
	for _, field := range fields {
		hash.Write(binary.BigEndian.AppendUint32(nil, uint32(len(field)))) //nolint:gosec // fields are far below 4 GB
		hash.Write(field)
	}
	return hash.Sum(nil)
}
