// Prints what the code of Terraform reads in HCL: the blocks of standard input with their attributes, as JSON.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

type block struct {
	Type       string                     `json:"type"`
	Labels     []string                   `json:"labels"`
	Attributes map[string]json.RawMessage `json:"attributes"`
}

var functions = &hcl.EvalContext{Functions: map[string]function.Function{"jsonencode": stdlib.JSONEncodeFunc}}

func read(source []byte) ([]block, error) {
	file, problems := hclsyntax.ParseConfig(source, "stdin", hcl.InitialPos)
	if problems.HasErrors() {
		return nil, problems
	}
	blocks := []block{}
	for _, one := range file.Body.(*hclsyntax.Body).Blocks {
		attributes := map[string]json.RawMessage{}
		for name, attribute := range one.Body.Attributes {
			value, problems := attribute.Expr.Value(functions)
			if problems.HasErrors() {
				return nil, problems
			}
			text, err := ctyjson.Marshal(value, value.Type())
			if err != nil {
				return nil, err
			}
			attributes[name] = text
		}
		blocks = append(blocks, block{one.Type, one.Labels, attributes})
	}
	return blocks, nil
}

func main() {
	source, err := io.ReadAll(os.Stdin)
	if err == nil {
		var blocks []block
		if blocks, err = read(source); err == nil {
			err = json.NewEncoder(os.Stdout).Encode(blocks)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
