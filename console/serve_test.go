package console

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

func get(t *testing.T, path, accept string, cookies ...*http.Cookie) *httptest.ResponseRecorder {
	t.Helper()
	h, err := newHandler(fstest.MapFS{
		"index.html":             {Data: []byte(`<meta name="settings" content="__SETTINGS__">console`)},
		"portal/index.html":      {Data: []byte("portal")},
		"assets/app-1a2b.js":     {Data: []byte("plain")},
		"assets/app-1a2b.js.br":  {Data: []byte("brotli")},
		"assets/app-1a2b.js.gz":  {Data: []byte("gzip")},
		"favicon.svg":            {Data: []byte("<svg/>")},
		"assets/style-9f.css":    {Data: []byte("css")},
		"assets/style-9f.css.gz": {Data: []byte("gzip css")},
	}, Settings{TemporalUI: "http://127.0.0.1:8233", Provider: "Corner <ID>", DevUsers: []DevUser{{Login: "dev", Role: "reviewer", Password: `a"b<c`}}, SessionCookies: []string{"backhaul"}})
	require.NoError(t, err)
	request := httptest.NewRequest(http.MethodGet, path, http.NoBody)
	request.Header.Set("Accept-Encoding", accept)
	for _, cookie := range cookies {
		request.AddCookie(cookie)
	}
	answer := httptest.NewRecorder()
	h.ServeHTTP(answer, request)
	return answer
}

func TestConsole_AnyOtherPath_IsThePage(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/", "/review", "/returns/RMA-7K4PQ-92QXD", "/index.html"} {
		answer := get(t, path, "")
		require.Equal(t, http.StatusOK, answer.Code, path)
		require.Contains(t, answer.Body.String(), "console", path)
		require.Equal(t, "no-cache", answer.Header().Get("Cache-Control"), path)
		require.Contains(t, answer.Header().Get("Content-Security-Policy"), "script-src 'self';", path)
	}
	require.Equal(t, "portal", get(t, "/portal/track/1", "").Body.String())
}

func TestConsole_Settings_StandInThePageEscaped(t *testing.T) {
	t.Parallel()
	page := get(t, "/", "").Body.String()
	require.Contains(t, page, `&#34;temporal_ui&#34;:&#34;http://127.0.0.1:8233&#34;`)
	require.NotContains(t, page, `a"b`)
	require.NotContains(t, page, `b<c`)
	require.NotContains(t, page, `<ID>`)
}

func TestConsole_Page_KnowsWhetherSomebodyMayBeSignedIn(t *testing.T) {
	t.Parallel()
	require.Contains(t, get(t, "/", "").Body.String(), `&#34;signed_in&#34;:false`)
	require.Contains(t, get(t, "/", "", &http.Cookie{Name: "other", Value: "1"}).Body.String(), `&#34;signed_in&#34;:false`)
	require.Contains(t, get(t, "/", "", &http.Cookie{Name: "backhaul", Value: "1"}).Body.String(), `&#34;signed_in&#34;:true`)
	require.Equal(t, "Cookie", get(t, "/", "").Header().Get("Vary"), "no cache in between may give one's page to another")
}

func TestConsole_Assets_AreKeptForeverAndSentPacked(t *testing.T) {
	t.Parallel()
	for accept, want := range map[string][2]string{
		"": {"plain", ""}, "gzip, deflate, br": {"brotli", "br"}, "gzip": {"gzip", "gzip"}, "br;q=0, gzip;q=1.0": {"gzip", "gzip"},
	} {
		answer := get(t, "/assets/app-1a2b.js", accept)
		require.Equal(t, want[0], answer.Body.String(), accept)
		require.Equal(t, want[1], answer.Header().Get("Content-Encoding"), accept)
		require.Equal(t, "public, max-age=31536000, immutable", answer.Header().Get("Cache-Control"))
		require.Contains(t, answer.Header().Get("Content-Type"), "javascript")
	}
	require.Equal(t, "no-cache", get(t, "/favicon.svg", "").Header().Get("Cache-Control"))
}

func TestConsole_AssetOfAnotherBuild_Is404AndNotThePage(t *testing.T) {
	t.Parallel()
	answer := get(t, "/assets/app-old.js", "br")
	require.Equal(t, http.StatusNotFound, answer.Code)
	require.NotContains(t, answer.Header().Get("Cache-Control"), "immutable")
}

func TestConsole_InThisProgram_HasAPage(t *testing.T) {
	t.Parallel()
	_, err := Handler(Settings{})
	require.NoError(t, err)
}
