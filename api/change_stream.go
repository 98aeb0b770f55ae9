package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

const (
	pingEvery = 15 * time.Second
	// streamFor is how long a stream lasts. The next one asks again who is there,
	// so that nobody hears more than ten minutes longer than they may.
	streamFor = 10 * time.Minute
	// mostMissed is how many changes are told one by one after an absence.
	mostMissed = 500
)

// readers are the operations that show what a topic is about: whoever may call
// one hears of its changes.
var readers = map[string]string{"return": "getReturn", "refund_task": "listRefundTasks", "stock": "listStock", "everything": "streamChanges"}

// streamChanges answers with server-sent events until the caller goes.
func (s *server) streamChanges(c *gin.Context) {
	joining, cancel := context.WithTimeout(c.Request.Context(), s.DecisionTimeout)
	defer cancel()
	changes, err := s.feed.join(joining)
	if err != nil {
		s.fail(c, err)
		return
	}
	defer s.feed.leave(changes)
	missed, last, err := s.missed(joining, c.GetHeader("Last-Event-ID"))
	if err != nil {
		s.fail(c, err)
		return
	}
	header := c.Writer.Header()
	header.Set("Content-Type", "text/event-stream")
	header.Set("X-Accel-Buffering", "no") // a proxy passes each event on at once
	c.Writer.WriteHeader(http.StatusOK)
	fmt.Fprintf(c.Writer, "retry: 2000\n")
	if missed == nil && c.GetHeader("Last-Event-ID") != "" {
		writeEvent(c.Writer, last, "reset", struct{}{})
	} else {
		writeEvent(c.Writer, last, "ready", struct{}{})
	}
	for _, change := range missed {
		callOf(c).tell(c.Writer, change)
	}
	c.Writer.Flush()
	s.pass(c, changes)
}

// pass writes changes as they come.
func (s *server) pass(c *gin.Context, changes <-chan sqlc.Change) {
	ping := time.NewTicker(pingEvery)
	defer ping.Stop()
	end := time.NewTimer(streamFor)
	defer end.Stop()
	for {
		select {
		case change, more := <-changes:
			if !more {
				return
			}
			callOf(c).tell(c.Writer, change)
		case <-ping.C:
			fmt.Fprint(c.Writer, ": still here\n\n")
		case <-end.C:
			return
		case <-c.Request.Context().Done():
			return
		case <-s.feed.ctx.Done():
			return
		}
		c.Writer.Flush()
	}
}

// missed returns what may have happened since the caller last heard, nil when
// that cannot be said, and the latest change.
func (s *server) missed(ctx context.Context, lastEventID string) (missed []sqlc.Change, last int64, err error) {
	if last, err = db.Queries.ChangeLast(ctx, s.DB); err != nil {
		return nil, 0, err
	}
	if lastEventID == "" {
		return nil, last, nil
	}
	seen, err := strconv.ParseInt(lastEventID, 10, 64)
	if err != nil {
		return nil, last, returns.RefuseField("Last-Event-ID", "unknown_event", "%s is not the id of an event; leave it out", shown(lastEventID))
	}
	if seen == 0 && last == 0 {
		return []sqlc.Change{}, last, nil
	}
	known, err := db.Queries.ChangeKnown(ctx, s.DB, seen)
	if err != nil || !known {
		return nil, last, err
	}
	missed, err = db.Queries.ChangesSince(ctx, s.DB, seen, mostMissed+1)
	if err != nil || len(missed) > mostMissed {
		return nil, last, err
	}
	return slices.Concat([]sqlc.Change{}, missed), last, nil
}

// tell writes the change if the caller may hear of it.
func (c *call) tell(w gin.ResponseWriter, change sqlc.Change) {
	if !slices.Contains(access[readers[change.Topic]], c.actor.Role) {
		return
	}
	if change.CustomerID != nil && !c.owns(*change.CustomerID) || change.CustomerID == nil && c.owner() != nil && change.Topic != "everything" {
		return
	}
	writeEvent(w, change.ID, "change", struct {
		Topic       string  `json:"topic"`
		ReturnID    *string `json:"return_id,omitempty"`
		OrderNumber *string `json:"order_number,omitempty"`
		SKU         *string `json:"sku,omitempty"`
	}{change.Topic, change.ReturnID, change.OrderNumber, change.SKU})
}

func writeEvent(w gin.ResponseWriter, id int64, event string, data any) {
	text, _ := json.Marshal(data) // strings
	fmt.Fprintf(w, "id: %d\nevent: %s\ndata: %s\n\n", id, event, text)
}
