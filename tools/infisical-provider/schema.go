package main

import (
	_ "embed"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

//go:embed schema.json
var recorded []byte

type schemas struct {
	Provider    schema              `json:"provider"`
	Resources   map[string]schema   `json:"resource_schemas"`
	DataSources map[string]schema   `json:"data_source_schemas"`
	Replaced    map[string][]string `json:"requires_replace"`
	NotImported []string            `json:"not_imported"`
}

type schema struct {
	Version int64 `json:"version"`
	Block   struct {
		Attributes map[string]attribute `json:"attributes"`
	} `json:"block"`
}

type attribute struct {
	Type      json.RawMessage `json:"type"`
	Nested    *nested         `json:"nested_type"`
	Required  bool            `json:"required"`
	Optional  bool            `json:"optional"`
	Computed  bool            `json:"computed"`
	Sensitive bool            `json:"sensitive"`
}

type nested struct {
	Attributes map[string]attribute `json:"attributes"`
	Mode       string               `json:"nesting_mode"`
}

func readSchemas() (all schemas, err error) {
	err = json.Unmarshal(recorded, &all)
	return all, err
}

var modes = map[string]tfprotov6.SchemaObjectNestingMode{
	"single": tfprotov6.SchemaObjectNestingModeSingle,
	"list":   tfprotov6.SchemaObjectNestingModeList,
	"set":    tfprotov6.SchemaObjectNestingModeSet,
	"map":    tfprotov6.SchemaObjectNestingModeMap,
}

func attributesOf(all map[string]attribute) ([]*tfprotov6.SchemaAttribute, error) {
	found := []*tfprotov6.SchemaAttribute{}
	for name, one := range all {
		told := &tfprotov6.SchemaAttribute{
			Name: name, Required: one.Required, Optional: one.Optional, Computed: one.Computed, Sensitive: one.Sensitive,
		}
		if one.Nested != nil {
			inner, err := attributesOf(one.Nested.Attributes)
			if err != nil {
				return nil, err
			}
			told.NestedType = &tfprotov6.SchemaObject{Attributes: inner, Nesting: modes[one.Nested.Mode]}
		} else {
			// There is no other reader of the types that `providers schema -json` prints.
			kind, err := tftypes.ParseJSONType(one.Type)
			if err != nil {
				return nil, err
			}
			told.Type = kind
		}
		found = append(found, told)
	}
	return found, nil
}

func (one schema) told() (*tfprotov6.Schema, error) {
	attributes, err := attributesOf(one.Block.Attributes)
	return &tfprotov6.Schema{Version: one.Version, Block: &tfprotov6.SchemaBlock{Attributes: attributes}}, err
}

func toldAll(all map[string]schema) (map[string]*tfprotov6.Schema, error) {
	found := map[string]*tfprotov6.Schema{}
	for name, one := range all {
		told, err := one.told()
		if err != nil {
			return nil, err
		}
		found[name] = told
	}
	return found, nil
}
