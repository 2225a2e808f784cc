package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/install"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/util/validation/field"
	documents "k8s.io/apimachinery/pkg/util/yaml"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	kjson "sigs.k8s.io/json"
	"sigs.k8s.io/yaml"
)

type customResources map[schema.GroupVersionKind]*customResource

// One served version of a CRD.
type customResource struct {
	namespaced bool
	hasStatus  bool
	structural *structuralschema.Structural
	schema     validation.SchemaValidator
	cel        *cel.Validator
}

func readCustomResources(files []string) (customResources, error) {
	scheme := runtime.NewScheme()
	install.Install(scheme)
	decoder := serializer.NewCodecFactory(scheme, serializer.EnableStrict).UniversalDecoder(apiextensions.SchemeGroupVersion)
	found := customResources{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		reader := documents.NewYAMLReader(bufio.NewReader(bytes.NewReader(text)))
		for {
			document, err := reader.Read()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
			if err := found.add(decoder, document); err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
		}
	}
	return found, nil
}

func (found customResources) add(decoder runtime.Decoder, document []byte) error {
	data, err := yaml.YAMLToJSON(document)
	if err != nil || bytes.Equal(data, []byte("null")) {
		return err
	}
	object, err := runtime.Decode(decoder, data)
	if err != nil {
		return err
	}
	crd, ok := object.(*apiextensions.CustomResourceDefinition)
	if !ok {
		return fmt.Errorf("a %T is no CustomResourceDefinition", object)
	}
	for _, version := range crd.Spec.Versions {
		if !version.Served {
			continue
		}
		resource, err := newCustomResource(crd, version.Name)
		if err != nil {
			return err
		}
		kind := schema.GroupVersionKind{Group: crd.Spec.Group, Version: version.Name, Kind: crd.Spec.Names.Kind}
		found[kind] = resource
	}
	return nil
}

func newCustomResource(crd *apiextensions.CustomResourceDefinition, version string) (*customResource, error) {
	validations, err := apiextensions.GetSchemaForVersion(crd, version)
	if err != nil {
		return nil, err
	}
	structural, err := structuralschema.NewStructural(validations.OpenAPIV3Schema)
	if err != nil {
		return nil, err
	}
	validator, _, err := validation.NewSchemaValidator(validations.OpenAPIV3Schema)
	if err != nil {
		return nil, err
	}
	subresources, err := apiextensions.GetSubresourcesForVersion(crd, version)
	if err != nil {
		return nil, err
	}
	return &customResource{
		namespaced: crd.Spec.Scope == apiextensions.NamespaceScoped,
		hasStatus:  subresources != nil && subresources.Status != nil,
		structural: structural,
		schema:     validator,
		cel:        cel.NewValidator(structural, true, celconfig.PerCallLimit),
	}, nil
}

// What the decoder of the server does (schemaCoercingDecoder), then the strategy of custom resources.
func (resource *customResource) judge(ctx context.Context, data []byte) (verdict, *unstructured.Unstructured) {
	content := map[string]any{}
	strict, err := kjson.UnmarshalStrict(data, &content, kjson.DisallowDuplicateFields)
	if err != nil {
		return undecodable(err), nil
	}
	object := &unstructured.Unstructured{Object: content}
	unknown, err := resource.coerce(object)
	if err != nil {
		return undecodable(err), nil
	}
	for _, path := range unknown {
		strict = append(strict, fmt.Errorf("unknown field %q", path))
	}
	said := verdict{Refused: refusalsOf(strict)}
	defaulting.PruneNonNullableNullsWithoutDefaults(object.Object, resource.structural)
	defaulting.Default(object.Object, resource.structural)
	fillMetadata(object, !resource.namespaced)
	if resource.hasStatus {
		delete(object.Object, "status")
	}
	object.SetGeneration(1)
	said.refuse(resource.validate(ctx, object))
	return said, object
}

func (resource *customResource) stored(ctx context.Context, _ schema.GroupVersionKind, data []byte) (runtime.Object, error) {
	said, object := resource.judge(ctx, data)
	if object == nil {
		return nil, errors.New(said.Decoding)
	}
	return object, nil
}

// As unstructuredSchemaCoercer.apply: metadata is read as such, what the schema does not know is cut off.
func (resource *customResource) coerce(object *unstructured.Unstructured) ([]string, error) {
	apiVersion, kind := object.GetAPIVersion(), object.GetKind()
	metadata, found, unknown, err := objectmeta.GetObjectMetaWithOptions(
		object.Object, objectmeta.ObjectMetaOptions{ReturnUnknownFieldPaths: true})
	if err != nil {
		return nil, err
	}
	unknown = append(unknown, pruning.PruneWithOptions(
		object.Object, resource.structural, true, structuralschema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true})...)
	defaulting.PruneNonNullableNullsWithoutDefaults(object.Object, resource.structural)
	invalid, paths := objectmeta.CoerceWithOptions(
		nil, object.Object, resource.structural, false, objectmeta.CoerceOptions{ReturnUnknownFieldPaths: true})
	if invalid != nil {
		return nil, invalid
	}
	object.SetAPIVersion(apiVersion)
	object.SetKind(kind)
	if found {
		if err := objectmeta.SetObjectMeta(object.Object, metadata); err != nil {
			return nil, err
		}
	}
	return append(unknown, paths...), nil
}

func (resource *customResource) validate(ctx context.Context, object *unstructured.Unstructured) field.ErrorList {
	errs := validateMetadata(ctx, object, resource.namespaced)
	errs = append(errs, validation.ValidateCustomResource(nil, object.Object, resource.schema)...)
	errs = append(errs, validateEmbedded(ctx, object.Object, resource.structural)...)
	errs = append(errs, listtype.ValidateListSetsAndMaps(nil, resource.structural, object.Object)...)
	// Rules in CEL are asked about objects of the right shape only.
	for _, err := range errs {
		switch err.Type {
		case field.ErrorTypeNotSupported, field.ErrorTypeRequired, field.ErrorTypeTooLong, field.ErrorTypeTooMany, field.ErrorTypeTypeInvalid:
			return errs
		}
	}
	if resource.cel != nil {
		broken, _ := resource.cel.Validate(ctx, nil, resource.structural, object.Object, nil, celconfig.RuntimeCELCostBudget)
		errs = append(errs, broken...)
	}
	return errs
}
