package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// capDACOverride is CAP_DAC_OVERRIDE of capabilities(7): permission checks on files and folders do not apply.
const capDACOverride = 1

// processAttributes starts a program of PostgreSQL as the account, in a process group of its own (the Ctrl-C of a
// terminal is for devstack, which stops PostgreSQL in its turn), and bound to our life: if devstack is killed with
// SIGKILL, the kernel sends the program SIGINT, on which PostgreSQL shuts down properly. The thread that starts it
// must live as long as it does, see startBound.
func (a account) processAttributes() (*syscall.SysProcAttr, error) {
	attributes := &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGINT, Credential: a.credential()}
	if a.passDirectories {
		attributes.AmbientCaps = []uintptr{capDACOverride}
	}
	return attributes, nil
}

// serves tells whether the process is a PostgreSQL server on dataDir. It goes by the command line, which root may read
// in a container too, while /proc/<pid>/cwd of another user needs a capability that containers lack.
func serves(pid int, dataDir string) (bool, error) {
	content, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	if os.IsNotExist(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	arguments := bytes.Split(bytes.TrimRight(content, "\x00"), []byte{0})
	at := slices.IndexFunc(arguments, func(argument []byte) bool { return string(argument) == "-D" })
	return filepath.Base(string(arguments[0])) == "postgres" && at > 0 && at+1 < len(arguments) &&
		string(arguments[at+1]) == dataDir, nil
}

// alive tells whether a process still runs. One that has ended but that nobody has waited for does not: in a container
// the process that inherits ours may never wait.
func alive(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return false
	}
	_, state, _ := bytes.Cut(stat, []byte(") ")) // pid (name) state ...
	return len(state) > 0 && state[0] != 'Z'
}

// memory is how much there is in bytes: the machine's, or what our container may use of it. 0 is not known.
func memory() uint64 {
	var info unix.Sysinfo_t
	if unix.Sysinfo(&info) != nil {
		return 0
	}
	total := uint64(info.Totalram) * uint64(info.Unit) //nolint:unconvert // 32 bits on some machines
	if text, err := os.ReadFile("/sys/fs/cgroup/memory.max"); err == nil {
		if limit, err := strconv.ParseUint(strings.TrimSpace(string(text)), 10, 64); err == nil { // else it is "max"
			total = min(total, limit)
		}
	}
	return total
}
