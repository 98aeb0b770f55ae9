// Package apitest holds the API's answers against its own OpenAPI document, in
// tests of the API and in end-to-end tests.
//
// It may import nothing of ours: it asks the API for the document.
package apitest

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
	"github.com/stretchr/testify/require"
)

// Validating returns a transport that has the handler answer and fails the test
// when an answer is not what the document promises.
func Validating(t testing.TB, handler http.Handler) http.RoundTripper {
	return Over(t, inProcess{handler})
}

// Over is Validating for a server behind another transport.
func Over(t testing.TB, next http.RoundTripper) http.RoundTripper {
	return &transport{t: t, next: next}
}

type inProcess struct{ handler http.Handler }

func (p inProcess) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.Body == nil { // a server's requests always have one
		request.Body = http.NoBody
	}
	if request.RemoteAddr == "" { // a server knows who calls
		request.RemoteAddr = "192.0.2.1:1234"
	}
	recorder := httptest.NewRecorder()
	p.handler.ServeHTTP(recorder, request)
	return recorder.Result(), nil
}

type transport struct {
	t      testing.TB
	next   http.RoundTripper
	once   sync.Once
	router routers.Router
}

// RoundTrip sends the request and checks the answer. Paths that the document
// does not have pass unchecked: tests of unknown paths ask for them.
func (v *transport) RoundTrip(request *http.Request) (*http.Response, error) {
	v.once.Do(func() { v.load(request) })
	response, err := v.next.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(response.Body)
	_ = response.Body.Close()
	if err != nil {
		return nil, err
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	route, path, err := v.router.FindRoute(request)
	if err != nil {
		return response, nil //nolint:nilerr // see above
	}
	checked := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: request, PathParams: path, Route: route},
		Status:                 response.StatusCode, Header: response.Header,
		Options: &openapi3filter.Options{
			IncludeResponseStatus: true, MultiError: true,
			ExcludeResponseBody: !strings.Contains(response.Header.Get("Content-Type"), "json"),
		},
	}
	checked.SetBodyBytes(body)
	if err := openapi3filter.ValidateResponse(request.Context(), checked); err != nil {
		v.t.Errorf("%s %s: the answer breaks the contract: %v\n%s", request.Method, request.URL, err, body)
	}
	return response, nil
}

// load asks the API for its document.
func (v *transport) load(request *http.Request) {
	v.t.Helper()
	ask, err := http.NewRequestWithContext(request.Context(), http.MethodGet, request.URL.Scheme+"://"+request.URL.Host+"/openapi.json", http.NoBody)
	require.NoError(v.t, err)
	response, err := v.next.RoundTrip(ask)
	require.NoError(v.t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(v.t, err)
	spec, err := openapi3.NewLoader().LoadFromData(text)
	require.NoError(v.t, err)
	spec.Servers = nil // any host
	for _, schema := range spec.Components.Schemas {
		closeSchema(schema)
	}
	v.router, err = legacy.NewRouter(spec)
	require.NoError(v.t, err)
}

// closeSchema lets no answer hold a field that the document does not mention.
func closeSchema(ref *openapi3.SchemaRef) {
	schema := ref.Value
	if ref.Ref != "" || schema == nil {
		return
	}
	if schema.Type.Is(openapi3.TypeObject) && schema.AdditionalProperties.Schema == nil && schema.AdditionalProperties.Has == nil {
		closed := false
		schema.AdditionalProperties.Has = &closed
	}
	for _, property := range schema.Properties {
		closeSchema(property)
	}
	if schema.Items != nil {
		closeSchema(schema.Items)
	}
}
