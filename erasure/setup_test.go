package erasure_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/audit"
	"backhaul/db/dbtest"
	"backhaul/erasure"
	"backhaul/integrations/blob"
	"backhaul/integrations/carriers"
	"backhaul/integrations/payments"
	"backhaul/returns"
	"backhaul/verify"
)

// markers are what only the customer can have brought into the service.
var markers = []string{
	"Marsh", "marsh@example.org", "7946 0018", "Baker Street", "my neighbor knows", "scratched by my dog", "left-handed",
	"you promised", "she was furious", "my cat sat", "never again", "not good enough", "203.0.113.77", "MarshPhone", "marsh-courier",
	kitchen,
}

// kitchen stands for a photo.
const kitchen = "a photo of her kitchen"

// shop is a real database, a real folder of photos, and a Temporal that only
// remembers what it was told to forget.
type shop struct {
	t         *testing.T
	owner, db *pgxpool.Pool
	photos    *blob.Store
	dir       string
	histories *histories
	places    erasure.Places
	steps     *activities.Activities
}

type histories struct {
	forgotten []string
	err       error
}

func (h *histories) Forget(_ context.Context, returnID string) error {
	if h.err == nil {
		h.forgotten = append(h.forgotten, returnID)
	}
	return h.err
}

func newShop(t *testing.T) *shop {
	t.Helper()
	owner, dir := dbtest.New(t), t.TempDir()
	s := &shop{t: t, owner: owner, db: dbtest.AsService(t, owner), dir: dir, histories: &histories{}}
	var err error
	s.photos, err = blob.Open(t.Context(), "file://"+dir)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.photos.Close()) })
	s.places = erasure.Places{DB: s.db, Photos: s.photos, Histories: s.histories}
	s.steps = &activities.Activities{
		DB: s.db, Carriers: carriers.Set{}, Log: slog.New(slog.DiscardHandler),
		Payments: map[string]payments.Provider{"manual": payments.Manual{}},
	}
	return s
}

func (s *shop) exec(statement string, args ...any) {
	s.t.Helper()
	_, err := s.db.Exec(s.t.Context(), statement, args...)
	require.NoError(s.t, err, statement)
}

func (s *shop) order(number, customer string) {
	s.exec(`insert into orders (order_number, customer_id, customer_name, customer_email, customer_phone, currency, ordered_at, delivered_at)
		values ($1, $2, 'Ana Marsh', 'marsh@example.org', '+44 20 7946 0018', 'GBP', now() - interval '9 days', now() - interval '5 days')`, number, customer)
	s.exec(`insert into order_lines (order_number, line_no, sku, quantity, unit_price, goods, tax) values ($1, 1, 'MUG', 3, '10.00', 3000, 600)`, number)
	s.exec(`insert into payments (order_number, seq, captured) values ($1, 1, 3600)`, number)
}

func customer() returns.By {
	return returns.By{
		ID: returns.NewID("dec"), Actor: returns.Actor{ID: "customer:carla", Role: returns.RoleCustomer, Name: "Ana Marsh"},
		Origin: returns.Origin{Address: "203.0.113.77", Via: "session 1", UserAgent: "MarshPhone"},
	}
}

func by(role returns.Role) returns.By {
	return returns.By{
		ID: returns.NewID("dec"), Actor: returns.Actor{ID: "some-" + string(role), Role: role, Name: "Some One"},
		Origin: returns.Origin{Address: "192.0.2.1", Via: "token tok_1"},
	}
}

// opens has the customer ask for mugs, and say everything that can be said.
func (s *shop) opens(order string) string {
	s.t.Helper()
	id := returns.NewID("ret")
	soon := time.Now().Add(24 * time.Hour)
	later := soon.Add(time.Hour)
	_, err := s.steps.Open(s.t.Context(), activities.OpenInput{ReturnID: id, By: customer(), Request: returns.Request{
		OrderNumber: order, Method: returns.MethodPickup, Note: "my neighbor knows",
		Pickup: &returns.PickupDetails{
			Address: "221B Baker Street", Contact: "Ana Marsh", Phone: "+44 20 7946 0018", WindowStart: &soon, WindowEnd: &later,
		},
		Lines: []returns.RequestLine{{
			LineNo: 1, Quantity: 2, Reason: "late", Condition: "opened", Note: "scratched by my dog", Fields: map[string]any{"hand": "left-handed"},
		}},
	}})
	require.NoError(s.t, err)
	return id
}

