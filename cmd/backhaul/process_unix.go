//go:build unix

package main

import "syscall"

// ownProcessGroup keeps the terminal's signals away from a child.
func ownProcessGroup() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
