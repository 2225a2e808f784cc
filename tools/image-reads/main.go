// Reads references of images as the kubelet does: a JSON list of texts from standard input, of each its parts or null.
package main

import (
	"encoding/json"
	"os"

	_ "crypto/sha256"
	_ "crypto/sha512"

	"github.com/distribution/reference"
)

type parts struct {
	Tag    string `json:"tag,omitempty"`
	Digest string `json:"digest,omitempty"`
}

func read(text string) *parts {
	named, err := reference.ParseNormalizedNamed(text)
	if err != nil {
		return nil
	}
	var found parts
	if tagged, ok := named.(reference.Tagged); ok {
		found.Tag = tagged.Tag()
	}
	if digested, ok := named.(reference.Digested); ok {
		found.Digest = digested.Digest().String()
	}
	return &found
}

func main() {
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		panic(err)
	}
	all := make([]*parts, len(texts))
	for i, text := range texts {
		all[i] = read(text)
	}
	if err := json.NewEncoder(os.Stdout).Encode(all); err != nil {
		panic(err)
	}
}
