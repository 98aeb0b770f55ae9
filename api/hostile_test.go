package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"backhaul/api"
	"backhaul/db/dbtest"
	"backhaul/returns"
	"backhaul/verify"
)

// target is an API with things in it, called with whatever its own document lets
// one think of.
type target struct {
	handler    http.Handler
	operations []operation
	known      []string // ids of what there is

	mu      sync.Mutex
	answers map[string]map[int]int // by operation and status
}

type operation struct {
	id, method, path string
	op               *openapi3.Operation
	parameters       openapi3.Parameters
}

// newTarget fills a shop. The API works with the service's rights only.
func newTarget(t *testing.T) (*target, *bundle) {
	t.Helper()
	b := setup(t)
	target := &target{answers: map[string]map[int]int{}}
	target.known = []string{"1001", "1002", "plain-30", "MUG", "usr-customer", "tok-usr-support", "main", "13047", "manual", "nobody"}
	for _, order := range []string{"1001", "1002"} {
		b.order(order)
		target.known = append(target.known, b.open(order, 1, now))
	}
	var err error
	target.handler, err = api.New(t.Context(), api.Config{
		DB: dbtest.AsService(t, b.db), Temporal: away(t), TaskQueue: "nobody", Photos: &album{kept: map[string][]byte{}},
		Logger: slog.New(slog.NewTextHandler(b.log, nil)), DecisionTimeout: 20 * time.Millisecond,
		Now: func() time.Time { return now.Add(time.Hour) },
	})
	require.NoError(t, err)
	recorder := httptest.NewRecorder()
	target.handler.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/openapi.json", http.NoBody))
	spec, err := openapi3.NewLoader().LoadFromData(recorder.Body.Bytes())
	require.NoError(t, err)
	for _, path := range slices.Sorted(maps.Keys(spec.Paths.Map())) {
		item := spec.Paths.Value(path)
		for _, method := range slices.Sorted(maps.Keys(item.Operations())) {
			op := item.Operations()[method]
			target.operations = append(target.operations, operation{
				op.OperationID, method, path, op, slices.Concat(item.Parameters, op.Parameters),
			})
		}
	}
	return target, b
}

// send makes one request and holds what comes back against what may.
func (a *target) send(t *rapid.T) {
	op := rapid.SampledFrom(a.operations).Draw(t, "operation")
	request := a.request(t, op)
	role := rapid.SampledFrom(append(returns.Roles(), "")).Draw(t, "role")
	if role != "" {
		request.Header.Set("Authorization", "Bearer token-usr-"+string(role))
	}
	patience := time.Minute
	if ok := op.op.Responses.Status(http.StatusOK); ok != nil && ok.Value.Content.Get("text/event-stream") != nil {
		patience = 100 * time.Millisecond // it ends when the client leaves
	}
	ctx, cancel := context.WithTimeout(request.Context(), patience)
	defer cancel()
	recorder := httptest.NewRecorder()
	done := make(chan struct{})
	go func() { defer close(done); a.handler.ServeHTTP(recorder, request.WithContext(ctx)) }()
	select {
	case <-done:
	case <-time.After(2 * time.Minute):
		t.Fatalf("%s %s hangs", request.Method, request.URL)
	}
	a.mu.Lock()
	if a.answers[op.id] == nil {
		a.answers[op.id] = map[int]int{}
	}
	a.answers[op.id][recorder.Code]++
	a.mu.Unlock()

	body := recorder.Body.String()
	away := recorder.Code == http.StatusServiceUnavailable && (recorder.Header().Get("Retry-After") != "" || op.id == "getReadiness")
	if recorder.Code >= 500 && !away {
		t.Fatalf("%s %s as %q: %d %s", request.Method, request.URL, role, recorder.Code, body)
	}
	if recorder.Code >= 400 && op.id != "getReadiness" && op.id != "getDocsAsset" {
		var problem struct{ Code, Detail string }
		if err := json.Unmarshal(recorder.Body.Bytes(), &problem); err != nil || problem.Code == "" || problem.Detail == "" {
			t.Fatalf("%s %s: %d is no problem: %s", request.Method, request.URL, recorder.Code, body)
		}
		for _, inside := range []string{"SQLSTATE", "goroutine", "pgx", ".go:", "panic"} {
			if strings.Contains(body, inside) {
				t.Fatalf("%s %s: the answer shows what is inside: %s", request.Method, request.URL, body)
			}
		}
	}
}

