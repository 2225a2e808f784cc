//go:build tools

// Package tools names the program that is built: docker compose, which "go install" refuses, as its go.mod has excludes.
package tools

import _ "github.com/docker/compose/v2/cmd"
