package console

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"
)

// Settings are what a page must know before anybody has signed in.
type Settings struct {
	// TemporalUI is the address of Temporal's web UI, "" for none.
	TemporalUI string `json:"temporal_ui"`
	// Provider is what people call the place where they sign in with their
	// organization's account, "" for none.
	Provider string `json:"provider"`
	// LocalUsers says whether a name and a password let anybody in.
	LocalUsers bool `json:"local_users"`
	// DevUsers may be chosen on the sign-in page. Only `backhaul dev` has some.
	DevUsers []DevUser `json:"dev_users"`
	// SessionCookies are what the cookie of those who have signed in may be called.
	// A page that was asked for without it need not ask who is there.
	SessionCookies []string `json:"-"`
}

// told are the settings as they stand in a page.
type told struct {
	Settings
	// SignedIn is false only where nobody can be signed in.
	SignedIn bool `json:"signed_in"`
}

// DevUser is a user of `backhaul dev`, whose password is no secret.
type DevUser struct {
	Login    string `json:"login"`
	Role     string `json:"role"`
	Password string `json:"password"`
}

// policy lets pages run our scripts and talk to our API, and nothing else.
// Styles may stand in the page, since Ant Design writes its own while it runs.
const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; " +
	"font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self' blob:; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// handler serves the files, and for every other path the page of its app,
// which then finds out by itself what to show.
type handler struct {
	files   fs.FS
	cookies []string
	pages   map[string][2][]byte // by the path they stand at, console and portal: for strangers, and with a session's cookie
}

// Handler serves the console at / and, when there is one, the portal at /portal/.
func Handler(settings Settings) (http.Handler, error) {
	files, err := files()
	if err != nil {
		return nil, err
	}
	return newHandler(files, settings)
}

func newHandler(files fs.FS, settings Settings) (http.Handler, error) {
	if settings.DevUsers == nil {
		settings.DevUsers = []DevUser{}
	}
	h := &handler{files: files, cookies: settings.SessionCookies, pages: map[string][2][]byte{}}
	for at, file := range map[string]string{"/": "index.html", "/portal/": "portal/index.html"} {
		page, err := fs.ReadFile(files, file)
		if err != nil && at == "/" {
			return nil, fmt.Errorf("console: %w", err)
		}
		if err == nil {
			if h.pages[at], err = filledIn(page, settings); err != nil {
				return nil, err
			}
		}
	}
	return h, nil
}

// filledIn is a page with its settings: for strangers, and for those with a session's cookie.
func filledIn(page []byte, settings Settings) (pages [2][]byte, err error) {
	for i, signedIn := range []bool{false, true} {
		text, err := json.Marshal(told{settings, signedIn})
		if err != nil {
			return pages, err
		}
		pages[i] = bytes.ReplaceAll(page, []byte("__SETTINGS__"), []byte(html.EscapeString(string(text))))
	}
	return pages, nil
}

// ServeHTTP answers GET and HEAD; the API's router lets nothing else through.
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	header := w.Header()
	header.Set("Content-Security-Policy", policy)
	header.Set("Permissions-Policy", "camera=(self), microphone=(), geolocation=()")
	header.Set("Cross-Origin-Opener-Policy", "same-origin")
	if strings.HasPrefix(name, "assets/") || path.Ext(name) != "" && !strings.HasSuffix(name, ".html") {
		h.serveFile(w, r, name)
		return
	}
	pages := h.pages["/"]
	if portal, has := h.pages["/portal/"]; has && (name == "portal" || strings.HasPrefix(name, "portal/")) {
		pages = portal
	}
	page := pages[0]
	if slices.ContainsFunc(r.Cookies(), func(c *http.Cookie) bool { return slices.Contains(h.cookies, c.Name) }) {
		page = pages[1]
	}
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Cache-Control", "no-cache")
	header.Set("Vary", "Cookie")
	_, _ = w.Write(page)
}

// serveFile answers with a file as it is or, better, as the build compressed
// it. Names in assets/ hold a hash of the content: they never change.
func (h *handler) serveFile(w http.ResponseWriter, r *http.Request, name string) {
	header := w.Header()
	content, err := fs.ReadFile(h.files, name)
	if err != nil {
		header.Set("Cache-Control", "no-store")
		http.Error(w, "There is no such file; reload the page, it may have been built anew.", http.StatusNotFound)
		return
	}
	header.Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	header.Set("Cache-Control", "no-cache")
	if strings.HasPrefix(name, "assets/") {
		header.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	header.Set("Vary", "Accept-Encoding")
	for _, packing := range []struct{ coding, suffix string }{{"br", ".br"}, {"gzip", ".gz"}} {
		if packed, err := fs.ReadFile(h.files, name+packing.suffix); err == nil && accepts(r, packing.coding) {
			header.Set("Content-Encoding", packing.coding)
			content = packed
			break
		}
	}
	_, _ = w.Write(content) //nolint:gosec // the program's own files, named by a list of them
}

// accepts reports whether the browser reads the coding. One that names it with
// a weight of zero does not exist outside of tests, but is obeyed.
func accepts(r *http.Request, coding string) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if name == coding {
			return strings.ReplaceAll(weight, " ", "") != "q=0"
		}
	}
	return false
}
