//go:build !linux

package main

import (
	"errors"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

// processAttributes starts a program of PostgreSQL as the account and in a process group of its own: the Ctrl-C of a
// terminal is for devstack, which stops PostgreSQL in its turn. Unlike Linux, no other system can bind the life of a
// child to ours: after a SIGKILL of devstack PostgreSQL runs on until the next start stops it (stopLeftover).
func (a account) processAttributes() (*syscall.SysProcAttr, error) {
	if a.passDirectories {
		return nil, errors.New("PostgreSQL cannot run as root, and no other user may enter the data directory; " +
			"start devstack as another user or choose another --data-dir")
	}
	return &syscall.SysProcAttr{Setpgid: true, Credential: a.credential()}, nil
}

// serves tells whether the process is a PostgreSQL server on dataDir, by its command line.
func serves(pid int, dataDir string) (bool, error) {
	out, err := exec.Command("ps", "-o", "command=", "-p", strconv.Itoa(pid)).Output()
	var noSuchProcess *exec.ExitError
	if errors.As(err, &noSuchProcess) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	command := string(out)
	return strings.Contains(command, "postgres -D "+dataDir+" "), nil
}

// alive tells whether a process exists; one that we may not signal does.
func alive(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}

// memory is how much there is in bytes, 0 when that is not known.
func memory() uint64 {
	for _, name := range []string{"hw.memsize", "hw.physmem64", "hw.physmem"} { // macOS, OpenBSD and NetBSD, FreeBSD
		if out, err := exec.Command("sysctl", "-n", name).Output(); err == nil {
			if total, err := strconv.ParseUint(strings.TrimSpace(string(out)), 10, 64); err == nil {
				return total
			}
		}
	}
	return 0
}