func (a *target) request(t *rapid.T, op operation) *http.Request {
	path, query, header := op.path, url.Values{}, http.Header{}
	for _, ref := range op.parameters {
		parameter := ref.Value
		if !parameter.Required && rapid.IntRange(0, 3).Draw(t, "leave out") > 0 {
			continue
		}
		value := a.text(t, parameter.Schema.Value)
		switch parameter.In {
		case openapi3.ParameterInPath:
			path = strings.ReplaceAll(path, "{"+parameter.Name+"}", url.PathEscape(value))
		case openapi3.ParameterInQuery:
			query.Add(parameter.Name, value)
		default:
			header.Set(parameter.Name, strings.NewReplacer("\n", "", "\r", "", "\x00", "").Replace(value))
		}
	}
	body, media := a.body(t, op.op)
	request := httptest.NewRequest(op.method, "http://backhaul.test/", body)
	if target, err := url.Parse("http://backhaul.test" + path + "?" + query.Encode()); err == nil {
		request.URL = target
	}
	request.RequestURI = ""
	maps.Copy(request.Header, header)
	if media != "" {
		request.Header.Set("Content-Type", media)
	}
	return request
}

// text is a parameter: something that is there, something its schema allows, or
// something nobody wants.
func (a *target) text(t *rapid.T, schema *openapi3.Schema) string {
	switch rapid.IntRange(0, 9).Draw(t, "kind of text") {
	case 0, 1, 2, 3:
		return rapid.SampledFrom(a.known).Draw(t, "known")
	case 4, 5:
		return rapid.SampledFrom(nasty).Draw(t, "nasty")
	}
	switch value := a.value(t, schema, 0).(type) {
	case string:
		return value
	default:
		text, _ := json.Marshal(value)
		return string(text)
	}
}

func (a *target) body(t *rapid.T, op *openapi3.Operation) (io.Reader, string) {
	if op.RequestBody == nil {
		return http.NoBody, ""
	}
	content := op.RequestBody.Value.Content
	media := rapid.SampledFrom(slices.Sorted(maps.Keys(content))).Draw(t, "media")
	if rapid.IntRange(0, 19).Draw(t, "wrong media") == 0 {
		media = rapid.SampledFrom([]string{"", "text/xml", "application/json; charset=utf-16", "multipart/form-data", "*/*"}).Draw(t, "media")
	}
	switch {
	case rapid.IntRange(0, 6).Draw(t, "raw") == 0:
		return strings.NewReader(rapid.SampledFrom(rawBodies).Draw(t, "body")), media
	case media == "multipart/form-data":
		var form bytes.Buffer
		writer := multipart.NewWriter(&form)
		part, _ := writer.CreateFormFile(rapid.SampledFrom(append(nasty, "photo")).Draw(t, "part"), rapid.SampledFrom(nasty).Draw(t, "file"))
		_, _ = part.Write(rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(t, "photo"))
		_ = writer.Close()
		return &form, writer.FormDataContentType()
	case content.Get(media) == nil || content.Get(media).Schema == nil || !strings.Contains(media, "json"):
		return strings.NewReader(rapid.SampledFrom(rawBodies).Draw(t, "body")), media
	}
	schema := content.Get(media).Schema.Value
	value := a.value(t, schema, 0)
	if schema.Example != nil && rapid.Bool().Draw(t, "example") {
		value = schema.Example
	}
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatalf("the body cannot be written: %v", err)
	}
	return bytes.NewReader(text), media
}

func TestRequests_WhateverTheDocumentLetsOneThinkOf_AreAnsweredAndBreakNothing(t *testing.T) {
	t.Parallel()
	target, b := newTarget(t)
	each := 60
	if testing.Short() {
		each = 10
	}
	rapid.Check(t, func(t *rapid.T) { // 100 times, unless -rapid.checks says otherwise
		for range each {
			target.send(t)
		}
	})
	total, good, byStatus := 0, 0, map[int]int{}
	for _, answers := range target.answers {
		for status, count := range answers {
			byStatus[status] += count
			total += count
			if status < 300 {
				good += count
			}
		}
	}
	t.Logf("%d requests to %d of %d operations: %v", total, len(target.answers), len(target.operations), byStatus)
	require.GreaterOrEqual(t, len(target.answers), len(target.operations)*9/10, "too few operations were called")
	require.GreaterOrEqual(t, good, total/20, "too few requests were good: nothing behind the checks was reached")
	report, err := verify.Run(t.Context(), b.db, nil)
	require.NoError(t, err)
	for _, check := range report.Checks {
		// The test's clock stands in the past, so that waits look overdue.
		require.True(t, check.Found == 0 || check.Name == "overdue waits", "%s: %v", check.Name, check.Findings)
	}
}
