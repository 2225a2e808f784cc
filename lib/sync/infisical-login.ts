import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { type PropsProblem, validateWithApp } from '../evaluation/app-validation';
import { declareNames, declareToRules } from '../evaluation/declarations';
import { InfisicalAuth, InfisicalAuthMethod, InfisicalHost } from '../infisical';
import { checkedProps } from '../props/prop-types';
import { authProblems } from './auth-problems';
import { chartOf } from './chart-of';
import { namespaceProblems } from './namespace-problems';
import { declareLogin } from './project-logins';
import { LOGIN_PROPS } from './prop-types';
import { sharedLogin } from './shared-login';
import { surroundingsOf } from './surroundings';

/**
 * Properties of an `InfisicalLogin`.
 */
export interface InfisicalLoginProps {
  /**
   * Where Infisical runs.
   *
   * @default - that of the InfisicalProject, or of its environment, that the construct stands in;
   * InfisicalHost.cloudUs() outside of one
   */
  readonly host?: InfisicalHost;

  /**
   * How the operator logs in: as a machine identity.
   */
  readonly auth: InfisicalAuth;

  /**
   * Name of the InfisicalAuth, by which syncs refer to the login.
   *
   * @default - the id of the construct
   */
  readonly authName?: string;

  /**
   * Name of the InfisicalConnection.
   *
   * @default - made of the host: `infisical-us`
   */
  readonly connectionName?: string;

  /**
   * Namespace of both, and of the Secret with the identity's id.
   *
   * @default - the namespace of the chart
   */
  readonly namespace?: string;
}

/**
 * A login of v1beta1 that syncs of other namespaces, charts and environments share: an `InfisicalConnection`, an
 * `InfisicalAuth`, and, for the methods that need the id of an identity, the Secret that has it.
 *
 * A sync that is given how to log in makes these in its own namespace, so that who may read one namespace may not use the
 * login of another. Shared, they are made once: `auth` goes to syncs of the same program, and
 * `InfisicalAuth.existing({ name: 'team-login', namespace: 'infisical' })` to an `InfisicalProject`, which is made
 * before.
 *
 * An operator of the whole cluster follows references into every namespace; one that watches some namespaces only needs
 * that of the login among them (rule X2).
 */
export class InfisicalLogin extends Construct {
  /**
   * The login for syncs.
   */
  public readonly auth: InfisicalAuth;

  /**
   * Name of the InfisicalAuth.
   */
  public readonly authName: string;

  /**
   * Namespace of the login.
   *
   * @default - none: an error at synth (rule A4)
   */
  public readonly namespace?: string;

  /**
   * The InfisicalAuth.
   *
   * @default - none where the props say no way to log in, an error at synth
   */
  public readonly infisicalAuth?: ApiObject;

  /**
   * The InfisicalConnection.
   *
   * @default - none where the operator has it (InfisicalHost.ofOperator), or the props say no way to log in, an error at synth
   */
  public readonly infisicalConnection?: ApiObject;

  public constructor(scope: Construct, id: string, props: InfisicalLoginProps) {
    super(scope, id);
    const { checked, problems } = checkedProps(props, LOGIN_PROPS);
    const { connectionName, auth } = checked;
    const surroundings = surroundingsOf(this);
    const host = checked.host ?? surroundings.host ?? InfisicalHost.cloudUs();
    const chart = chartOf(this);
    const namespace = checked.namespace ?? chart.namespace;
    this.authName = checked.authName ?? id;
    this.namespace = namespace;
    this.auth = InfisicalAuth.existing({ name: this.authName, namespace });
    declareToRules(this, { declaredHost: host.url });
    declareNames(this, [this.authName, ...(connectionName === undefined ? [] : [connectionName])]);
    declareLogin(this, { name: this.authName, namespace });
    const unfit = unfitProblems(auth, problems);
    const homeless = namespaceProblems(this, surroundings, namespace);
    const conflicts: PropsProblem[] = [];
    const declared = auth?._declaration;
    if (declared !== undefined && unfit.length === 0) {
      const login = sharedLogin(this, { host, auth: declared, namespace, connectionName, authName: this.authName });
      this.infisicalAuth = login.infisicalAuth;
      this.infisicalConnection = login.connection;
      conflicts.push(...login.conflicts);
    }
    validateWithApp(this, () => [...problems, ...surroundings.problems, ...unfit, ...homeless, ...conflicts]);
  }
}

/** Why nothing can be made of an auth. */
function unfitProblems(auth: InfisicalAuth | undefined, problems: readonly PropsProblem[]): PropsProblem[] {
  if (auth === undefined) {
    const message = 'it is not told how the operator logs in: give auth, for example InfisicalAuth.universal({ … })';
    return problems.length > 0 ? [] : [{ rule: 'S11', message }];
  }
  if (auth.method === InfisicalAuthMethod.EXISTING) {
    const message = 'an existing InfisicalAuth is made already: give that to the syncs, or say here how to log in';
    return [{ rule: 'A15', message }];
  }
  return authProblems(auth, 'InfisicalAuth');
}
