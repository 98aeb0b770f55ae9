// Package identity lets people sign in with the account they have elsewhere: at
// an OpenID Connect provider, by the authorization code flow with PKCE.
//
// A sign-in has two halves. [Provider.Begin] says where to send the browser, and
// what to remember of the [Attempt]; [Provider.Finish] takes what the browser
// brings back, asks the provider for the ID token and believes it only when
// signature, issuer, audience, time and nonce are right. What comes out is a
// [Person] with the one role that the shop's mapping gives them; whom the mapping
// does not know is refused.
//
// It may import returns. Nothing is asked of the provider before somebody signs
// in, so that the service starts while it is away.
package identity
