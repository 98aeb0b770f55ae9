package e2e

import (
	"bytes"
	"io"
	"net/http"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
	"github.com/stretchr/testify/require"
)

// contract is a transport that holds every answer of the API against the
// OpenAPI document which the API itself serves.
type contract struct {
	t      *testing.T
	once   sync.Once
	router routers.Router
	err    error
}

func newContract(t *testing.T) *contract { return &contract{t: t} }

func (c *contract) load(base string) {
	response, err := http.Get(base + "/openapi.json")
	if err != nil {
		c.err = err
		return
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		c.err = err
		return
	}
	document, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		c.err = err
		return
	}
	document.Servers = nil // any host
	c.router, c.err = gorillamux.NewRouter(document)
}

// RoundTrip sends the request and fails the test when the answer is not what
// the document promises.
func (c *contract) RoundTrip(request *http.Request) (*http.Response, error) {
	c.once.Do(func() { c.load(request.URL.Scheme + "://" + request.URL.Host) })
	require.NoError(c.t, c.err, "the OpenAPI document cannot be used")
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(response.Body)
	_ = response.Body.Close()
	if err != nil {
		return nil, err
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	route, parameters, err := c.router.FindRoute(request)
	if err != nil {
		return response, nil // not in the document: tests of unknown paths
	}
	checked := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: request, PathParams: parameters, Route: route},
		Status:                 response.StatusCode, Header: response.Header,
		Options: &openapi3filter.Options{IncludeResponseStatus: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc},
	}
	checked.SetBodyBytes(body)
	if err := openapi3filter.ValidateResponse(request.Context(), checked); err != nil {
		c.t.Errorf("%s %s: the answer breaks the contract: %v\n%s", request.Method, request.URL, err, tail(string(body), 2000))
	}
	return response, nil
}
