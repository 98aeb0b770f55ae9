package api_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// caller sends requests with one token.
type caller struct {
	b      *bundle
	header http.Header
	// address is where the connection comes from.
	address string
}

func (b *bundle) as(role returns.Role) caller { return b.withToken("token-usr-" + string(role)) }

func (b *bundle) withToken(token string) caller {
	return caller{b: b, header: http.Header{"Authorization": {"Bearer " + token}}}
}

func (c caller) with(name, value string) caller {
	c.header = c.header.Clone()
	c.header.Set(name, value)
	return c
}

// from is the caller at another address.
func (c caller) from(address string) caller {
	c.address = address + ":4711"
	return c
}

type answer struct {
	t      *testing.T
	status int
	header http.Header
	body   []byte
}

func (c caller) get(path string) answer            { return c.send(http.MethodGet, path, nil) }
func (c caller) put(path string, body any) answer  { return c.send(http.MethodPut, path, body) }
func (c caller) post(path string, body any) answer { return c.send(http.MethodPost, path, body) }

// send writes objects as JSON; strings, bytes and readers go as they are.
func (c caller) send(method, path string, body any) answer {
	c.b.t.Helper()
	var reader io.Reader = http.NoBody
	switch body := body.(type) {
	case nil:
	case string:
		reader = strings.NewReader(body)
	case io.Reader:
		reader = body
	default:
		text, err := json.Marshal(body)
		require.NoError(c.b.t, err)
		reader = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(c.b.t.Context(), method, "http://backhaul.test"+path, reader)
	require.NoError(c.b.t, err)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	for name, values := range c.header {
		request.Header[name] = values
	}
	request.RemoteAddr = c.address
	response, err := c.b.http.Do(request)
	require.NoError(c.b.t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(c.b.t, err)
	return answer{t: c.b.t, status: response.StatusCode, header: response.Header, body: text}
}

func (a answer) object() object {
	a.t.Helper()
	var o object
	require.NoError(a.t, json.Unmarshal(a.body, &o), "%s", a.body)
	return o
}

func (a answer) ok() object {
	a.t.Helper()
	require.Less(a.t, a.status, 300, "%s", a.body)
	return a.object()
}

// refused requires a problem with the status and code, about the fields.
func (a answer) refused(status int, code string, fields ...string) object {
	a.t.Helper()
	require.Equal(a.t, status, a.status, "%s", a.body)
	require.Equal(a.t, "application/problem+json", a.header.Get("Content-Type"))
	problem := a.object()
	require.Equal(a.t, code, problem["code"], "%s", a.body)
	require.Equal(a.t, "/problems/"+code, problem["type"])
	require.NotEmpty(a.t, problem["detail"])
	require.Equal(a.t, a.header.Get("X-Request-Id"), problem["request_id"])
	if len(fields) > 0 {
		var named []string
		list, _ := problem["errors"].([]any)
		for _, each := range list {
			named = append(named, each.(object)["field"].(string))
		}
		require.Equal(a.t, fields, named, "%s", a.body)
	}
	return problem
}

func items(o object) []object {
	var all []object
	for _, item := range o["items"].([]any) {
		all = append(all, item.(object))
	}
	return all
}
