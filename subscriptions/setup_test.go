package subscriptions_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"backhaul/audit"
	"backhaul/db/dbtest"
	"backhaul/integrations/notify"
	"backhaul/payloads"
	"backhaul/publicnet"
	"backhaul/returns"
	"backhaul/subscriptions"
	"backhaul/webhooks"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// trials let the receivers of these tests be called, which are on this machine.
var trials = publicnet.Rules{AllowLoopback: true}

var admin = audit.Who{Actor: returns.Actor{ID: "usr-admin", Role: returns.RoleAdmin, Name: "Dev"}}

// bench is a database with a desk, a sender and a clock.
type bench struct {
	subscriptions.Desk
	*subscriptions.Sender
	t       *testing.T
	pool    *pgxpool.Pool
	clock   atomic.Pointer[time.Time]
	letters *letterbox
}

func newBench(t *testing.T) *bench {
	t.Helper()
	keys, err := payloads.ParseKeys(payloads.NewKey("a"))
	require.NoError(t, err)
	b := &bench{t: t, pool: dbtest.New(t), letters: &letterbox{}}
	b.Desk = subscriptions.Desk{DB: b.pool, Keys: keys, Rules: trials}
	b.Sender = b.sender(subscriptions.NewClient(trials))
	b.at(0)
	_, err = b.pool.Exec(t.Context(), `insert into users (id, name, email, role) values ('ana', 'Ana', 'ana@shop.example', 'admin'), ('li', 'Li', 'li@shop.example', 'support')`)
	require.NoError(t, err)
	return b
}

// sender is one more worker on the same database.
func (b *bench) sender(client *http.Client) *subscriptions.Sender {
	return &subscriptions.Sender{
		DB: b.pool, Keys: b.Desk.Keys, Letters: b.letters, Log: slog.New(slog.DiscardHandler), Client: client,
		Now: func() time.Time { return *b.clock.Load() },
	}
}

// at moves the clock to so long after noon.
func (b *bench) at(after time.Duration) {
	now := noon.Add(after)
	b.clock.Store(&now)
}

func (b *bench) now() time.Time { return *b.clock.Load() }

// listens makes a subscription of one address.
func (b *bench) listens(address string) (id string, secret webhooks.Secret) {
	b.t.Helper()
	id = returns.NewID("whs")
	_, text, err := b.Create(b.t.Context(), id, subscriptions.Wish{URL: &address, Kinds: []string{"return.approved"}}, admin, b.now())
	require.NoError(b.t, err)
	secret, err = webhooks.NewSecret(text)
	require.NoError(b.t, err)
	return id, secret
}

// ping writes a message to the subscription and returns its webhook-id.
func (b *bench) ping(id string) string {
	b.t.Helper()
	message := returns.NewID("msg")
	require.NoError(b.t, b.Ping(b.t.Context(), id, message, admin, b.now()))
	return message
}

func (b *bench) sends(id string) {
	b.t.Helper()
	require.NoError(b.t, b.SendDue(b.t.Context(), id))
}

// value is the first row of a query as a text.
func (b *bench) value(sql string, args ...any) string {
	b.t.Helper()
	var text string
	require.NoError(b.t, b.pool.QueryRow(b.t.Context(), sql, args...).Scan(&text))
	return text
}

// delivery is state, tries, answer and trouble of a message.
func (b *bench) delivery(message string) string {
	b.t.Helper()
	return b.value(`select concat_ws(' | ', state, attempts, answer_code, trouble) from webhook_deliveries where message_id = $1`, message)
}

// receiver is somebody else's server, which keeps what it got.
type receiver struct {
	*httptest.Server
	mutex sync.Mutex
	got   []*http.Request
	body  [][]byte
}

// receives starts a server that answers as it is told, call by call.
func receives(t *testing.T, answer http.HandlerFunc) *receiver {
	t.Helper()
	r := &receiver{}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		body, _ := io.ReadAll(request.Body)
		r.mutex.Lock()
		r.got, r.body = append(r.got, request), append(r.body, body)
		r.mutex.Unlock()
		request.Body = io.NopCloser(bytes.NewReader(body))
		answer(w, request)
	}))
	t.Cleanup(r.Close)
	return r
}

func answers(codes ...int) http.HandlerFunc {
	var call atomic.Int64
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(codes[min(int(call.Add(1)), len(codes))-1])
	}
}

func (r *receiver) ids() []string {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	var ids []string
	for _, request := range r.got {
		ids = append(ids, request.Header.Get(webhooks.HeaderID))
	}
	return ids
}

// letterbox keeps what is sent.
type letterbox struct {
	mutex sync.Mutex
	sent  []notify.Letter
}

// SendLetter keeps the letter.
func (l *letterbox) SendLetter(_ context.Context, letter notify.Letter) error {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.sent = append(l.sent, letter)
	return nil
}
