package api_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/api"
)

func TestConsole_IsServedWhereTheAPIHasNothing(t *testing.T) {
	t.Parallel()
	pages := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("the console")) })
	handler, err := api.New(t.Context(), api.Config{Console: pages})
	require.NoError(t, err)
	ask := func(method, path string) *httptest.ResponseRecorder {
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, httptest.NewRequest(method, path, strings.NewReader("")))
		return answer
	}
	for _, path := range []string{"/", "/review", "/returns/RMA-7K4PQ-92QXD", "/sign-in?to=/review", "/v1x"} {
		answer := ask(http.MethodGet, path)
		require.Equal(t, http.StatusOK, answer.Code, path)
		require.Equal(t, "the console", answer.Body.String(), path)
	}
	for method, path := range map[string]string{http.MethodGet: "/v1/nothing", http.MethodHead: "/v1", http.MethodPost: "/review"} {
		answer := ask(method, path)
		require.Equal(t, http.StatusNotFound, answer.Code, path)
		require.Equal(t, "application/problem+json", answer.Header().Get("Content-Type"), path)
	}
}
