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

type typeKey struct{ pkg, name string }

// Follows types from package to package.
type typeReader struct {
	source    source
	names     map[typeKey]string
	types     map[typeKey]map[string]string
	constants map[string][]string
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
	{machinery + "types", "UID"}:               "string",
	{machinery + "types", "NodeName"}:          "string",
	{machinery + "runtime", "Object"}:          "any",
}

// Types of the same name in several packages are named after their package, in every version.
var ambiguous = []string{
	"HorizontalPodAutoscaler", "HorizontalPodAutoscalerSpec", "HorizontalPodAutoscalerStatus", "CrossVersionObjectReference",
}

func (reader *typeReader) structType(key typeKey) (string, error) {
	if name, seen := reader.names[key]; seen {
		return name, nil
	}
	name := key.name
	if slices.Contains(ambiguous, name) {
		name = path.Base(path.Dir(key.pkg)) + "/" + path.Base(key.pkg) + "." + name
	}
	reader.names[key] = name
	declared, err := reader.source.typeOf(key)
	if err != nil {
		return "", err
	}
	structure, ok := declared.Type.(*ast.StructType)
	if !ok {
		return "", fmt.Errorf("%s.%s is no struct", key.pkg, key.name)
	}
	fields := map[string]string{}
	reader.types[key] = fields
	return name, reader.addFields(key.pkg, structure, fields)
}

func (reader *typeReader) addFields(pkg string, structure *ast.StructType, fields map[string]string) error {
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
		if name == "-" {
			continue
		}
		if slices.Contains(strings.Split(options, ","), "inline") || (name == "" && len(field.Names) == 0) {
			if err := reader.addInlined(pkg, field.Type, fields); err != nil {
				return err
			}
			continue
		}
		if name == "" {
			return fmt.Errorf("%s: a field without a name in JSON", pkg)
		}
		text, err := reader.expression(pkg, field.Type)
		if err != nil {
			return err
		}
		fields[name] = text
	}
	return nil
}

func (reader *typeReader) addInlined(pkg string, expression ast.Expr, fields map[string]string) error {
	key, err := reader.source.keyOf(pkg, expression)
	if err != nil {
		return err
	}
	declared, err := reader.source.typeOf(key)
	if err != nil {
		return err
	}
	structure, ok := declared.Type.(*ast.StructType)
	if !ok {
		return fmt.Errorf("%s.%s is inlined and no struct", key.pkg, key.name)
	}
	return reader.addFields(key.pkg, structure, fields)
}

// A type as the table says it.
func (reader *typeReader) expression(pkg string, expression ast.Expr) (string, error) {
	switch one := expression.(type) {
	case *ast.StarExpr:
		return reader.expression(pkg, one.X)
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

func (reader *typeReader) named(key typeKey) (string, error) {
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
	if values := reader.source.constantsOf(key); len(values) > 0 {
		reader.constants[key.name] = values
	}
	return "string:" + key.name, nil
}
