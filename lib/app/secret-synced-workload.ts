import type { Container, ISecret, Workload } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { validateWithApp } from '../evaluation/app-validation';
import { declareExplained, declareNames, declareToRules } from '../evaluation/declarations';
import { InfisicalProject } from '../gitops';
import { declaredKeysIn } from '../infisical/declared-keys';
import { recordKeyAccess } from '../infisical/key-access';
import { LOCAL_APP } from '../local/prop-types';
import { declareLocalApp } from '../local/stack/declared-app';
import type { AskedPods } from '../pods/asked-pods';
import type { KeyedContainerProps } from '../pods/keyed-container-props';
import { podSecurityOf } from '../pods/pod-security';
import { type ContainerNames, podSpecProblems } from '../pods/pod-spec-problems';
import { securityProblemsOf } from '../pods/security-problems';
import { checkedProps, type PropTypes } from '../props/prop-types';
import type { PropsProblem } from '../props/props-problem';
import { SyncedSecret, type SyncedSecretProps } from '../sync';
import { sourcesOf } from '../sync/managed-secret';
import { mountKeyFiles } from '../sync/mounted-files';
import { declareTypedKeys } from '../sync/typed-keys';
import { asLine } from '../text/shown';
import { askedPods, type KindOfWorkload, keyedContainers, writesOptional } from './asked-of-workload';
import { propsOfOtherKinds } from './props-of-other-kinds';
import type { SecretSyncedWorkloadProps } from './secret-synced-workload-props';
import { laptopTextsOf } from './typed-texts';
import { type AnyWorkloadProps, identityOf, type WorkloadIdentity } from './workload-identity';
import { problemsOf } from './workload-problems';

/** A workload between its props and its objects. */
export interface DeclaredWorkload<T extends SecretSyncedWorkloadProps> {
  /** Without what is of a wrong type. */
  readonly checked: T;
  readonly identity: WorkloadIdentity;
  readonly pods: AskedPods;
  readonly kind: KindOfWorkload;
  readonly problems: readonly PropsProblem[];
  /** Those of what a laptop is told. */
  readonly localProblems: readonly PropsProblem[];
}

/**
 * A workload whose containers get exactly the secret keys that they name, and, unless it shares one, the Infisical resource
 * that syncs its secret. What it runs as is the business of `SecretSyncedApp` and its siblings, one for each kind.
 *
 * Mistakes in the props are reported at synth, all at once, with the path of the construct.
 */
export abstract class SecretSyncedWorkload extends Construct {
  private keys?: ISecret;

  /**
   * The secret that the keys come from.
   *
   * @default - none where the props gave none, an error at synth (rule C14)
   */
  public get secret(): ISecret | undefined {
    return this.keys;
  }

  /**
   * Makes the secret, and says what the workload must be made of.
   *
   * @internal
   */
  protected _declare<T extends AnyWorkloadProps>(
    props: T,
    types: PropTypes<T>,
    kind: KindOfWorkload,
  ): DeclaredWorkload<T> {
    const { checked, problems } = checkedProps<T, PropTypes<T>>(props, types as never);
    const others = propsOfOtherKinds(kind.construct, props, types);
    const identity = identityOf(this, this.node.id, checked, kind.selects);
    declareNames(this, [identity.name, identity.container]);
    this.keys = checked.secret ?? this.ownSecret(identity, checked);
    const isInEnvironment = InfisicalProject._environmentAt(this) !== undefined;
    return {
      checked,
      identity,
      kind,
      pods: this._make(() => askedPods(checked, identity, this.keys, kind)),
      problems: problemsOf({ props, checked, problems: [...problems, ...others], identity, isInEnvironment }),
      localProblems: props?.local === undefined ? [] : LOCAL_APP(props.local, 'local'),
    };
  }

  /**
   * What cdk8s-plus refuses, it refuses without saying where.
   *
   * @internal
   */
  protected _make<T>(make: () => T): T {
    try {
      return make();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(asLine(`[${this.node.path}] cdk8s-plus refuses the props: ${reason}`), { cause: error });
    }
  }

