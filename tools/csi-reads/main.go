// Prints what the code of the Secrets Store CSI driver, and the library by which the provider of Infisical reads its list,
// say of questions: an answer of JSON for each line of standard input.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"gopkg.in/yaml.v2"
	corev1 "k8s.io/api/core/v1"
	secretsstore "sigs.k8s.io/secrets-store-csi-driver/apis/v1"
	"sigs.k8s.io/secrets-store-csi-driver/pkg/util/fileutil"
	"sigs.k8s.io/secrets-store-csi-driver/pkg/util/secretutil"
	"sigs.k8s.io/secrets-store-csi-driver/provider/v1alpha1"
)

// As the provider declares it.
type secret struct {
	FileName   string `yaml:"fileName" json:"fileName"`
	SecretPath string `yaml:"secretPath" json:"secretPath"`
	SecretKey  string `yaml:"secretKey" json:"secretKey"`
}

type question struct {
	List     *string                    `json:"list"`
	File     *string                    `json:"file"`
	Duration *string                    `json:"duration"`
	Object   *secretsstore.SecretObject `json:"object"`
	// The files that are mounted beside the object.
	Files []string `json:"files"`
}

type answer struct {
	Secrets []secret `json:"secrets,omitempty"`
	Keys    []string `json:"keys,omitempty"`
	Problem string   `json:"problem,omitempty"`
}

func main() {
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 64<<20)
	output := json.NewEncoder(os.Stdout)
	for input.Scan() {
		var asked question
		if err := json.Unmarshal(input.Bytes(), &asked); err != nil {
			panic(err)
		}
		given, err := answerTo(asked)
		if err != nil {
			given = answer{Problem: err.Error()}
		}
		if err := output.Encode(given); err != nil {
			panic(err)
		}
	}
}

func answerTo(asked question) (answer, error) {
	switch {
	case asked.List != nil:
		var secrets []secret
		err := yaml.Unmarshal([]byte(*asked.List), &secrets)
		return answer{Secrets: secrets}, err
	case asked.File != nil:
		return answer{}, fileutil.Validate([]*v1alpha1.File{{Path: *asked.File}})
	case asked.Duration != nil:
		duration, err := time.ParseDuration(*asked.Duration)
		if err == nil && duration <= 0 {
			err = fmt.Errorf("not positive")
		}
		return answer{}, err
	default:
		return secretOf(*asked.Object, asked.Files)
	}
}

// secretOf writes the files, and has the driver make a Secret of them.
func secretOf(object secretsstore.SecretObject, names []string) (answer, error) {
	if err := secretutil.ValidateSecretObject(object); err != nil {
		return answer{}, err
	}
	folder, err := os.MkdirTemp("", "csi-reads-")
	if err != nil {
		return answer{}, err
	}
	defer os.RemoveAll(folder)
	for _, name := range names {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return answer{}, err
		}
		if err := os.WriteFile(path, []byte("value"), 0o600); err != nil {
			return answer{}, err
		}
	}
	files, err := fileutil.GetMountedFiles(folder)
	if err != nil {
		return answer{}, err
	}
	data, err := secretutil.GetSecretData(object.Data, corev1.SecretType(object.Type), files)
	keys := []string{}
	for key := range data {
		keys = append(keys, key)
	}
	return answer{Keys: keys}, err
}
