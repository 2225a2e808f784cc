// Merges PodSpecs as kubectl does. Reads from standard input, a line of JSON each, `{"spec": …, "patch": …}`, and writes the
// result, a line each.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
)

type question struct {
	Spec  json.RawMessage `json:"spec"`
	Patch json.RawMessage `json:"patch"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for lines.Scan() {
		var asked question
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			panic(err)
		}
		merged, err := strategicpatch.StrategicMergePatch(asked.Spec, asked.Patch, corev1.PodSpec{})
		if err != nil {
			panic(fmt.Errorf("%w: %s", err, lines.Text()))
		}
		fmt.Fprintf(out, "%s\n", merged)
	}
}