func take[D any](s *shop, id string, step func(context.Context, activities.Input[D]) (returns.Snapshot, error), decision D) {
	s.t.Helper()
	_, err := step(s.t.Context(), activities.Input[D]{ReturnID: id, Decision: decision})
	require.NoError(s.t, err)
}

// refunded takes the return through its whole life, with the customer's data
// everywhere where it can be.
func (s *shop) refunded(id string) {
	take(s, id, s.steps.Review, returns.Review{By: by(returns.RoleReviewer), Decision: returns.DecisionRequestInfo, Note: "she was furious"})
	take(s, id, s.steps.Answer, returns.Answer{By: customer(), Note: "you promised"})
	require.NoError(s.t, s.steps.RecordRefusal(s.t.Context(), activities.RefusalInput{
		ReturnID: id, By: customer(), Action: returns.ActionConfirm, Data: []byte(`{"decision": "Marsh"}`), Reason: "Marsh may not",
	}))
	take(s, id, s.steps.Review, returns.Review{By: by(returns.RoleReviewer), Decision: returns.DecisionApprove})
	take(s, id, s.steps.Confirm, returns.Confirm{By: by(returns.RoleSupport)})
	take(s, id, s.steps.SchedulePickup, returns.SchedulePickup{By: by(returns.RoleLogistics), Carrier: "Royal Mail", TrackingNumber: "T1"})
	take(s, id, s.steps.ReportCarrier, returns.CarrierEvent{By: by(returns.RoleLogistics), Event: returns.HandedOver, Note: "Ana Marsh was there"})
	take(s, id, s.steps.Receive, returns.Receive{
		By: by(returns.RoleWarehouse), Lines: []returns.CountedLine{{LineNo: 1, Quantity: 2}}, Note: "my cat sat on it",
		Strays: []returns.Stray{{SKU: "CUP", Quantity: 1, Disposition: returns.Restock, Note: "Marsh wants it back"}},
	})
	take(s, id, s.steps.Inspect, returns.Inspect{By: by(returns.RoleWarehouse), Lines: []returns.InspectedLine{
		{LineNo: 1, Quantity: 2, Disposition: returns.Restock, Note: "Ana Marsh wrote on the box"},
	}})
	take(s, id, s.steps.RequestRefund, returns.By{ID: returns.NewID("dec"), Actor: returns.System()})
	take(s, id, s.steps.DecideRefund, returns.DecideRefund{By: by(returns.RoleFinance), Action: returns.RefundApprove, Note: "Ana Marsh called"})
	take(s, id, s.steps.PayRefund, returns.By{ID: returns.NewID("dec"), Actor: returns.System()})
	take(s, id, s.steps.DecideRefund, returns.DecideRefund{By: by(returns.RoleFinance), Action: returns.RefundMarkPaid, Reference: "bank-1", Note: "to Marsh"})
	take(s, id, s.steps.Acknowledge, returns.Acknowledge{By: customer()})
	take(s, id, s.steps.Complain, returns.Complaint{By: customer(), Text: "not good enough"})
	take(s, id, s.steps.DecideComplaint, returns.DecideComplaint{By: by(returns.RoleSupport), Decision: returns.ComplaintDismiss, Note: "Ana Marsh was told"})
	take(s, id, s.steps.Rate, returns.Feedback{By: customer(), Rating: 1, Comment: "never again"})
}

