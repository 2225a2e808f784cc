import type { Construct } from 'constructs';
import { committedConfiguration } from '../configuration/committed-configuration';
import { suppressionReasonFor } from '../configuration/suppressions';
import { namespacing } from '../model/applied-namespace';
import type { ArgoCdTracking } from '../model/argo-cd-tracking';
import { ignoredBecause } from '../model/ignored-rules';
import type { Manifest } from '../model/manifest';
import { checkResources, objectsIn } from '../validation/check-manifests';
import { placeOfFinding } from '../validation/place-of-finding';
import { RULE_IDS } from '../validation/rule-ids';
import { assertReason } from '../validation/rule-list';
import type { Severity } from '../validation/severity';
import { settingsIn } from './committed-settings';
import { assertNamespace, statedSettings } from './settings-problems';
import { suppress } from './suppress';

/** What names no namespace, with the one that is told. */
function inNamespace(manifests: Manifest[], namespace: string | undefined): Manifest[] {
  return typeof namespace === 'string' ? manifests.map(namespacing(manifests, namespace)) : manifests;
}

/**
 * What is known of the cluster that manifests are for.
 */
export interface CheckOptions {
  /**
   * Version of the operator, from `v0.10.4` on, for example `v0.11.5` (rule X6).
   *
   * @default - that of a release of the operator's chart among the manifests, or else the newest that this library knows,
   * v0.11.17
   */
  readonly operatorVersion?: string;

  /**
   * Address of the connection `default` in the namespace of the operator, which an InfisicalAuth without a connection
   * uses from v0.11.8 on: a base URL (rules H1, H3, X29).
   *
   * @default - that of a release of the operator's chart among the manifests, or else not known
   */
  readonly defaultConnection?: string;

  /**
   * Namespaces that the operator watches (rule X2).
   *
   * @default - those of the one release of its chart among the manifests, or else all
   */
  readonly watchedNamespaces?: string[];

  /**
   * Version of Argo CD, for example `3.1` (rule X33).
   *
   * @default - that of the configuration, or else not known: nothing is taken for too new
   */
  readonly argoCdVersion?: string;

  /**
   * How Argo CD knows what belongs to an application (rule M16).
   *
   * @default - as its version does it; where that is not known either, M16 looks at labels that are written out
   */
  readonly argoCdTracking?: ArgoCdTracking;

  /**
   * The label by which Argo CD tracks: `application.instanceLabelKey` in the ConfigMap `argocd-cm`.
   *
   * @default "app.kubernetes.io/instance"
   */
  readonly argoCdInstanceLabel?: string;

  /**
   * Version of Kubernetes, for example `1.34`, from 1.29 on: newer ones know more fields, and take more names.
   *
   * @default - that of the configuration, or else the oldest that the rules know, 1.29
   */
  readonly kubernetesVersion?: string;

  /**
   * The namespace that whoever applies the manifests gives to those that name none: Argo CD, Flux, Helm, `kubectl -n`.
   *
   * @default - not known: such an object may be in any
   */
  readonly namespace?: string;

  /**
   * The environment of the manifests: suppressions of the configuration may hold for one only.
   *
   * @default - not known: such suppressions do not count
   */
  readonly environment?: string;

  /**
   * The manifests that are in the cluster already, for example those of the main branch: some changes of live objects
   * do not do what they seem to (rules M11, M14, M24, M26, M27, X11).
   *
   * @default - not known
   */
  readonly previous?: unknown[];
}

/**
 * A rule that a manifest breaks.
 */
export interface RuleFinding {
  /**
   * Id of the rule. `docs/rules.md` lists them.
   */
  readonly rule: string;

  /**
   * Whether the finding stops a synthesis.
   */
  readonly severity: Severity;

  /**
   * What is wrong, and what to write instead.
   */
  readonly message: string;

  /**
   * Kind of the object.
   */
  readonly kind: string;

  /**
   * Name of the object.
   *
   * @default - it has none
   */
  readonly name?: string;

  /**
   * Namespace of the object.
   *
   * @default - it has none
   */
  readonly namespace?: string;

  /**
   * Where in the object: `spec.syncConfig.resyncInterval`, `spec.template.spec.containers[0].env[1].name`,
   * `metadata.annotations["example.com/team"]`. What is missing has the place where it would stand.
   *
   * @default - the object as a whole
   */
  readonly at?: string;
}

/**
 * The rules that every app is checked by. `docs/rules.md` lists them.
 */
export class InfisicalRules {
  /**
   * Checks finished manifests by the rules, for example in a test: `InfisicalRules.check(Testing.synth(chart))`. All of
   * them are taken to be for one cluster. What is not given is taken from `cdk8s-infisical.yaml` in the working folder,
   * if there is one; what that suppresses is left out.
   *
   * @param manifests Kubernetes objects, from constructs, YAML files or Helm; a List counts as its items
   * @param options what is known of the cluster
   * @returns what is wrong, in the order of the rules, whatever the manifests are
   * @throws if an option is none, such as the version `latest`, or `cdk8s-infisical.yaml` has mistakes
   */
  public static check(manifests: unknown[], options: CheckOptions = {}): RuleFinding[] {
    const { environment, namespace, previous = [], ...settings } = options;
    assertNamespace('InfisicalRules.check', namespace);
    const { suppressions, ...committed } = committedConfiguration(RULE_IDS);
    const told = statedSettings('InfisicalRules.check', settings);
    const placed = (some: unknown[]) => inNamespace(objectsIn(some), namespace);
    const all = { ...settingsIn(committed), ...told, previous: placed(previous) };
    const resources = placed(manifests).map((manifest) => ({ manifest }));
    return checkResources(resources, all).flatMap(({ rule, severity, message, at, resource: { manifest } }) => {
      const { name, namespace } = manifest.metadata;
      const finding = {
        rule,
        severity,
        message,
        kind: manifest.kind,
        name,
        namespace,
        ...placeOfFinding({ rule, at, message }),
      };
      const isSuppressed =
        (suppressionReasonFor({ ...finding, environment }, suppressions) ?? ignoredBecause(manifest, rule)) !==
        undefined;
      return isSuppressed ? [] : [finding];
    });
  }

  /**
   * Switches a rule off for a construct and everything below it. What is suppressed is counted where something else
   * is found, and told with the reason by `cdk8s-infisical synth --show-suppressed`.
   *
   * @param construct where the rule shall not count
   * @param rule id of the rule, for example `C11`
   * @param reason why it does not apply here, for those who read the output
   * @throws if there is no such rule, or no reason
   */
  public static suppress(construct: Construct, rule: string, reason: string): void {
    assertReason(`[${construct.node.path}]`, rule, reason);
    suppress(construct, rule, reason.trim());
  }

  private constructor() {}
}
