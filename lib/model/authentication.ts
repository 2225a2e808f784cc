import { type Fields, fields, text } from '../json/json';
import { isGiven } from './presence';
import type { Resource } from './resource';

/** One way to log in, as a v1alpha1 resource has it inline, or an InfisicalAuth. */
export interface Login {
  readonly resource: Resource;
  readonly v1beta1: boolean;
  /** The name of its block in v1alpha1, also for v1beta1. */
  readonly method: string;
  /** For messages: `kubernetes`. */
  readonly name: string;
  /** Where the block stands in the spec. */
  readonly at: string;
  readonly block: Fields;
}

interface Method {
  /** The block in v1alpha1. */
  readonly inline: string;
  /** The `method` of an InfisicalAuth. */
  readonly name: string;
  /** The block in an InfisicalAuth. */
  readonly block: string;
}

export const METHODS: readonly Method[] = [
  { inline: 'universalAuth', name: 'universal', block: 'universal' },
  { inline: 'kubernetesAuth', name: 'kubernetes', block: 'kubernetes' },
  { inline: 'awsIamAuth', name: 'aws-iam', block: 'awsIam' },
  { inline: 'azureAuth', name: 'azure', block: 'azure' },
  { inline: 'gcpIdTokenAuth', name: 'gcp-id-token', block: 'gcpIdToken' },
  { inline: 'gcpIamAuth', name: 'gcp-iam', block: 'gcpIam' },
  { inline: 'ldapAuth', name: 'ldap', block: 'ldap' },
];

/** Blocks that only an InfisicalSecret has. */
export const LEGACY_METHODS = { serviceToken: 'serviceToken', serviceAccount: 'serviceAccount' } as const;

const INLINE_KINDS = ['InfisicalSecret', 'InfisicalPushSecret', 'InfisicalDynamicSecret'];

/** Whether the resource carries its authentication in itself. */
export function hasInlineAuthentication({ manifest, failure }: Resource): boolean {
  return INLINE_KINDS.includes(manifest.kind) && failure === undefined;
}

/** The names of the blocks that an inline authentication of the resource may have. */
export function inlineMethodsOf({ manifest }: Resource): string[] {
  const legacy = manifest.kind === 'InfisicalSecret' ? Object.values(LEGACY_METHODS) : [];
  return [...METHODS.map(({ inline }) => inline), ...legacy];
}

/** The ways to log in that a resource has; more than one is a mistake. */
export function loginsOf(resource: Resource): Login[] {
  const spec = fields(resource.manifest.spec);
  if (hasInlineAuthentication(resource)) {
    const authentication = fields(spec.authentication);
    return inlineMethodsOf(resource).flatMap((method) => {
      if (!isGiven(authentication[method])) return [];
      const name = METHODS.find(({ inline }) => inline === method)?.name ?? method;
      const block = fields(authentication[method]);
      return [{ resource, v1beta1: false, method, name, at: `authentication.${method}`, block }];
    });
  }
  if (resource.manifest.kind !== 'InfisicalAuth') return [];
  const found = METHODS.find(({ name }) => name === text(spec.method));
  if (found === undefined || !isGiven(spec[found.block])) return [];
  const { inline: method, name, block: at } = found;
  return [{ resource, v1beta1: true, method, name, at, block: fields(spec[at]) }];
}
