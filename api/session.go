package api

import (
	"context"
	"encoding/hex"
	"errors"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/jackc/pgx/v5"

	"backhaul/accounts"
	"backhaul/audit"
	"backhaul/db"
	"backhaul/returns"
)

// Sessions: how a browser signs in, stays signed in, and is told apart from
// another site that sends requests in its name.

// passwordsAtOnce bounds the memory that a crowd at the door can take: 19 MiB each.
const passwordsAtOnce = 4

// prepareSessions sets what is not given, and refuses cookies that everybody on
// the way could read.
func (s *server) prepareSessions() error {
	if s.Sessions.Idle == 0 {
		s.Sessions.Idle = 2 * time.Hour
	}
	if s.Sessions.Longest == 0 {
		s.Sessions.Longest = 12 * time.Hour
	}
	if s.PublicURL == nil {
		s.PublicURL = &url.URL{Scheme: "http", Host: "127.0.0.1"}
	}
	if s.PublicURL.Scheme != "https" && !IsLoopback(s.PublicURL.Hostname()) {
		return errors.New("the public URL " + s.PublicURL.String() + " must begin with https://: over http, others on the way could take sessions over")
	}
	return s.origin.AddTrustedOrigin(s.PublicURL.Scheme + "://" + s.PublicURL.Host)
}

// IsLoopback reports whether a host is this machine.
func IsLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || (ip != nil && ip.IsLoopback())
}

// SessionCookies are what the cookie of a session may be called. Over https it is
// the second one, which no subdomain can plant.
var SessionCookies = []string{"backhaul", "__Host-backhaul"}

// cookie is the session's. Lax, so that a link in a mail finds people signed in;
// what changes something is held against its origin besides.
func (s *server) cookie(value string, until time.Time) *http.Cookie {
	cookie := &http.Cookie{ //nolint:gosec // without TLS only on this machine, for trials: checkSafe holds to it
		Name: SessionCookies[0], Value: value, Path: "/", Expires: until, HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: s.PublicURL.Scheme == "https",
	}
	if cookie.Secure {
		cookie.Name = SessionCookies[1]
	}
	return cookie
}

// sameOrigin refuses what another site sends in a browser's name. A caller with
// a token is no browser; one with a cookie has to say where it comes from, as
// all browsers do.
func (s *server) sameOrigin(c *gin.Context) {
	this := callOf(c)
	this.cookie, _ = c.Cookie(s.cookie("", time.Time{}).Name)
	this.attempt, _ = c.Cookie(s.attemptCookie("", 0).Name)
	if c.GetHeader("Authorization") != "" || s.fromTemporalUI(c) {
		c.Next()
		return
	}
	err := s.origin.Check(c.Request)
	reads := slices.Contains([]string{http.MethodGet, http.MethodHead, http.MethodOptions}, c.Request.Method)
	silent := c.GetHeader("Sec-Fetch-Site") == "" && c.GetHeader("Origin") == ""
	if err != nil || (!reads && silent && this.cookie != "" && !this.op.public) {
		s.fail(c, returns.Refuse(codeCrossOrigin, "with a session's cookie this must come from the service's own pages, with their Origin; programs send a token"))
		return
	}
	c.Next()
}

func (s *server) bySession(c *gin.Context, this *call) error {
	if this.cookie == "" {
		return notKnown(c, returns.Refuse(codeUnauthenticated, "send a token: Authorization: Bearer <token>"))
	}
	session, found, err := s.Sessions.Find(c, s.DB, s.Now(), this.cookie)
	if err != nil {
		return err
	}
	if !found || (s.LocalUsersOff && session.User.IsLocal()) {
		return notKnown(c, returns.Refuse(codeUnauthenticated, "the session is over; sign in again"))
	}
	this.actor, this.customer = session.User.Actor(), session.User.CustomerID
	this.came, this.until, this.session = BySession, &session.ExpiresAt, &session
	this.via = viaSession(session)
	return nil
}

// viaSession names a session for the audit trail by the beginning of its hash.
func viaSession(session accounts.Session) string {
	return "session " + hex.EncodeToString(session.Hash[:6])
}

// SignIn counts the try, then checks the password, then begins a session.
func (s *server) SignIn(ctx context.Context, r SignInRequestObject) (SignInResponseObject, error) {
	if s.LocalUsersOff {
		return nil, returns.Refuse(returns.CodeForbidden, "nobody signs in with a password here; sign in with your organization's account")
	}
	this, now := callOf(ctx), s.Now()
	login := strings.ToLower(strings.TrimSpace(r.Body.Login))
	guesses := accounts.GuessesAtPassword(login, this.network())
	if err := accounts.TakeGuess(ctx, s.DB, now, guesses); err != nil {
		return nil, err
	}
	user, err := s.passwords.SignIn(ctx, s.DB, login, r.Body.Password)
	if err != nil {
		// What was typed may be anything, even the password; it is not kept.
		return nil, errors.Join(err, s.note(ctx, audit.SessionRefused, "", nil))
	}
	if err := accounts.ForgiveGuess(ctx, s.DB, guesses); err != nil {
		return nil, err
	}
	session, err := s.startSession(ctx, user)
	return SignIn200JSONResponse(session), err
}

