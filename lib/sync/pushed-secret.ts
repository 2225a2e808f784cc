import { ApiObject, type Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { byName } from '../collections/order';
import { validateWithApp } from '../evaluation/app-validation';
import type { InfisicalFolder, ObjectReference } from '../infisical';
import { qualifiedName } from '../model/address';
import { withNamespace } from '../model/object-reference';
import { renderPushSecret } from '../model/v1alpha1';
import { checkedProps } from '../props/prop-types';
import { authProblems } from './auth-problems';
import { chartOf } from './chart-of';
import { completeProps } from './completion';
import type { InfisicalResourceProps } from './infisical-resource-props';
import { managedTemplate } from './managed-template';
import { namespaceProblems } from './namespace-problems';
import { PUSHED_SECRET_PROPS } from './prop-types';
import { secondsIn } from './seconds-in';
import type { SecretGenerator } from './secret-generator';
import { SecretProjection } from './secret-projection';
import type { TemplateValue } from './template-value';

/**
 * What a push does to a secret that exists in Infisical and that the operator did not create.
 */
export enum PushUpdatePolicy {
  /**
   * Overwrites it.
   */
  REPLACE = 'Replace',

  /**
   * Leaves it alone.
   */
  NONE = 'None',
}

/**
 * What happens to pushed secrets when the resource is deleted.
 */
export enum PushDeletionPolicy {
  /**
   * What was pushed is deleted in Infisical.
   */
  DELETE = 'Delete',

  /**
   * What was pushed stays in Infisical.
   */
  NONE = 'None',
}

/**
 * Properties of a `PushedSecret`.
 */
export interface PushedSecretProps extends InfisicalResourceProps {
  /**
   * Where to push to. What it does not say is that of the environment that the construct stands in, and the root folder
   * where it has no `path`. Do not change it on a live resource (rule X11).
   *
   * @default - as `secretPath` says; nothing is pushed to a folder that nobody named (rule S11)
   */
  readonly destination?: InfisicalFolder;

  /**
   * Kubernetes Secret to push. Give this, `generators`, or both (rule X10).
   *
   * @default - only what the generators make
   */
  readonly secret?: ObjectReference;

  /**
   * Values to push that are composed of the Secret's keys, by the key they get in Infisical.
   *
   * @default - none
   */
  readonly secretTemplate?: { [key: string]: TemplateValue };

  /**
   * Which keys of the Secret are pushed: all of them, or only what `secretTemplate` makes.
   *
   * @default SecretProjection.ALL
   */
  readonly projection?: SecretProjection;

  /**
   * Values that the operator makes up, by the key they get in Infisical. They win over keys of the Secret. Each run of
   * the operator makes up new ones, and a change of the resource is a run: they are written in the order of their keys,
   * so that the order of a map is none.
   *
   * @default - none
   */
  readonly generators?: { [key: string]: SecretGenerator };

  /**
   * What the first push does to secrets that exist in Infisical already.
   *
   * @default PushUpdatePolicy.NONE
   */
  readonly updatePolicy?: PushUpdatePolicy;

  /**
   * What happens to pushed secrets when the resource is deleted.
   *
   * @default PushDeletionPolicy.NONE
   */
  readonly deletionPolicy?: PushDeletionPolicy;

  /**
   * How often to push again: a whole number of seconds, minutes, hours or days, at least 5 seconds (rules T1, T2).
   *
   * @default - only when the resource or the Secret changes
   */
  readonly resyncInterval?: Duration;
}

/**
 * Secrets that the operator writes into Infisical: the keys of a Kubernetes Secret, and values that it makes up
 * (resource `InfisicalPushSecret`). Workloads take them from the Kubernetes Secret, or from a `SyncedSecret` that reads
 * another path. Operators from v0.11.17 on have another kind in its place, which a `StaticSecretPush` writes.
 *
 * Mistakes in the props are reported at synth, all at once, with the path of this construct.
 */
export class PushedSecret extends Construct {
  /**
   * The operator's resource. Patches of it, also of fields that this library does not know, reach the YAML.
   */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: PushedSecretProps) {
    super(scope, id);
    const { checked, problems } = checkedProps(props, PUSHED_SECRET_PROPS);
    const chart = chartOf(this);
    const namespace = checked.namespace ?? chart.namespace;
    const isSubclass = new.target !== PushedSecret;
    const own = { ...checked, props, isSubclass, folderProp: 'destination', folder: checked.destination } as const;
    const completion = completeProps(this, own);
    const { host, auth, folder, surroundings } = completion;
    const metadata = { name: checked.name ?? id, namespace, labels: checked.labels, annotations: checked.annotations };
    const rendered = renderPushSecret({
      namespace,
      host,
      auth: auth?._declaration,
      destination: folder,
      secret: checked.secret,
      template: pushedTemplate(checked, namespace),
      generators: generatorReferences(checked.generators),
      updatePolicy: checked.updatePolicy ?? PushUpdatePolicy.NONE,
      deletionPolicy: checked.deletionPolicy ?? PushDeletionPolicy.NONE,
      resyncInterval: secondsIn(checked.resyncInterval),
    });
    this.apiObject = new ApiObject(this, 'Resource', { ...rendered, metadata });
    const { secret } = checked;
    const homeless = secret ? namespaceProblems(this, surroundings, secret.namespace ?? namespace) : [];
    validateWithApp(this, () => [
      ...problems,
      ...completion.problems(),
      ...homeless,
      ...authProblems(auth, 'InfisicalPushSecret'),
    ]);
  }
}

function pushedTemplate({ secret, secretTemplate, projection }: PushedSecretProps, namespace: string | undefined) {
  const includeAll = projection !== SecretProjection.SELECTED;
  if (secret === undefined || (secretTemplate === undefined && includeAll)) return undefined;
  return managedTemplate(secretTemplate ?? {}, includeAll, `Secret ${qualifiedName(withNamespace(secret, namespace))}`);
}

function generatorReferences(byKey: { [key: string]: SecretGenerator } | undefined) {
  return (
    byKey &&
    Object.entries(byKey)
      .sort(byName)
      .map(([key, { name, kind }]) => ({ key, name, kind }))
  );
}
