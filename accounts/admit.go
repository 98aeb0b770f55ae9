package accounts

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/audit"
	"backhaul/db"
	"backhaul/returns"
)

// Vouched is somebody whom a provider vouches for. Issuer and Subject together
// are who it is; role, name and e-mail may be others at the next sign-in.
type Vouched struct {
	Issuer, Subject string
	Name, Email     string
	Role            returns.Role
}

// Admit makes or updates the user whom the provider vouches for, and notes what
// is different. The provider's word counts for the role, even for the last
// admin's; who is disabled here stays out whatever the provider says, and is
// refused with [CodeSignIn]. Nobody is taken for a local user of the same name
// or address, which anybody may write down at a provider.
func Admit(ctx context.Context, pool *pgxpool.Pool, from returns.Origin, now time.Time, vouched Vouched) (User, error) {
	user := User{
		ID: vouchedID(vouched.Issuer, vouched.Subject), Name: vouched.Name, Email: vouched.Email, Role: vouched.Role,
		CreatedAt: now, Issuer: vouched.Issuer, Subject: vouched.Subject,
	}
	who := audit.Who{Actor: user.Actor(), Origin: from}
	err := db.InTx(ctx, pool, func(tx pgx.Tx) error {
		made, err := makeUser(ctx, tx, who, user)
		if err != nil || made {
			return err
		}
		row, err := db.Queries.UserLock(ctx, tx, user.ID)
		if err != nil {
			return err
		}
		was := UserOf(row)
		if was.DisabledAt != nil || was.Issuer != vouched.Issuer || was.Subject != vouched.Subject {
			return errNotAdmitted()
		}
		return update(ctx, tx, who, now, was, user, nil)
	})
	return user, err
}

// TurnAway ends the sessions of somebody whom the provider knows and to whom the
// shop gives no role any more.
func TurnAway(ctx context.Context, pool *pgxpool.Pool, issuer, subject string) error {
	id := vouchedID(issuer, subject)
	_, err := db.Queries.SessionsEnd(ctx, pool, &id, nil)
	return err
}

// vouchedID is a user's id, the same at every sign-in. A subject may be any text,
// and the same text at another provider is another person.
func vouchedID(issuer, subject string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q", []string{issuer, subject}))
	return "oidc-" + hex.EncodeToString(sum[:10])
}

func errNotAdmitted() error {
	return returns.Refuse(CodeSignIn, "the user is disabled here; an administrator can enable them again")
}
