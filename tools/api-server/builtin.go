package main

import (
	"context"
	"strings"

	"k8s.io/apimachinery/pkg/api/meta"
	genericvalidation "k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/api/validation/path"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

var strictJSON = json.NewSerializerWithOptions(
	json.DefaultMetaFactory, legacyscheme.Scheme, legacyscheme.Scheme, json.SerializerOptions{Strict: true})

// Decodes, defaults and converts, then does what rest.BeforeCreate of the server does.
func (kind builtIn) judge(ctx context.Context, gvk schema.GroupVersionKind, data []byte) (verdict, runtime.Object) {
	object, metadata, strict, err := kind.prepared(gvk, data)
	if err != nil {
		return undecodable(err), nil
	}
	said := verdict{Refused: refusalsOf(strict)}
	errs := kind.validate(object)
	if len(errs) == 0 {
		errs = genericvalidation.ValidateObjectMetaAccessor(
			metadata, !kind.clusterScoped, path.ValidatePathSegmentName, field.NewPath("metadata"))
	}
	said.refuse(validateDeclaratively(ctx, gvk, object, errs))
	if len(said.Refused) == 0 {
		said.Warnings = kind.warnings(ctx, object)
	}
	return said, object
}

// The object as it is validated, and what strict decoding has found.
func (kind builtIn) prepared(gvk schema.GroupVersionKind, data []byte) (runtime.Object, metav1.Object, []error, error) {
	internal := schema.GroupVersion{Group: gvk.Group, Version: runtime.APIVersionInternal}
	object, _, err := legacyscheme.Codecs.DecoderToVersion(strictJSON, internal).Decode(data, nil, nil)
	strict, isStrict := runtime.AsStrictDecodingError(err)
	if err != nil && (!isStrict || object == nil) {
		return nil, nil, nil, err
	}
	metadata, err := meta.Accessor(object)
	if err != nil {
		return nil, nil, nil, err
	}
	fillMetadata(metadata, kind.clusterScoped)
	kind.prepare(object)
	if !isStrict {
		return object, metadata, nil, nil
	}
	return object, metadata, strict.Errors(), nil
}

// The object in the words of its version.
func (kind builtIn) stored(_ context.Context, gvk schema.GroupVersionKind, data []byte) (runtime.Object, error) {
	object, _, _, err := kind.prepared(gvk, data)
	if err != nil {
		return nil, err
	}
	return versioned(object, gvk)
}

// What the server fills in before the strategy sees the object.
func fillMetadata(metadata metav1.Object, clusterScoped bool) {
	switch {
	case clusterScoped:
		metadata.SetNamespace("")
	case metadata.GetNamespace() == "":
		metadata.SetNamespace(requestNamespace)
	}
	if prefix := metadata.GetGenerateName(); prefix != "" && metadata.GetName() == "" {
		metadata.SetName(prefix[:min(len(prefix), 58)] + strings.Repeat("x", 5))
	}
	metadata.SetDeletionTimestamp(nil)
	metadata.SetDeletionGracePeriodSeconds(nil)
	metadata.SetSelfLink("")
	metadata.SetUID("00000000-0000-4000-8000-000000000000")
}

func (said *verdict) refuse(errs field.ErrorList) {
	for _, err := range errs {
		said.Refused = append(said.Refused, refusal{Field: err.Field, Type: err.Type.String(), Detail: err.Detail})
	}
}
