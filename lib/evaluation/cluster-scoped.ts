import { type ApiObject, JsonPatch } from 'cdk8s';

/** An object that belongs to the cluster: cdk8s would put the namespace of its chart into it. */
export function withoutNamespace(object: ApiObject): ApiObject {
  if (object.metadata.namespace !== undefined) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  return object;
}
