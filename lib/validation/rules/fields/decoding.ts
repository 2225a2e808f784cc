import { type Field, pathText } from '../../../model/field';
import { using, variable } from '../workloads/using';

export const DECODING =
  "Kubernetes 1.29 to 1.37: staging/src/k8s.io/apimachinery/pkg/runtime/serializer/json (strict decoding), apiextensions-apiserver/pkg/apiserver/schema (the operator's CRDs)";

/** An example of a container with other fields. */
export function holding(container: Readonly<Record<string, unknown>>) {
  return using({ env: [variable('TOKEN')], ...container });
}

/** How messages name what a field stands in. */
export function holderText(field: Field): string {
  return field.path.length === 0 ? 'the object' : pathText(field.path);
}
