// A provider for Terraform and OpenTofu with the schema of the one of Infisical, and nothing behind it: what Infisical would
// answer is made up. So the real core judges what is written for that provider, without a network.
package main

import (
	"context"
	"log"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

// What no core asks of this provider is nil.
type provider struct {
	tfprotov6.ProviderServer
	all       schemas
	provider  *tfprotov6.Schema
	resources map[string]*tfprotov6.Schema
	sources   map[string]*tfprotov6.Schema
}

func newProvider() (*provider, error) {
	all, err := readSchemas()
	if err != nil {
		return nil, err
	}
	own, err := all.Provider.told()
	if err != nil {
		return nil, err
	}
	resources, err := toldAll(all.Resources)
	if err != nil {
		return nil, err
	}
	sources, err := toldAll(all.DataSources)
	return &provider{all: all, provider: own, resources: resources, sources: sources}, err
}

func (p *provider) GetMetadata(context.Context, *tfprotov6.GetMetadataRequest) (*tfprotov6.GetMetadataResponse, error) {
	told := &tfprotov6.GetMetadataResponse{}
	for name := range p.resources {
		told.Resources = append(told.Resources, tfprotov6.ResourceMetadata{TypeName: name})
	}
	for name := range p.sources {
		told.DataSources = append(told.DataSources, tfprotov6.DataSourceMetadata{TypeName: name})
	}
	return told, nil
}

func (p *provider) GetProviderSchema(context.Context, *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	return &tfprotov6.GetProviderSchemaResponse{
		Provider: p.provider, ResourceSchemas: p.resources, DataSourceSchemas: p.sources,
	}, nil
}

func (p *provider) GetResourceIdentitySchemas(context.Context, *tfprotov6.GetResourceIdentitySchemasRequest) (*tfprotov6.GetResourceIdentitySchemasResponse, error) {
	return &tfprotov6.GetResourceIdentitySchemasResponse{}, nil
}

func (p *provider) ValidateProviderConfig(_ context.Context, asked *tfprotov6.ValidateProviderConfigRequest) (*tfprotov6.ValidateProviderConfigResponse, error) {
	return &tfprotov6.ValidateProviderConfigResponse{PreparedConfig: asked.Config}, nil
}

func (p *provider) ConfigureProvider(context.Context, *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	return &tfprotov6.ConfigureProviderResponse{}, nil
}

func (p *provider) StopProvider(context.Context, *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	return &tfprotov6.StopProviderResponse{}, nil
}

func (p *provider) ValidateResourceConfig(context.Context, *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	return &tfprotov6.ValidateResourceConfigResponse{}, nil
}

func (p *provider) ValidateDataResourceConfig(context.Context, *tfprotov6.ValidateDataResourceConfigRequest) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	return &tfprotov6.ValidateDataResourceConfigResponse{}, nil
}

func main() {
	own, err := newProvider()
	if err != nil {
		log.Fatal(err)
	}
	make := func() tfprotov6.ProviderServer { return own }
	if err := tf6server.Serve("registry.opentofu.org/infisical/infisical", make); err != nil {
		log.Fatal(err)
	}
}
