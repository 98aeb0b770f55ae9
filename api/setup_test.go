package api_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"

	"backhaul/accounts"
	"backhaul/activities"
	"backhaul/api"
	"backhaul/api/apitest"
	"backhaul/db"
	"backhaul/db/dbtest"
	"backhaul/db/sqlc"
	"backhaul/identity"
	"backhaul/payloads"
	"backhaul/returns"
)

// now is when all of these tests take place.
var now = time.Date(2026, 1, 10, 12, 0, 0, 0, time.UTC)

// linkKeys sign customers' links in these tests.
var linkKeys = accounts.LinkKeys{{Name: "test", Secret: bytes.Repeat([]byte{7}, 32)}}

// bundle is an API over a database of its own, with Temporal away.
type bundle struct {
	t       *testing.T
	db      *pgxpool.Pool
	handler http.Handler
	http    *http.Client
	log     *journal
	album   *album
	// clock is the API's; it stands still at now unless a test moves it.
	clock func() time.Time
	// limits are none, unless a test sets them before it restarts.
	limits api.Limits
	// proxies are believed; restart makes the API anew with them.
	proxies []string
	// temporal, payloads and temporalUI too; a test that sets no Temporal has none.
	temporal   client.Client
	payloads   *payloads.Codec
	temporalUI string
	// identity is where people sign in elsewhere, and localOff that they have to.
	identity *identity.Provider
	localOff bool
}

type object = map[string]any

func setup(t *testing.T) *bundle {
	t.Helper()
	b := &bundle{t: t, db: dbtest.New(t), log: &journal{}, album: &album{kept: map[string][]byte{}}, clock: func() time.Time { return now }, temporal: away(t)}
	b.restart()
	for _, role := range returns.Roles() {
		customer := ""
		if role == returns.RoleCustomer {
			customer = "13047"
		}
		b.user("usr-"+string(role), role, customer)
	}
	return b
}

// restart makes the API anew, over the same database.
func (b *bundle) restart() {
	b.t.Helper()
	b.handler = b.newAPI(b.db)
	b.http = &http.Client{
		Transport:     apitest.Validating(b.t, b.handler),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func (b *bundle) newAPI(pool *pgxpool.Pool) http.Handler {
	b.t.Helper()
	handler, err := api.New(b.t.Context(), api.Config{
		DB: pool, Temporal: b.temporal, TaskQueue: "nobody", Photos: b.album,
		Logger: b.logger(),
		Now:    func() time.Time { return b.clock() }, DecisionTimeout: 300 * time.Millisecond,
		TrustedProxies: b.proxies, Payloads: b.payloads, TemporalUI: b.temporalUI, Limits: b.limits, LinkKeys: linkKeys,
		Identity: b.identity, LocalUsersOff: b.localOff,
	})
	require.NoError(b.t, err)
	return handler
}

func (b *bundle) logger() *slog.Logger { return slog.New(slog.NewTextHandler(b.log, nil)) }

// away is a Temporal that nobody answers for.
func away(t *testing.T) client.Client {
	t.Helper()
	c, err := client.NewLazyClient(client.Options{HostPort: "127.0.0.1:1", Logger: silence{}})
	require.NoError(t, err)
	t.Cleanup(c.Close)
	return c
}

// user makes a user whose token is "token-" and the id.
func (b *bundle) user(id string, role returns.Role, customer string) {
	b.t.Helper()
	var customerID *string
	if customer != "" {
		customerID = &customer
	}
	require.NoError(b.t, db.Queries.UserUpsert(b.t.Context(), b.db, sqlc.UserUpsertParams{ID: id, Name: "Dev " + id, Role: string(role), CustomerID: customerID}))
	hash := sha256.Sum256([]byte("token-" + id))
	require.NoError(b.t, db.Queries.TokenInsert(b.t.Context(), b.db, sqlc.TokenInsertParams{ID: "tok-" + id, UserID: id, Name: "test", Hash: hash[:]}))
}

// order stores an order of five mugs at 10.00 and a lamp at 30.00 of customer 13047.
func (b *bundle) order(number string) {
	b.t.Helper()
	b.as(returns.RoleIntegration).put("/v1/orders/"+number, orderBody()).ok()
}

func orderBody() object {
	return object{
		"customer": object{"id": "13047", "name": "Ana Marsh", "email": "ana@example.org", "country": "United Kingdom"},
		"currency": "GBP", "ordered_at": "2026-01-02T10:00:00Z", "delivered_at": "2026-01-04T10:00:00Z", "shipping_paid": "4.00",
		"lines": []object{
			{"line_no": 1, "sku": "MUG", "description": "Mug", "quantity": 5, "unit_price": "10.00"},
			{"line_no": 2, "sku": "LAMP", "description": "Lamp", "quantity": 1, "unit_price": object{"amount": "30.00", "currency": "GBP"}, "tax": "5.00"},
		},
	}
}

// open opens a return of mugs by the step that a worker would take.
func (b *bundle) open(order string, quantity int, at time.Time) string {
	b.t.Helper()
	id := returns.NewID("ret")
	_, err := b.steps(at).Open(b.t.Context(), activities.OpenInput{
		ReturnID: id, By: by(returns.RoleSupport),
		Request: returns.Request{
			OrderNumber: order, Method: returns.MethodPickup,
			Lines: []returns.RequestLine{{LineNo: 1, Quantity: quantity, Reason: "changed_mind", Condition: "unopened", Fields: map[string]any{"size": "M"}}},
		},
	})
	require.NoError(b.t, err)
	return id
}

func (b *bundle) steps(at time.Time) *activities.Activities {
	return &activities.Activities{DB: b.db, Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return at }}
}

func by(role returns.Role) returns.By {
	return returns.By{ID: returns.NewID("dec"), Actor: returns.Actor{ID: "usr-" + string(role), Role: role, Name: "Dev " + string(role)}}
}

func must(t *testing.T, value any) []byte {
	t.Helper()
	text, err := json.Marshal(value)
	require.NoError(t, err)
	return text
}

func adjustment(quantity int) object {
	return object{"sku": "MUG", "location": "main", "bucket": "available", "quantity": quantity, "reason": "counted"}
}
