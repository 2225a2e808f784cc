import { type Deployment, EnvValue, type ISecret, type Service } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { validateWithApp } from '../evaluation/app-validation';
import { declareExplained, declareNames } from '../evaluation/declarations';
import { InfisicalProject } from '../gitops';
import { recordKeyAccess } from '../infisical/key-access';
import { declareLocalApp } from '../local/declared-app';
import { AUTO_RELOAD_ANNOTATION } from '../model/workloads';
import { checkedProps } from '../props/prop-types';
import { SyncedSecret, type SyncedSecretProps } from '../sync';
import { inEnvOrder } from '../sync/env-order';
import { targetsAndKeys } from '../sync/key-injection';
import { sourcesOf } from '../sync/managed-secret';
import { asLine } from '../text/shown';
import { AppDeployment } from './app-deployment';
import { type AppIdentity, identityOf } from './app-identity';
import { problemsOf } from './app-problems';
import { AppService } from './app-service';
import { podSecurityOf } from '../pods/pod-security';
import { SECRET_SYNCED_APP_PROPS } from './prop-types';
import type { VariablesFromKeys } from './secret-keys';
import type { SecretSyncedAppProps } from './secret-synced-app-props';

/**
 * An application that gets exactly the secret keys that it names: a Deployment, a Service if it has a port, and,
 * unless it shares one, the Infisical resource that syncs its secret.
 *
 * Mistakes in the props are reported at synth, all at once, with the path of this construct.
 */
export class SecretSyncedApp extends Construct {
  /**
   * The cdk8s-plus Deployment: ingress, autoscaling, volumes and scheduling are added through it.
   */
  public readonly deployment: Deployment;

  /**
   * The cdk8s-plus Service.
   *
   * @default - none where the application has no port
   */
  public readonly service?: Service;

  /**
   * The secret that the keys come from.
   *
   * @default - none where the props gave none, an error at synth (rule C14)
   */
  public readonly secret?: ISecret;

  public constructor(scope: Construct, id: string, props: SecretSyncedAppProps) {
    super(scope, id);
    const { checked, problems } = checkedProps(props, SECRET_SYNCED_APP_PROPS);
    const identity = identityOf(this, id, checked);
    const variables = targetsAndKeys(checked.secretKeys);
    declareNames(this, [identity.name, identity.container]);
    this.secret = checked.secret ?? this.ownSecret(identity, checked);
    this.deployment = this.withPath(() => this.ownDeployment(identity, variables, checked));
    this.service = this.withPath(() => this.ownService(identity, checked));
    for (const [variable, key] of variables) {
      const { container } = identity;
      const secret = this.secret?.name ?? '';
      recordKeyAccess(this, { key, variable, container, secret, readFrom: sourcesOf(this.secret) });
    }
    if (checked.local !== undefined) {
      const { image, env = {}, local } = checked;
      const { name, container } = identity;
      const of = this.deployment.containers.find((one) => one.name === container);
      declareLocalApp(this, { name, container, of, image, env, local });
    }
    const isInEnvironment = InfisicalProject._environmentAt(this) !== undefined;
    const all = problemsOf({ props, checked, problems, variables, identity, isInEnvironment });

    for (const { rule } of all) declareExplained(this.deployment, rule, followingFrom(rule, checked));
    if (variables.length === 0) declareExplained(this.deployment, 'M12', ['C9']);
    validateWithApp(this, () => all);
  }

  /** What cdk8s-plus refuses, it refuses without saying where. */
  private withPath<T>(make: () => T): T {
    try {
      return make();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(asLine(`[${this.node.path}] cdk8s-plus refuses the props: ${reason}`), { cause: error });
    }
  }

  private ownDeployment(identity: AppIdentity, variables: VariablesFromKeys, props: SecretSyncedAppProps): Deployment {
    return new AppDeployment(this, 'Deployment', {
      ...deploymentProps(identity, props),
      mainPorts: props.ports,
      containers: [
        { ...mainContainer(identity, props), envVariables: environmentOf(this.secret, variables, props) },
        ...(props.containers ?? []),
      ],
    });
  }

  private ownSecret({ name, namespace }: AppIdentity, props: SecretSyncedAppProps): SyncedSecret | undefined {
    const { secretPath } = props;
    const sync: SyncedSecretProps | undefined = props.sync ?? (secretPath === undefined ? undefined : { secretPath });
    return (
      sync &&
      new SyncedSecret(this, 'Secret', { ...sync, name: sync.name ?? name, namespace: sync.namespace ?? namespace })
    );
  }

  private ownService({ name, namespace, labels }: AppIdentity, props: SecretSyncedAppProps): Service | undefined {
    if (props.port === undefined) return undefined;
    return new AppService(this, 'Service', {
      metadata: { name, namespace, labels },
      type: props.serviceType,
      selector: this.deployment,
      ports: [{ port: props.servicePort ?? props.port, targetPort: props.port }],
    });
  }
}

function deploymentProps(identity: AppIdentity, props: SecretSyncedAppProps) {
  const { name, namespace, labels, podLabels, selectorLabels } = identity;
  return {
    ...props,
    metadata: {
      ...props.metadata,
      name,
      namespace,
      labels: { ...props.metadata?.labels, ...labels },
      annotations: { ...props.metadata?.annotations, ...(props.autoReload && { [AUTO_RELOAD_ANNOTATION]: 'true' }) },
    },
    podMetadata: { ...props.podMetadata, labels: { ...props.podMetadata?.labels, ...podLabels } },
    podSecurity: podSecurityOf(props),
    takeOver: props.takeOver ?? false,
    selectorLabels,
  };
}

function mainContainer({ container }: AppIdentity, props: SecretSyncedAppProps) {
  return {
    name: container,
    image: props.image,
    portNumber: props.port ?? props.ports?.[0]?.number,
    command: props.command,
    args: props.args,
    workingDir: props.workingDir,
    envFrom: props.envFrom,
    volumeMounts: props.volumeMounts,
    imagePullPolicy: props.imagePullPolicy,
    resources: props.resources,
    readiness: props.readiness,
    liveness: props.liveness,
    startup: props.startup,
    lifecycle: props.lifecycle,
    securityContext: props.containerSecurityContext,
  };
}

function environmentOf(
  secret: ISecret | undefined,
  variables: VariablesFromKeys,
  { env, envVariables, envOrder }: SecretSyncedAppProps,
): { [variable: string]: EnvValue } {
  const literals = Object.entries(env ?? {}).map(([name, value]) => [name, EnvValue.fromValue(value)]);
  const secrets = variables.flatMap(([name, key]) =>
    secret ? [[name, secret.envValue(key, { optional: false })]] : [],
  );
  const all = { ...Object.fromEntries([...secrets, ...literals]), ...envVariables };
  return Object.fromEntries(inEnvOrder(Object.entries(all), envOrder));
}

type RuleId = Parameters<typeof declareExplained>[1];

/** What the rules find in the Deployment because of a problem of the props. */
function followingFrom(rule: RuleId, { image }: Partial<SecretSyncedAppProps>): RuleId[] {
  // A key or a secret that is left out may be the only one.
  if (rule === 'C14') return ['C2', 'C9'];
  // What is forbidden stands there beside what is asked for.
  if (rule === 'C15') return ['C9', 'P17'];
  // An image of another type is left out.
  return image?.trim() ? ['C9'] : ['C9', 'P1', 'P2'];
}
