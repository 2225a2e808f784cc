package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The same for the same, so that a second look finds what the first one did.
func uuidOf(what string) string {
	sum := sha256.Sum256([]byte(what))
	text := hex.EncodeToString(sum[:])
	return fmt.Sprintf("%s-%s-4%s-8%s-%s", text[0:8], text[8:12], text[13:16], text[17:20], text[20:32])
}

// What Infisical says of its own accord is unknown until it does.
func withUnknown(all map[string]attribute, value tftypes.Value) (tftypes.Value, error) {
	return changed(all, value, func(_ string, kind tftypes.Type) tftypes.Value {
		return tftypes.NewValue(kind, tftypes.UnknownValue)
	}, isNull)
}

// Made up of all that is known, where it was unknown.
func withMadeUp(name string, all map[string]attribute, value tftypes.Value) (tftypes.Value, error) {
	what := name + value.String()
	return changed(all, value, func(field string, kind tftypes.Type) tftypes.Value {
		return madeUp(what+field, kind)
	}, isUnknown)
}

func isNull(value tftypes.Value) bool    { return value.IsNull() }
func isUnknown(value tftypes.Value) bool { return !value.IsKnown() }

type making func(field string, kind tftypes.Type) tftypes.Value

func changed(all map[string]attribute, value tftypes.Value, made making, is func(tftypes.Value) bool) (tftypes.Value, error) {
	fields := map[string]tftypes.Value{}
	if err := value.As(&fields); err != nil {
		return value, err
	}
	for name, one := range all {
		field := fields[name]
		if one.Computed && is(field) {
			fields[name] = made(name, field.Type())
			continue
		}
		if one.Nested == nil || one.Nested.Mode != "list" || field.IsNull() || !field.IsKnown() {
			continue
		}
		items := []tftypes.Value{}
		if err := field.As(&items); err != nil {
			return value, err
		}
		for index, item := range items {
			inner, err := changed(one.Nested.Attributes, item, made, is)
			if err != nil {
				return value, err
			}
			items[index] = inner
		}
		fields[name] = tftypes.NewValue(field.Type(), items)
	}
	return tftypes.NewValue(value.Type(), fields), nil
}

func madeUp(what string, kind tftypes.Type) tftypes.Value {
	switch {
	case kind.Is(tftypes.String):
		return tftypes.NewValue(kind, uuidOf(what))
	case kind.Is(tftypes.Number):
		return tftypes.NewValue(kind, 1)
	case kind.Is(tftypes.Bool):
		return tftypes.NewValue(kind, false)
	case kind.Is(tftypes.List{}), kind.Is(tftypes.Set{}):
		return madeItems(what, kind)
	case kind.Is(tftypes.Map{}):
		return tftypes.NewValue(kind, map[string]tftypes.Value{})
	}
	return madeObject(what, kind)
}

// Folders are called as the test says, so that one of them can be looked for.
func madeItems(what string, kind tftypes.Type) tftypes.Value {
	list, isList := kind.(tftypes.List)
	object, isObject := list.ElementType.(tftypes.Object)
	if !isList || !isObject || object.AttributeTypes["name"] == nil {
		return tftypes.NewValue(kind, []tftypes.Value{})
	}
	items := []tftypes.Value{}
	for _, name := range strings.Fields(os.Getenv("FOLDERS")) {
		fields := map[string]tftypes.Value{}
		_ = madeObject(what+name, object).As(&fields)
		fields["name"] = tftypes.NewValue(tftypes.String, name)
		items = append(items, tftypes.NewValue(object, fields))
	}
	return tftypes.NewValue(kind, items)
}

func madeObject(what string, kind tftypes.Type) tftypes.Value {
	object, isObject := kind.(tftypes.Object)
	if !isObject {
		return tftypes.NewValue(kind, nil)
	}
	fields := map[string]tftypes.Value{}
	for name, inner := range object.AttributeTypes {
		fields[name] = madeUp(what+name, inner)
	}
	return tftypes.NewValue(kind, fields)
}
