package main

import (
	"fmt"
	"go/ast"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Follows types from package to package.
type typeReader struct {
	source source
	owners map[string]typeKey
	fields map[string]map[string]string
	enums  map[string][]string
}

func newTypeReader(from source) typeReader {
	return typeReader{
		source: from, owners: map[string]typeKey{}, fields: map[string]map[string]string{}, enums: map[string][]string{},
	}
}

const machinery = "k8s.io/apimachinery/pkg/"

// Types with a form of their own in JSON.
var scalars = map[typeKey]string{
	{machinery + "apis/meta/v1", "Time"}:       "Time",
	{machinery + "apis/meta/v1", "MicroTime"}:  "Time",
	{machinery + "apis/meta/v1", "FieldsV1"}:   "any",
	{machinery + "api/resource", "Quantity"}:   "Quantity",
	{machinery + "util/intstr", "IntOrString"}: "IntOrString",
	{machinery + "runtime", "RawExtension"}:    "any",
	{machinery + "types", "UID"}:               "string:UID",
	{machinery + "types", "NodeName"}:          "string:NodeName",
}

// The name of a type: that of Go, and of two with one name the second is called by its package, too.
func (reader typeReader) nameOf(key typeKey) string {
	if owner, taken := reader.owners[key.name]; !taken || owner == key {
		return key.name
	}
	group, version := path.Base(path.Dir(key.pkg)), path.Base(key.pkg)
	return capitalized(group) + capitalized(version) + key.name
}

func capitalized(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

func (reader typeReader) structType(key typeKey) (string, error) {
	name := reader.nameOf(key)
	if reader.owners[name] == key {
		return name, nil
	}
	reader.owners[name] = key
	structure, err := reader.structOf(key)
	if err != nil {
		return "", err
	}
	reader.fields[name] = map[string]string{}
	return name, reader.addFields(key.pkg, structure, reader.fields[name])
}

func (reader typeReader) structOf(key typeKey) (*ast.StructType, error) {
	declared, err := reader.source.typeOf(key)
	if err != nil {
		return nil, err
	}
	structure, ok := declared.Type.(*ast.StructType)
	if !ok {
		return nil, fmt.Errorf("%s.%s is no struct", key.pkg, key.name)
	}
	return structure, nil
}

func (reader typeReader) addFields(pkg string, structure *ast.StructType, fields map[string]string) error {
	for _, field := range structure.Fields.List {
		tag := ""
		if field.Tag != nil {
			text, err := strconv.Unquote(field.Tag.Value)
			if err != nil {
				return err
			}
			tag = reflect.StructTag(text).Get("json")
		}
		name, options, _ := strings.Cut(tag, ",")
		switch {
		case name == "-":
		case slices.Contains(strings.Split(options, ","), "inline"), name == "" && len(field.Names) == 0:
			key, err := reader.source.keyOf(pkg, field.Type)
			if err != nil {
				return err
			}
			inlined, err := reader.structOf(key)
			if err != nil {
				return err
			}
			if err := reader.addFields(key.pkg, inlined, fields); err != nil {
				return err
			}
		case name == "":
			return fmt.Errorf("%s: a field without a name in JSON", pkg)
		default:
			text, err := reader.expression(pkg, field.Type)
			if err != nil {
				return err
			}
			fields[name] = text
		}
	}
	return nil
}

// A type as the table says it.
func (reader typeReader) expression(pkg string, expression ast.Expr) (string, error) {
	switch one := expression.(type) {
	case *ast.StarExpr:
		text, err := reader.expression(pkg, one.X)
		if strings.HasPrefix(text, "string:") {
			text = "*" + text
		}
		return text, err
	case *ast.ArrayType:
		if element, ok := one.Elt.(*ast.Ident); ok && element.Name == "byte" {
			return "bytes", nil
		}
		element, err := reader.expression(pkg, one.Elt)
		return "[]" + element, err
	case *ast.MapType:
		value, err := reader.expression(pkg, one.Value)
		return "map[string]" + value, err
	case *ast.Ident:
		switch one.Name {
		case "string", "bool", "int32", "int64", "int", "float64":
			return one.Name, nil
		}
	}
	key, err := reader.source.keyOf(pkg, expression)
	if err != nil {
		return "", err
	}
	return reader.named(key)
}

func (reader typeReader) named(key typeKey) (string, error) {
	if text, ok := scalars[key]; ok {
		return text, nil
	}
	declared, err := reader.source.typeOf(key)
	if err != nil {
		return "", err
	}
	if _, ok := declared.Type.(*ast.StructType); ok {
		return reader.structType(key)
	}
	text, err := reader.expression(key.pkg, declared.Type)
	if err != nil || text != "string" {
		return text, err
	}
	words, err := reader.source.wordsOf(key)
	if len(words) > 0 {
		reader.enums[key.name] = words
	}
	return "string:" + key.name, err
}
