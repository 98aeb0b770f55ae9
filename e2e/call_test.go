package e2e

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// object is a JSON object as a client sees it.
type object = map[string]any

// answer is what the API said.
type answer struct {
	s      *service
	what   string
	status int
	header http.Header
	text   []byte
}

// caller speaks to the API with the token of one role.
type caller struct {
	s      *service
	role   returns.Role
	header http.Header
}

func (s *service) as(role returns.Role) caller {
	return caller{s: s, role: role, header: http.Header{}}
}

// with adds a header to every call.
func (c caller) with(name, value string) caller {
	c.header = c.header.Clone()
	c.header.Set(name, value)
	return c
}

func (c caller) get(path string) answer            { return c.send(http.MethodGet, path, nil) }
func (c caller) put(path string, body any) answer  { return c.send(http.MethodPut, path, body) }
func (c caller) post(path string, body any) answer { return c.send(http.MethodPost, path, body) }

// send sends a JSON body, or text and bytes as they are.
func (c caller) send(method, path string, body any) answer {
	c.s.t.Helper()
	var text []byte
	contentType := "application/json"
	switch body := body.(type) {
	case nil:
	case string:
		text = []byte(body)
	case []byte:
		text = body
	default:
		var err error
		text, err = json.Marshal(body)
		require.NoError(c.s.t, err)
	}
	request, err := http.NewRequestWithContext(c.s.t.Context(), method, c.s.base+"/v1"+path, bytes.NewReader(text))
	require.NoError(c.s.t, err)
	if body != nil {
		request.Header.Set("Content-Type", contentType)
	}
	for name, values := range c.header {
		request.Header[name] = values
	}
	if token := c.s.tokens[c.role]; token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := c.s.http.Do(request)
	require.NoError(c.s.t, err)
	defer response.Body.Close()
	got, err := io.ReadAll(response.Body)
	require.NoError(c.s.t, err)
	return answer{s: c.s, what: method + " " + path, status: response.StatusCode, header: response.Header, text: got}
}

// ok requires a success and returns its body.
func (a answer) ok() object {
	a.s.t.Helper()
	require.Less(a.s.t, a.status, 300, "%s: %s", a.what, a.text)
	return a.object()
}

// refused requires a problem with the status and the code, and returns it.
func (a answer) refused(status int, code string) object {
	a.s.t.Helper()
	require.Equal(a.s.t, status, a.status, "%s: %s", a.what, a.text)
	require.Contains(a.s.t, a.header.Get("Content-Type"), "application/problem+json", a.what)
	problem := a.object()
	require.Equal(a.s.t, code, problem["code"], "%s: %s", a.what, a.text)
	return problem
}

func (a answer) object() object {
	a.s.t.Helper()
	var body object
	require.NoError(a.s.t, json.Unmarshal(a.text, &body), "%s: %s", a.what, a.text)
	return body
}

func items(o object) []object {
	var list []object
	for _, item := range o["items"].([]any) {
		list = append(list, item.(object))
	}
	return list
}

func text(o object, field string) string { s, _ := o[field].(string); return s }
