package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"sort"

	core "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

// What becomes of an object that is there by another one of its name.
type update struct {
	// Whether all but the metadata is equal to the server: metadata.generation stays as it is.
	Equal bool `json:"equal"`
	// Of a kind with a template of pods: whether it is equal to the server, and to the controllers of the kind.
	Template *template `json:"template,omitempty"`
	// Where the texts that are kept differ, metadata aside.
	Fields []string `json:"fields"`
	// Why what was there cannot be read.
	Unread string `json:"unread,omitempty"`
}

type template struct {
	// As the controllers of Deployments and Argo Rollouts compare.
	Equal bool `json:"equal"`
	// As those of StatefulSets and DaemonSets do, which keep the text.
	SameText bool `json:"sameText"`
}

type reader func(ctx context.Context, kind schema.GroupVersionKind, data []byte) (runtime.Object, error)

func (said *verdict) tellStored(ctx context.Context, asked question, kind schema.GroupVersionKind, object runtime.Object, read reader) {
	if said.Decoding != "" || (!asked.Stored && asked.Before == nil) {
		return
	}
	after, err := versioned(object, kind)
	if err != nil {
		panic(err)
	}
	if asked.Stored {
		said.Stored = asText(after)
	}
	if asked.Before == nil {
		return
	}
	data, err := asked.Before.asJSON()
	if err == nil {
		var before runtime.Object
		if before, err = readAlike(ctx, kind, data, read); err == nil {
			said.Update = compared(before, after)
			return
		}
	}
	said.Update = &update{Fields: []string{}, Unread: err.Error()}
}

func readAlike(ctx context.Context, kind schema.GroupVersionKind, data []byte, read reader) (runtime.Object, error) {
	own, err := kindOf(data)
	if err != nil {
		return nil, err
	}
	if own != kind {
		return nil, fmt.Errorf("what was there is a %s", own)
	}
	return read(ctx, kind, data)
}

func versioned(object runtime.Object, kind schema.GroupVersionKind) (runtime.Object, error) {
	if _, isCustom := object.(*unstructured.Unstructured); isCustom {
		return object, nil
	}
	return legacyscheme.Scheme.ConvertToVersion(object, kind.GroupVersion())
}

func asText(object any) []byte {
	text, err := json.Marshal(object)
	if err != nil {
		panic(err)
	}
	return text
}

func compared(before, after runtime.Object) *update {
	found := &update{
		Equal:  apiequality.Semantic.DeepEqual(withoutMetadata(before), withoutMetadata(after)),
		Fields: differingFields(before, after),
	}
	if was, is := templateOf(before), templateOf(after); was != nil && is != nil {
		found.Template = &template{
			Equal:    apiequality.Semantic.DeepEqual(was, is),
			SameText: bytes.Equal(asText(was), asText(is)),
		}
	}
	return found
}

// As strategies do before they compare, which say of metadata what may change by themselves.
func withoutMetadata(object runtime.Object) runtime.Object {
	if custom, ok := object.(*unstructured.Unstructured); ok {
		rest := runtime.DeepCopyJSON(custom.Object)
		delete(rest, "metadata")
		return &unstructured.Unstructured{Object: rest}
	}
	rest := object.DeepCopyObject()
	metadata := reflect.ValueOf(rest).Elem().FieldByName("ObjectMeta")
	metadata.SetZero()
	return rest
}

// The pods of a workload; of a pod that which cannot change while it runs.
func templateOf(object runtime.Object) *core.PodTemplateSpec {
	if one, ok := object.(*core.Pod); ok {
		return &core.PodTemplateSpec{ObjectMeta: one.ObjectMeta, Spec: one.Spec}
	}
	value := reflect.ValueOf(object).Elem()
	for _, name := range []string{"Spec", "JobTemplate", "Spec", "Template"} {
		if field := value; field.Kind() == reflect.Struct && field.FieldByName(name).IsValid() {
			value = field.FieldByName(name)
		}
	}
	switch found := value.Interface().(type) {
	case core.PodTemplateSpec:
		return &found
	case *core.PodTemplateSpec:
		return found
	}
	return nil
}

func differingFields(before, after runtime.Object) []string {
	var was, is map[string]any
	for text, tree := range map[*map[string]any]runtime.Object{&was: before, &is: after} {
		if err := json.Unmarshal(asText(tree), text); err != nil {
			panic(err)
		}
		delete(*text, "metadata")
	}
	fields := []string{}
	walk("", was, is, &fields)
	sort.Strings(fields)
	return fields
}

func walk(path string, was, is any, found *[]string) {
	if reflect.DeepEqual(was, is) {
		return
	}
	switch one := was.(type) {
	case map[string]any:
		if other, ok := is.(map[string]any); ok {
			for name := range one {
				walk(path+"."+name, one[name], other[name], found)
			}
			for name := range other {
				if _, known := one[name]; !known {
					walk(path+"."+name, nil, other[name], found)
				}
			}
			return
		}
	case []any:
		if other, ok := is.([]any); ok && len(one) == len(other) {
			for i := range one {
				walk(fmt.Sprintf("%s[%d]", path, i), one[i], other[i], found)
			}
			return
		}
	}
	*found = append(*found, path[1:])
}
