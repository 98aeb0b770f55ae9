package bench

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"go.temporal.io/sdk/client"

	"backhaul/api"
	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// Figure is how long one request took.
type Figure struct {
	Name     string
	P50, P99 time.Duration
	Limit    time.Duration
	// Slowest is what was asked for when it took longest.
	Slowest string
}

// Holds reports whether the 99th percentile is within the limit.
func (f Figure) Holds() bool { return f.P99 <= f.Limit }

// Measure asks for every list, search and report some times, after a first time
// that does not count, and one after the other.
func Measure(ctx context.Context, pool *pgxpool.Pool, now time.Time, times int) ([]Figure, error) {
	ask, err := newAsker(ctx, pool)
	if err != nil {
		return nil, err
	}
	values, err := read(ctx, pool, now)
	if err != nil {
		return nil, err
	}
	figures := make([]Figure, 0, len(requests()))
	for _, request := range requests() {
		figure := Figure{Name: request.name, Limit: request.limit}
		var took []time.Duration
		for i := range times + 1 {
			path := request.path(values)
			answer, err := ask.get(ctx, path)
			if err != nil {
				return nil, err
			}
			if i > 0 {
				took = append(took, answer.took)
				if took[i-1] == slices.Max(took) {
					figure.Slowest = path
				}
			}
			values.next = answer.next
		}
		slices.Sort(took)
		figure.P50, figure.P99 = took[len(took)/2], took[(len(took)*99-1)/100]
		figures = append(figures, figure)
	}
	return figures, nil
}

// asker is the API with the token of somebody who may read everything.
type asker struct {
	api   http.Handler
	token string
}

func newAsker(ctx context.Context, pool *pgxpool.Pool) (*asker, error) {
	// Reading needs no Temporal; the client never connects.
	flows, err := client.NewLazyClient(client.Options{HostPort: "127.0.0.1:1"})
	if err != nil {
		return nil, err
	}
	handler, err := api.New(ctx, api.Config{DB: pool, Temporal: flows, TaskQueue: "nobody"})
	if err != nil {
		return nil, err
	}
	raw := make([]byte, 32)
	rand.Read(raw) // never fails since Go 1.24
	token := hex.EncodeToString(raw)
	hash := sha256.Sum256([]byte(token))
	id := returns.NewID("usr")
	if err := db.Queries.UserUpsert(ctx, pool, sqlc.UserUpsertParams{ID: id, Name: "Bench", Role: string(returns.RoleAdmin)}); err != nil {
		return nil, err
	}
	return &asker{api: handler, token: token}, db.Queries.TokenInsert(ctx, pool, sqlc.TokenInsertParams{ID: returns.NewID("tok"), UserID: id, Name: "bench", Hash: hash[:]})
}

// answer is what came back: the cursor of the next page, and after how long.
type answer struct {
	next string
	took time.Duration
}

// get asks for one thing. Reading the answer is not in the time it took.
func (a *asker) get(ctx context.Context, path string) (answer, error) {
	request := httptest.NewRequestWithContext(ctx, http.MethodGet, path, http.NoBody)
	request.Header.Set("Authorization", "Bearer "+a.token)
	recorder := httptest.NewRecorder()
	began := time.Now()
	a.api.ServeHTTP(recorder, request)
	took := time.Since(began)
	if recorder.Code != http.StatusOK {
		return answer{}, fmt.Errorf("%s answered %d: %s", path, recorder.Code, recorder.Body)
	}
	var page struct {
		NextCursor string `json:"next_cursor"`
	}
	return answer{next: page.NextCursor, took: took}, json.Unmarshal(recorder.Body.Bytes(), &page)
}
