package main

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

func (p *provider) UpgradeResourceState(_ context.Context, asked *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	kind := p.resources[asked.TypeName].ValueType()
	value, err := asked.RawState.Unmarshal(kind)
	if err != nil {
		return nil, err
	}
	state, err := tfprotov6.NewDynamicValue(kind, value)
	return &tfprotov6.UpgradeResourceStateResponse{UpgradedState: &state}, err
}

func (p *provider) ReadResource(_ context.Context, asked *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return &tfprotov6.ReadResourceResponse{NewState: asked.CurrentState}, nil
}

func (p *provider) PlanResourceChange(_ context.Context, asked *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	kind := p.resources[asked.TypeName].ValueType()
	prior, err := asked.PriorState.Unmarshal(kind)
	if err != nil {
		return nil, err
	}
	proposed, err := asked.ProposedNewState.Unmarshal(kind)
	if err != nil {
		return nil, err
	}
	if proposed.IsNull() {
		return &tfprotov6.PlanResourceChangeResponse{PlannedState: asked.ProposedNewState}, nil
	}
	planned, err := withUnknown(p.all.Resources[asked.TypeName].Block.Attributes, proposed)
	if err != nil {
		return nil, err
	}
	state, err := tfprotov6.NewDynamicValue(kind, planned)
	if err != nil {
		return nil, err
	}
	replaced, err := p.replaced(asked.TypeName, prior, planned)
	return &tfprotov6.PlanResourceChangeResponse{PlannedState: &state, RequiresReplace: replaced}, err
}

// The attributes for which another value means another resource.
func (p *provider) replaced(name string, prior, planned tftypes.Value) ([]*tftypes.AttributePath, error) {
	if prior.IsNull() {
		return nil, nil
	}
	before, after := map[string]tftypes.Value{}, map[string]tftypes.Value{}
	if err := prior.As(&before); err != nil {
		return nil, err
	}
	if err := planned.As(&after); err != nil {
		return nil, err
	}
	paths := []*tftypes.AttributePath{}
	for _, attribute := range p.all.Replaced[name] {
		// What is imported is known only when it is read.
		if !before[attribute].IsNull() && !before[attribute].Equal(after[attribute]) {
			paths = append(paths, tftypes.NewAttributePath().WithAttributeName(attribute))
		}
	}
	return paths, nil
}

func (p *provider) ApplyResourceChange(_ context.Context, asked *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	kind := p.resources[asked.TypeName].ValueType()
	planned, err := asked.PlannedState.Unmarshal(kind)
	if err != nil || planned.IsNull() {
		return &tfprotov6.ApplyResourceChangeResponse{NewState: asked.PlannedState}, err
	}
	made, err := withMadeUp(asked.TypeName, p.all.Resources[asked.TypeName].Block.Attributes, planned)
	if err != nil {
		return nil, err
	}
	state, err := tfprotov6.NewDynamicValue(kind, made)
	return &tfprotov6.ApplyResourceChangeResponse{NewState: &state}, err
}

func (p *provider) ImportResourceState(_ context.Context, asked *tfprotov6.ImportResourceStateRequest) (*tfprotov6.ImportResourceStateResponse, error) {
	if slices.Contains(p.all.NotImported, asked.TypeName) {
		return &tfprotov6.ImportResourceStateResponse{Diagnostics: []*tfprotov6.Diagnostic{{
			Severity: tfprotov6.DiagnosticSeverityError, Summary: "Resource Import Not Implemented",
		}}}, nil
	}
	kind := p.resources[asked.TypeName].ValueType()
	fields := map[string]tftypes.Value{}
	for name, inner := range kind.(tftypes.Object).AttributeTypes {
		fields[name] = tftypes.NewValue(inner, nil)
	}
	fields["id"] = tftypes.NewValue(tftypes.String, asked.ID)
	state, err := tfprotov6.NewDynamicValue(kind, tftypes.NewValue(kind, fields))
	return &tfprotov6.ImportResourceStateResponse{
		ImportedResources: []*tfprotov6.ImportedResource{{TypeName: asked.TypeName, State: &state}},
	}, err
}

func (p *provider) ReadDataSource(_ context.Context, asked *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	kind := p.sources[asked.TypeName].ValueType()
	told, err := asked.Config.Unmarshal(kind)
	if err != nil {
		return nil, err
	}
	attributes := p.all.DataSources[asked.TypeName].Block.Attributes
	asking, err := withUnknown(attributes, told)
	if err != nil {
		return nil, err
	}
	made, err := withMadeUp(asked.TypeName, attributes, asking)
	if err != nil {
		return nil, err
	}
	state, err := tfprotov6.NewDynamicValue(kind, made)
	return &tfprotov6.ReadDataSourceResponse{State: &state}, err
}