// startSession gives the browser a new session and ends the one it had, and says so
// on the audit trail, all of it or nothing.
func (s *server) startSession(ctx context.Context, user accounts.User) (Session, error) {
	this := callOf(ctx)
	var session accounts.Session
	var cookie string
	err := db.InTx(ctx, s.DB, func(tx pgx.Tx) (err error) {
		if session, cookie, err = s.Sessions.Begin(ctx, tx, s.Now(), user); err != nil {
			return err
		}
		if this.cookie != "" {
			if err := accounts.End(ctx, tx, accounts.HashOf(this.cookie)); err != nil {
				return err
			}
		}
		opened := s.entry(ctx, audit.SessionOpened, user.ID, nil)
		opened.Who.Actor, opened.Who.Origin.Via = user.Actor(), viaSession(session)
		return audit.Append(ctx, tx, opened)
	})
	if err != nil {
		return Session{}, err
	}
	this.setCookie(s.cookie(cookie, session.ExpiresAt))
	this.actor, this.customer = user.Actor(), user.CustomerID
	this.came, this.until, this.session = BySession, &session.ExpiresAt, &session
	this.via = viaSession(session)
	s.logAccess(ctx, audit.SessionOpened, user.ID)
	return s.sessionView(this), nil
}

// GetSession says who calls and what they may call.
func (s *server) GetSession(ctx context.Context, _ GetSessionRequestObject) (GetSessionResponseObject, error) {
	return GetSession200JSONResponse(s.sessionView(callOf(ctx))), nil
}

func (s *server) sessionView(this *call) Session {
	view := Session{User: meOf(this), By: this.came, ExpiresAt: this.until, Allowed: s.document.allowed(this.actor.Role)}
	if this.session != nil {
		idle := this.session.IdleAt
		if idle.After(this.session.ExpiresAt) {
			idle = this.session.ExpiresAt
		}
		view.IdleAt = &idle
	}
	return view
}

// SignOut ends the session that the call came with, and says where one at the
// provider ends.
func (s *server) SignOut(ctx context.Context, _ SignOutRequestObject) (SignOutResponseObject, error) {
	this := callOf(ctx)
	if this.session == nil {
		return nil, errNoSession()
	}
	if err := db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if err := accounts.End(ctx, tx, this.session.Hash); err != nil {
			return err
		}
		return audit.Append(ctx, tx, s.entry(ctx, audit.SessionClosed, this.actor.ID, nil))
	}); err != nil {
		return nil, err
	}
	s.logAccess(ctx, audit.SessionClosed, this.actor.ID)
	gone := s.cookie("", time.Unix(1, 0)) //nolint:gosec // set as cookie has it
	gone.MaxAge = -1
	this.setCookie(gone)
	if s.Identity != nil && this.session.User.Issuer == s.Identity.Issuer() {
		if page := s.Identity.SignOutPage(ctx); page != "" {
			return SignOut200JSONResponse{ContinueAt: page}, nil
		}
	}
	return SignOut204Response{}, nil
}

// ChangeOwnPassword is for whoever has signed in with one: a token must not be
// enough to take a user over.
func (s *server) ChangeOwnPassword(ctx context.Context, r ChangeOwnPasswordRequestObject) (ChangeOwnPasswordResponseObject, error) {
	this, now := callOf(ctx), s.Now()
	if this.session == nil {
		return nil, errNoSession()
	}
	guesses := accounts.GuessesAtPassword(this.actor.ID, this.network())
	if err := accounts.TakeGuess(ctx, s.DB, now, guesses); err != nil {
		return nil, err
	}
	if err := s.passwords.ChangeOwn(ctx, s.DB, this.who(), now, r.Body.Current, r.Body.Password, this.session.Hash); err != nil {
		return nil, err
	}
	return ChangeOwnPassword204Response{}, accounts.ForgiveGuess(ctx, s.DB, guesses)
}

func errNoSession() error {
	return returns.Refuse(returns.CodeConflict, "this is for a session, and the call came with a token")
}

// note records on the audit trail that something happened at the door that has no
// transaction of its own: who came in vain, or read something.
func (s *server) note(ctx context.Context, kind audit.Kind, about string, data any) error {
	s.logAccess(ctx, kind, about)
	return audit.Record(ctx, s.DB, s.entry(ctx, kind, about, data))
}

// entry says on the audit trail what the call did.
func (s *server) entry(ctx context.Context, kind audit.Kind, about string, data any) audit.Entry {
	who := callOf(ctx).who()
	if who.Actor.ID == "" {
		who.Actor = returns.Actor{ID: "nobody", Role: returns.RoleSystem}
	}
	return audit.Entry{Kind: kind, Who: who, Subject: about, Data: data, At: s.Now()}
}

func (s *server) logAccess(ctx context.Context, kind audit.Kind, about string) {
	this := callOf(ctx)
	s.Logger.InfoContext(ctx, "access", "what", kind, "about", about, "request_id", this.id, "actor", this.actor.ID, "address", this.address)
}
