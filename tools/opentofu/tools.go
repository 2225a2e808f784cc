//go:build tools

// Package tools names the program that is built: OpenTofu, which "go install" refuses, as its go.mod has a replace.
package tools

import _ "github.com/opentofu/opentofu/cmd/tofu"
