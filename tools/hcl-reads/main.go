// Prints what the code of Terraform reads in HCL: the blocks of standard input with their attributes, as JSON. With the
// argument "format" it prints the text as `terraform fmt` writes it.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
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

func run(source []byte) error {
	if len(os.Args) > 1 && os.Args[1] == "format" {
		_, err := os.Stdout.Write(hclwrite.Format(source))
		return err
	}
	blocks, err := read(source)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(blocks)
}

func main() {
	source, err := io.ReadAll(os.Stdin)
	if err == nil {
		err = run(source)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
