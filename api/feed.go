package api

import (
	"context"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/db"
	"backhaul/db/sqlc"
)

const (
	// listenerBuffer is how many changes a slow browser may be behind.
	listenerBuffer = 64
	// changesKept is how long a browser may be away and still hear what it missed.
	changesKept = 24 * time.Hour
)

// feed hears of changes by one LISTEN and passes them on to the open streams.
// A stream that could miss something is ended: its browser comes back with the
// last change it knows and is told the rest from the table.
type feed struct {
	ctx  context.Context //nolint:containedctx // of the process: one connection serves all requests
	db   *pgxpool.Pool
	log  *slog.Logger
	once sync.Once

	mu        sync.Mutex
	listening chan struct{} // closed while PostgreSQL tells us of changes
	open      map[chan sqlc.Change]struct{}
}

func newFeed(ctx context.Context, pool *pgxpool.Pool, log *slog.Logger) *feed {
	return &feed{ctx: ctx, db: pool, log: log, listening: make(chan struct{}), open: map[chan sqlc.Change]struct{}{}}
}

// join returns a channel of the changes from now on. It is closed when the
// stream must end. join waits until changes are heard at all.
func (f *feed) join(ctx context.Context) (chan sqlc.Change, error) {
	f.once.Do(func() { go f.run() }) //nolint:contextcheck // it serves all callers, and ends with the server
	for {
		f.mu.Lock()
		listening := f.listening
		f.mu.Unlock()
		select {
		case <-listening:
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-f.ctx.Done():
			return nil, f.ctx.Err()
		}
		f.mu.Lock()
		if listening != f.listening { // lost again meanwhile
			f.mu.Unlock()
			continue
		}
		changes := make(chan sqlc.Change, listenerBuffer)
		f.open[changes] = struct{}{}
		f.mu.Unlock()
		return changes, nil
	}
}

// leave forgets a stream that has ended by itself.
func (f *feed) leave(changes chan sqlc.Change) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.open, changes)
}

// tell passes changes on, and ends the streams that cannot keep up.
func (f *feed) tell(changes []sqlc.Change) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, change := range changes {
		for listener := range f.open {
			select {
			case listener <- change:
			default:
				delete(f.open, listener)
				close(listener)
			}
		}
	}
}

// run listens until the process ends, and begins again when the connection is lost.
func (f *feed) run() {
	go f.forget()
	for wait := time.Second; ; wait = min(2*wait, time.Minute) {
		began := time.Now()
		err := f.listen()
		f.interrupt()
		if f.ctx.Err() != nil {
			return
		}
		if time.Since(began) > time.Minute {
			wait = time.Second
		}
		f.log.Warn("changes are not heard of for a moment", "error", err)
		select {
		case <-f.ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}

// interrupt ends all streams, since nothing is heard.
func (f *feed) interrupt() {
	f.mu.Lock()
	defer f.mu.Unlock()
	select {
	case <-f.listening:
		f.listening = make(chan struct{})
	default: // it was not heard before either
	}
	for listener := range f.open {
		delete(f.open, listener)
		close(listener)
	}
}

// listen uses a connection of its own, outside the pool: it waits all the time.
func (f *feed) listen() error {
	conn, err := pgx.ConnectConfig(f.ctx, f.db.Config().ConnConfig.Copy())
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(f.ctx))
	if _, err := conn.Exec(f.ctx, "listen backhaul_changes"); err != nil {
		return err
	}
	f.mu.Lock()
	close(f.listening)
	f.mu.Unlock()
	for {
		heard, err := conn.WaitForNotification(f.ctx)
		if err != nil {
			return err
		}
		changes, err := db.Queries.ChangesByID(f.ctx, conn, idsOf(heard.Payload))
		if err != nil {
			return err
		}
		f.tell(changes)
	}
}

func idsOf(payload string) []int64 {
	var ids []int64
	for text := range strings.SplitSeq(payload, ",") {
		if id, err := strconv.ParseInt(text, 10, 64); err == nil {
			ids = append(ids, id)
		}
	}
	return ids
}

// forget deletes old changes, now and every hour.
func (f *feed) forget() {
	hourly := time.NewTicker(time.Hour)
	defer hourly.Stop()
	for {
		if _, err := db.Queries.ChangesForget(f.ctx, f.db, time.Now().Add(-changesKept)); err != nil && f.ctx.Err() == nil {
			f.log.Warn("old changes could not be deleted", "error", err)
		}
		select {
		case <-f.ctx.Done():
			return
		case <-hourly.C:
		}
	}
}