// outside is what others said of the customer, and what the service keeps beside returns.
func (s *shop) outside(id string) string {
	photo := "evi_" + strings.TrimPrefix(returns.NewID("evi"), "evi_")
	require.NoError(s.t, s.photos.Put(s.t.Context(), photo, "image/jpeg", strings.NewReader(kitchen)))
	s.exec(`insert into evidence (id, return_id, content_type, size, sha256, width, height, uploaded_by, customer_id)
		values ($1, $2, 'image/jpeg', 22, encode(sha256('a photo of her kitchen'), 'hex'), 4, 4, 'customer:carla', 'carla')`, photo, id)
	require.NoError(s.t, s.photos.Put(s.t.Context(), "label_1", "image/png", strings.NewReader("Ana Marsh, 221B Baker Street")))
	s.exec(`update shipments set label_key = 'label_1', label_type = 'image/png' where return_id = $1`, id)
	s.exec(`insert into carrier_events (carrier, event_id, tracking_number, event, occurred_at, body, received_at)
		values ('marsh', '1', 'T1', 'handed_over', now(), '{"signed_by": "marsh-courier"}', now())`)
	s.exec(`update carrier_events set carrier = 'royal'`)
	s.exec(`insert into payment_events (provider, event_id, task_id, body, received_at)
		select 'bank', '1', id, 'payer marsh@example.org', now() from refund_tasks where return_id = $1`, id)
	s.exec(`insert into users (id, name, email, role, customer_id, password_hash) values ('u-1', 'Ana Marsh', 'marsh@example.org', 'customer', 'carla', 'x')`)
	s.exec(`insert into api_tokens (id, user_id, name, hash) values ('tok_c', 'u-1', 'MarshPhone', sha256('x'))`)
	s.exec(`insert into sessions (hash, customer_id, started_at, seen_at, expires_at) values (sha256('y'), 'carla', now(), now(), now() + interval '1 hour')`)
	s.exec(`insert into idempotency_keys (user_id, key, fingerprint, status, headers, body)
		values ('some-support', 'k', sha256('z'), 200, '{}', convert_to('{"id": "' || $1 || '", "note": "Ana Marsh"}', 'UTF8'))`, id)
	require.NoError(s.t, audit.Record(s.t.Context(), s.db, audit.Entry{
		Kind: audit.SessionOpened, Subject: "customer:carla", At: time.Now(), Who: audit.Who(struct {
			Actor  returns.Actor
			Origin returns.Origin
		}{customer().Actor, customer().Origin}),
	}))
	return photo
}

// dump is every row of every table as text.
func (s *shop) dump() string {
	s.t.Helper()
	rows, err := s.owner.Query(s.t.Context(), `select tablename from pg_tables where schemaname = 'public' order by tablename`)
	require.NoError(s.t, err)
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(s.t, err)
	var out strings.Builder
	for _, table := range tables {
		rows, err := s.owner.Query(s.t.Context(), fmt.Sprintf(`select t::text from %s t order by 1`, pgx.Identifier{table}.Sanitize()))
		require.NoError(s.t, err)
		lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
		require.NoError(s.t, err)
		out.WriteString(table + ":\n" + strings.Join(lines, "\n") + "\n")
	}
	// What is stored as bytes, in letters.
	rows, err = s.owner.Query(s.t.Context(), `select encode(body, 'escape') from idempotency_keys where body is not null`)
	require.NoError(s.t, err)
	answers, err := pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(s.t, err)
	return out.String() + strings.Join(answers, "\n")
}

// places names the lines of a dump that hold the text, few enough to be read.
func places(dump, text string) (lines []string) {
	for line := range strings.Lines(dump) {
		if strings.Contains(line, text) && len(lines) < 3 {
			lines = append(lines, line)
		}
	}
	return lines
}

func (s *shop) ask() (erasure.Erasure, error) {
	return erasure.Ask(s.t.Context(), s.db, audit.Operator("ben"), "carla", "asked by letter", time.Now())
}

// erased asks and runs to the end.
func (s *shop) erased() erasure.Erasure {
	s.t.Helper()
	asked, err := s.ask()
	require.NoError(s.t, err)
	done, err := s.places.Run(s.t.Context(), asked)
	require.NoError(s.t, err)
	require.NotNil(s.t, done.DoneAt)
	return done
}

func (s *shop) verified() verify.Report {
	s.t.Helper()
	report, err := verify.Run(s.t.Context(), s.db, nil, verify.Photos(s.photos))
	require.NoError(s.t, err)
	return report
}

func (s *shop) requireClean() {
	s.t.Helper()
	report := s.verified()
	var text strings.Builder
	require.NoError(s.t, report.WriteText(&text))
	require.True(s.t, report.OK(), text.String())
}
