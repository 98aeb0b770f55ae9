// Package identitytest is an OpenID Connect provider for tests: a real one, of
// zitadel's certified library, that lets whoever it is told to in without asking.
// It can be made to lie: to answer with another ID token than it would.
//
// It may import nothing of ours.
package identitytest

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/go-jose/go-jose/v4"
	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/require"
	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

// The one client that the provider knows.
const (
	ClientID     = "backhaul"
	ClientSecret = "a secret of the test's"
)

// Account is somebody whom the provider knows.
type Account struct {
	Subject, Name, Email string
	EmailUnverified      bool
	// Groups is the claim of that name.
	Groups []string
	// GroupsInUserinfo leaves the groups out of the ID token.
	GroupsInUserinfo bool
}

// Provider is one that runs.
type Provider struct {
	URL string
	Key *rsa.PrivateKey
	// AfterSignOut is the page that the client has registered for that.
	AfterSignOut string
	server       *httptest.Server
	store        *store

	mutex sync.Mutex
	// next is who signs in.
	next Account
	// forge makes another ID token out of the claims that the right one holds.
	forge func(claims jwt.MapClaims) string
}

// Start starts a provider that sends people back to the callback.
func Start(t testing.TB, callback string) *Provider {
	t.Helper()
	p := &Provider{Key: pair()}
	p.store = &store{provider: p, Storage: storage.NewStorageWithClients(accounts{p}, map[string]*storage.Client{
		ClientID: storage.WebClient(ClientID, ClientSecret, callback),
	})}
	var handler http.Handler
	p.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	t.Cleanup(p.server.Close)
	p.URL = p.server.URL
	provider, err := op.NewProvider(&op.Config{
		CryptoKey: sha256.Sum256([]byte("a key of the test's")), CryptoKeyId: "1", CodeMethodS256: true,
	}, p.store, op.StaticIssuer(p.URL), op.WithAllowInsecure(), op.WithLogger(slog.New(slog.DiscardHandler)))
	require.NoError(t, err)
	routes := http.NewServeMux()
	routes.HandleFunc("/login/username", p.letIn(op.AuthCallbackURL(provider)))
	routes.HandleFunc("POST /oauth/token", p.answerTokens(provider))
	routes.Handle("/", provider)
	handler = op.NewIssuerInterceptor(provider.IssuerFromRequest).Handler(routes)
	return p
}

// pair is the key of every provider of one test run; to make one takes long.
var pair = sync.OnceValue(func() *rsa.PrivateKey {
	pair, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return pair
})

// Close takes the provider away.
func (p *Provider) Close() { p.server.Close() }

// Forge has the provider answer with the ID token that make makes of the right
// one's claims, such as one by Sign.
func (p *Provider) Forge(forge func(claims jwt.MapClaims) string) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.forge = forge
}

// Sign signs claims as the provider does.
func (p *Provider) Sign(claims jwt.MapClaims) string {
	return p.SignWith(jwt.SigningMethodRS256, p.Key, claims)
}

// SignWith signs claims in another way, under the name of the provider's key.
func (p *Provider) SignWith(method jwt.SigningMethod, key any, claims jwt.MapClaims) string {
	token := jwt.NewWithClaims(method, claims)
	token.Header["kid"] = keyID
	text, err := token.SignedString(key)
	if err != nil {
		panic(err)
	}
	return text
}

// Visit goes through the provider's pages, as a browser would, and returns where
// it sends back to.
func (p *Provider) Visit(t testing.TB, address string, as Account) string {
	t.Helper()
	p.mutex.Lock()
	p.next = as
	p.mutex.Unlock()
	browser := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for range 5 {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
		require.NoError(t, err)
		answer, err := browser.Do(request)
		require.NoError(t, err)
		require.NoError(t, answer.Body.Close())
		next, err := answer.Location()
		require.NoError(t, err, "%s answers %s", address, answer.Status)
		address = next.String()
		if !strings.HasPrefix(address, p.URL) {
			return address
		}
	}
	t.Fatal("the provider goes on sending from page to page")
	return ""
}