  /**
   * Gives the containers their keys, and tells everybody who wants to know who gets what.
   *
   * @internal
   */
  protected _finish<T extends AnyWorkloadProps>(
    workload: Workload,
    declared: DeclaredWorkload<T>,
    more: readonly PropsProblem[] = [],
  ): void {
    const { checked, identity, problems } = declared;
    const made = [...workload.containers, ...workload.initContainers];
    const keyed = keyedContainers(checked, identity);
    keyed.forEach(({ name, props }, i) => {
      this.giveFiles(props, made[i], checked);
      this.recordKeys(workload, name, props, made[i]);
    });
    this.declareLocal(made[0], declared);
    const laptopTexts = laptopTextsOf(checked, identity.container);
    if (laptopTexts.length > 0) declareToRules(workload, { laptopTexts });
    const all = [...problems, ...more];
    for (const { rule } of all) declareExplained(workload, rule, followingFrom(rule, checked));
    if (!keyed.some(({ props }) => hasKeys(props))) declareExplained(workload, 'M12', ['C9']);
    // Containers may be added until the end.
    const ofPodSpec = () => podSpecProblems(checked.podSpec, containerNames(workload));
    if (ofPodSpec().length > 0) declareExplained(workload, 'N5', ['C9', 'N3', 'P1', 'P2', 'P3']);
    validateWithApp(this, () => [...all, ...ofPodSpec(), ...securityProblemsOf(workload, podSecurityOf(checked))]);
  }

  private declareLocal<T extends AnyWorkloadProps>(of: Container, declared: DeclaredWorkload<T>): void {
    const { identity, kind, localProblems: problems } = declared;
    const { local } = declared.checked;
    const { name, container } = identity;
    const isLocal = local !== undefined;
    declareLocalApp(this, { name, container, of, local: local ?? {}, isLocal, problems, runs: kind.runs });
  }

  private giveFiles({ secretFiles = [] }: KeyedContainerProps, container: Container, checked: AnyWorkloadProps): void {
    const written = { isNew: !checked.takeOver, writeOptional: writesOptional(checked) };
    if (this.keys === undefined) return;
    for (const files of secretFiles) mountKeyFiles(this.keys, container, files, written);
  }

  private recordKeys(
    workload: Workload,
    container: string,
    { secretKeys, secretFiles = [] }: KeyedContainerProps,
    of: Container,
  ): void {
    const common = { container, of, secret: this.keys?.name ?? '', readFrom: sourcesOf(this.keys) };
    const accesses = [
      ...declaredKeysIn(secretKeys).map(({ target, ...said }) => ({ ...common, ...said, variable: target })),
      ...secretFiles.flatMap((files) =>
        declaredKeysIn(files.secretKeys).map(({ target, ...said }) => {
          return { ...common, ...said, file: `${files.path}/${target}` };
        }),
      ),
    ];
    for (const access of accesses) recordKeyAccess(this, access);
    declareTypedKeys(workload, accesses);
  }

  private ownSecret({ name, namespace }: WorkloadIdentity, props: SecretSyncedWorkloadProps): SyncedSecret | undefined {
    const { secretPath } = props;
    const sync: SyncedSecretProps | undefined = props.sync ?? (secretPath === undefined ? undefined : { secretPath });
    return (
      sync &&
      new SyncedSecret(this, 'Secret', { ...sync, name: sync.name ?? name, namespace: sync.namespace ?? namespace })
    );
  }
}

function containerNames({ containers, initContainers }: Workload): ContainerNames {
  return { containers: containers.map(({ name }) => name), initContainers: initContainers.map(({ name }) => name) };
}

function hasKeys({ secretKeys, secretFiles = [] }: KeyedContainerProps): boolean {
  return [secretKeys, ...secretFiles.map((files) => files.secretKeys)].some((keys) => declaredKeysIn(keys).length > 0);
}

type RuleId = Parameters<typeof declareExplained>[1];

/** What the rules find in the workload because of a problem of the props. */
function followingFrom(rule: RuleId, { image }: Partial<SecretSyncedWorkloadProps>): RuleId[] {
  // A key or a secret that is left out may be the only one.
  if (rule === 'C14') return ['C2', 'C9'];
  if (rule === 'C7') return ['C7'];
  // An image of another type is left out.
  const always: RuleId[] = image?.trim() ? ['C9'] : ['C9', 'P1', 'P2'];
  // A text that stands beside the key is to be left out, and not to be corrected.
  return rule === 'C4' ? [...always, 'C24'] : always;
}
