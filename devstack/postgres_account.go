package main

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// An account is who the processes of PostgreSQL run as.
type account struct {
	uid, gid uint32
	// switched: devstack is root, which PostgreSQL refuses to run as, and the account is another user.
	switched bool
	// passDirectories: the account may not enter a folder above the data (a clone under /root) and gets the Linux
	// capability to do so all the same.
	passDirectories bool
}

// accountFor chooses the account for data in dir: ourselves, or `postgres` (the package makes it), or `nobody`.
func accountFor(dir string) (account, error) {
	if os.Geteuid() != 0 {
		return account{uid: uint32(os.Getuid()), gid: uint32(os.Getgid())}, nil //nolint:gosec // ids of POSIX are 32 bits
	}
	var found *user.User
	for _, name := range []string{"postgres", "_postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			found = u
			break
		}
	}
	if found == nil {
		return account{}, errors.New("PostgreSQL does not run as root and there is no user postgres or nobody to run it as; " +
			"create a user postgres, or start devstack as another user")
	}
	uid, uidErr := strconv.ParseUint(found.Uid, 10, 32)
	gid, gidErr := strconv.ParseUint(found.Gid, 10, 32)
	if err := errors.Join(uidErr, gidErr); err != nil {
		return account{}, fmt.Errorf("user %s has no numeric ids: %w", found.Username, err)
	}
	who := account{uid: uint32(uid), gid: uint32(gid), switched: true}
	enters, err := who.canEnter(dir)
	if err != nil {
		return account{}, err
	}
	who.passDirectories = !enters
	return who, nil
}

// canEnter tells whether the account may pass dir and every folder above it.
func (a account) canEnter(dir string) (bool, error) {
	for {
		info, err := os.Stat(dir)
		if err != nil {
			return false, err
		}
		owner, ok := info.Sys().(*syscall.Stat_t)
		if !ok {
			return false, fmt.Errorf("%s: this system does not say who owns it", dir)
		}
		enter := os.FileMode(0o001)
		switch {
		case owner.Uid == a.uid:
			enter = 0o100
		case owner.Gid == a.gid:
			enter = 0o010
		}
		if info.Mode()&enter == 0 {
			return false, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return true, nil
		}
		dir = parent
	}
}

// makeDir makes a folder that only the account can read, as PostgreSQL wants its data.
func (a account) makeDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if a.switched {
		return os.Chown(dir, int(a.uid), int(a.gid))
	}
	return nil
}

// credential is what a child process is started with, nil to start it as ourselves.
func (a account) credential() *syscall.Credential {
	if !a.switched {
		return nil
	}
	return &syscall.Credential{Uid: a.uid, Gid: a.gid}
}