// letIn is the page where others ask for a password.
func (p *Provider) letIn(back func(context.Context, string) string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id := r.URL.Query().Get("authRequestID")
		if err := p.store.CheckUsernamePassword("next", "", id); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		http.Redirect(w, r, back(r.Context(), id), http.StatusFound)
	}
}

// answerTokens answers as the provider does, but for the ID token when it is to lie.
func (p *Provider) answerTokens(next http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		answer := httptest.NewRecorder()
		next.ServeHTTP(answer, r)
		body := answer.Body.Bytes()
		p.mutex.Lock()
		forge := p.forge
		p.mutex.Unlock()
		if forge != nil && answer.Code == http.StatusOK {
			tokens, claims := map[string]any{}, jwt.MapClaims{}
			err := json.Unmarshal(body, &tokens)
			if err == nil {
				_, _, err = jwt.NewParser().ParseUnverified(tokens["id_token"].(string), claims)
			}
			if err == nil {
				tokens["id_token"] = forge(claims)
				body, err = json.Marshal(tokens)
			}
			if err != nil {
				panic(err)
			}
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(answer.Code)
		_, _ = w.Write(body)
	}
}

// registered is the client with the page that it has registered for after signing out.
type registered struct {
	op.Client
	after string
}

// PostLogoutRedirectURIs is that page.
func (r registered) PostLogoutRedirectURIs() []string { return []string{r.after} }

// GetClientByClientID knows the page besides.
func (s *store) GetClientByClientID(ctx context.Context, id string) (op.Client, error) {
	client, err := s.Storage.GetClientByClientID(ctx, id)
	if err != nil {
		return nil, err
	}
	return registered{client, s.provider.AfterSignOut}, nil
}

// store is zitadel's in memory, with this provider's accounts and key.
type store struct {
	*storage.Storage
	provider *Provider
}

func (s *store) next() Account {
	s.provider.mutex.Lock()
	defer s.provider.mutex.Unlock()
	return s.provider.next
}

// SetUserinfoFromRequest adds the groups to the ID token.
func (s *store) SetUserinfoFromRequest(_ context.Context, info *oidc.UserInfo, request op.IDTokenRequest, _ []string) error {
	info.Subject = request.GetSubject()
	if next := s.next(); !next.GroupsInUserinfo && next.Groups != nil {
		info.AppendClaims("groups", next.Groups)
	}
	return nil
}

// SetUserinfoFromToken says at the userinfo endpoint what the ID token leaves out.
func (s *store) SetUserinfoFromToken(_ context.Context, info *oidc.UserInfo, _, subject, _ string) error {
	next := s.next()
	info.Subject, info.Name = subject, next.Name
	info.Email, info.EmailVerified = next.Email, oidc.Bool(!next.EmailUnverified)
	if next.Groups != nil {
		info.AppendClaims("groups", next.Groups)
	}
	return nil
}

const keyID = "provider"

func (s *store) SigningKey(context.Context) (op.SigningKey, error) {
	return key{s.provider.Key, false}, nil
}

func (s *store) KeySet(context.Context) ([]op.Key, error) {
	return []op.Key{key{s.provider.Key, true}}, nil
}

func (s *store) SignatureAlgorithms(context.Context) ([]jose.SignatureAlgorithm, error) {
	return []jose.SignatureAlgorithm{jose.RS256}, nil
}

// key is the provider's, to sign with or for everybody to see.
type key struct {
	pair   *rsa.PrivateKey
	public bool
}

func (k key) SignatureAlgorithm() jose.SignatureAlgorithm { return jose.RS256 }
func (k key) Algorithm() jose.SignatureAlgorithm          { return jose.RS256 }
func (k key) Use() string                                 { return "sig" }
func (k key) ID() string                                  { return keyID }
func (k key) Key() any {
	if k.public {
		return &k.pair.PublicKey
	}
	return k.pair
}

// accounts knows one person at a time: whoever is next.
type accounts struct{ provider *Provider }

func (a accounts) GetUserByID(string) *storage.User { return a.GetUserByUsername("") }

func (a accounts) GetUserByUsername(string) *storage.User {
	next := a.provider.store.next()
	return &storage.User{ID: next.Subject, Username: next.Name, Email: next.Email, EmailVerified: !next.EmailUnverified}
}

func (a accounts) ExampleClientID() string { return ClientID }
