package main

import (
	"context"
	"encoding/hex"
	"fmt"
	"os/user"
	"strconv"
	"strings"

	"backhaul/audit"
	"backhaul/db"
	"backhaul/verify"
)

// auditCommands are about the service's audit trail.
type auditCommands struct {
	Head auditHeadCommand `cmd:"" help:"Print the end of the audit trail, to be noted elsewhere and given to verify --audit-head later."`
}

type auditHeadCommand struct{ database }

// Run prints sequence and hash.
func (c auditHeadCommand) Run(ctx context.Context, out output) error {
	pool, err := c.database.open(ctx)
	if err != nil {
		return err
	}
	defer pool.Close()
	head, err := db.Queries.AuditHead(ctx, pool)
	if err == nil {
		fmt.Fprintf(out.stdout, "%d:%s\n", head.Seq, hex.EncodeToString(head.Hash))
	}
	return err
}

// auditHead is what that command printed.
type auditHead verify.Anchor

// UnmarshalText reads it.
func (h *auditHead) UnmarshalText(text []byte) error {
	seq, hash, _ := strings.Cut(string(text), ":")
	var err error
	if h.Seq, err = strconv.ParseInt(seq, 10, 64); err == nil {
		h.Hash, err = hex.DecodeString(hash)
	}
	if err != nil || h.Seq < 1 || len(h.Hash) != 32 {
		return fmt.Errorf("%q is not a line that `backhaul audit head` printed, such as 12:9f86d0…", text)
	}
	return nil
}

// operator is whoever runs the command, as the audit trail shows them.
func operator() audit.Who {
	name := ""
	if self, err := user.Current(); err == nil {
		name = self.Username
	}
	return audit.Operator(name)
}
