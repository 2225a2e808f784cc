// Says what an API server would refuse, with its own code: see README.md.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	// As in the server: time zones of CronJobs are not those of the machine.
	_ "time/tzdata"

	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/capabilities"
)

// One line of the input: a document as it stands in a file, or an object.
type question struct {
	ID json.RawMessage `json:"id"`
	given
	// What was there, where the question is what becomes of it.
	Before *given `json:"before"`
	// Whether the object is wanted as the server keeps it.
	Stored bool `json:"stored"`
	// Of a request for a custom resource that policies look at: what was there, if it is an update; DELETE; and "status".
	OldObject   json.RawMessage `json:"oldObject"`
	Operation   string          `json:"operation"`
	Subresource string          `json:"subresource"`
}

// One line of the output.
type verdict struct {
	ID          json.RawMessage `json:"id"`
	Refused     []refusal       `json:"refused"`
	Decoding    string          `json:"decoding,omitempty"`
	Warnings    []string        `json:"warnings,omitempty"`
	UnknownKind bool            `json:"unknownKind,omitempty"`
	Denied      []denial        `json:"denied,omitempty"`
	TypeErrors  []string        `json:"typeErrors,omitempty"`
	Stored      json.RawMessage `json:"stored,omitempty"`
	Update      *update         `json:"update,omitempty"`
}

type refusal struct {
	Field  string `json:"field"`
	Type   string `json:"type"`
	Detail string `json:"detail"`
}

// The namespace of the request, which an object without one is given.
const requestNamespace = "default"

func main() {
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: api-server [-policies FILE] [FILE OF CRDS]... < questions > verdicts")
	}
	policyFile := flag.String("policies", "", "a file of ValidatingAdmissionPolicies and their bindings")
	flag.Parse()
	klog.SetLogger(klog.Logger{})
	// As a server with --allow-privileged, which kubeadm and all managed clusters set.
	capabilities.Setup(true, 0)
	if err := judgeAll(flag.Args(), *policyFile); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func judgeAll(crdFiles []string, policyFile string) error {
	resources, err := readCustomResources(crdFiles)
	if err != nil {
		return err
	}
	policies, err := readPolicies(policyFile)
	if err != nil {
		return err
	}
	input := json.NewDecoder(bufio.NewReaderSize(os.Stdin, 1<<20))
	output := bufio.NewWriterSize(os.Stdout, 1<<20)
	defer output.Flush()
	lines := json.NewEncoder(output)
	lines.SetEscapeHTML(false)
	for {
		var asked question
		if err := input.Decode(&asked); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("a line of the input: %w", err)
		}
		said := judge(asked, resources, policies)
		said.ID = asked.ID
		if said.Refused == nil {
			said.Refused = []refusal{}
		}
		if err := lines.Encode(said); err != nil {
			return err
		}
		// Whoever asks one by one waits for the answer.
		if buffered, ok := input.Buffered().(interface{ Len() int }); ok && buffered.Len() <= 1 {
			if err := output.Flush(); err != nil {
				return err
			}
		}
	}
}

func judge(asked question, resources customResources, policies policies) (said verdict) {
	// A server answers a request that it panics at with 500.
	defer func() {
		if broken := recover(); broken != nil {
			said = verdict{Refused: []refusal{{Type: "Panic", Detail: fmt.Sprint(broken)}}}
		}
	}()
	data, err := asked.asJSON()
	if err != nil {
		return undecodable(err)
	}
	kind, err := kindOf(data)
	if err != nil {
		return undecodable(err)
	}
	ctx := contextOf(context.Background(), kind)
	if resource, ok := resources[kind]; ok {
		said, object := resource.judge(ctx, data)
		said.tellStored(ctx, asked, kind, object, resource.stored)
		// Admission comes after validation.
		if len(said.Refused) == 0 {
			if said.Denied, err = policies.deny(ctx, asked, kind, object); err != nil {
				said.Denied = []denial{{Message: err.Error(), Failed: true}}
			}
		}
		return said
	}
	if builtIn, ok := builtIns[kind]; ok {
		said, object := builtIn.judge(ctx, kind, data)
		said.tellStored(ctx, asked, kind, object, builtIn.stored)
		if kind.Kind == "ValidatingAdmissionPolicy" && len(said.Refused) == 0 {
			said.TypeErrors = typeErrorsOf(data, resources)
		}
		return said
	}
	return verdict{UnknownKind: true}
}
