import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { type PropsProblem, validateWithApp } from '../evaluation/app-validation';
import { declareNames } from '../evaluation/declarations';
import { type InfisicalAuth, InfisicalHost } from '../infisical';
import { render } from '../model/kinds';
import { withNamespace } from '../model/object-reference';
import { checkedProps } from '../props/prop-types';
import { shown } from '../text/shown';
import { authProblems } from './auth-problems';
import { chartOf } from './chart-of';
import { namespaceProblems } from './namespace-problems';
import { isMissing } from './own-props';
import { STATIC_SECRET_PUSH_PROPS } from './prop-types';
import { referredLogin } from './referred-login';
import { surroundingsOf } from './surroundings';
import { emptySpecProblems, fieldNameProblems, specProblems } from './written-spec';

/**
 * Properties of a `StaticSecretPush`.
 */
export interface StaticSecretPushProps {
  /**
   * The spec of the resource, which is written as it stands. Upstream has published what the kind does and not how its
   * fields are called, so that nobody here checks them: take them from the CRD in your cluster
   * (`kubectl explain infisicalstaticsecretpush.spec --recursive`).
   */
  // biome-ignore lint/suspicious/noExplicitAny: nobody but upstream knows the fields
  readonly spec: { [field: string]: any };

  /**
   * The field of `spec` that refers to the InfisicalAuth. It is then written with the name and namespace of the login that
   * syncs of v1beta1 of this namespace share, and that is made where there is none. An `InfisicalStaticSecret` has it as
   * `infisicalAuthRef`; that this kind has the same is probable, and no more.
   *
   * @default - nothing is written: say in `spec` what to log in with
   */
  readonly authField?: string;

  /**
   * How the operator logs in, where `authField` says which field refers to that. The identity needs to read, create, edit
   * and delete secrets at each target, and with `createMissingFolders` to create folders.
   *
   * @default - as the environment says that the construct stands in; required outside of one (rule S11)
   */
  readonly auth?: InfisicalAuth;

  /**
   * Where Infisical runs, for the login in `authField`.
   *
   * @default - that of the environment that the construct stands in; InfisicalHost.cloudUs() outside of one
   */
  readonly host?: InfisicalHost;

  /**
   * Name of the InfisicalConnection that is made.
   *
   * @default - made of the host: `infisical-us`
   */
  readonly connectionName?: string;

  /**
   * Name of the InfisicalAuth that is made.
   *
   * @default - made of host, method and who logs in
   */
  readonly authName?: string;

  /**
   * Name of the resource.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Namespace of the resource, and of the login.
   *
   * @default - the namespace of the chart
   */
  readonly namespace?: string;

  /**
   * Labels of the resource.
   *
   * @default - the labels of the chart
   */
  readonly labels?: { [name: string]: string };

  /**
   * Annotations of the resource.
   *
   * @default - none
   */
  readonly annotations?: { [name: string]: string };
}

/**
 * Secrets of the cluster that the operator pushes to one or more folders of Infisical, and keeps in sync there (resource
 * `InfisicalStaticSecretPush` of v1beta1, operator v0.11.17 and newer): what comes in the place of the
 * `InfisicalPushSecret` that a `PushedSecret` writes.
 *
 * Known is what upstream's documentation says of the kind, and nothing of its fields: `spec` is written as it is given, and
 * no rule calls a field of it wrong. What has the names and the form of other kinds of the operator is read all the same:
 * references to logins and Secrets, folders of Infisical, credentials in plain text.
 *
 * Mistakes in the props are reported at synth, all at once, with the path of this construct.
 *
 * @see https://infisical.com/docs/integrations/platforms/kubernetes/infisical-static-secret-push-crd
 */
export class StaticSecretPush extends Construct {
  /**
   * The operator's resource. Patches of it reach the YAML.
   */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: StaticSecretPushProps) {
    super(scope, id);
    const { checked, problems } = checkedProps(props, STATIC_SECRET_PUSH_PROPS);
    const unfit = [...specProblems(checked.spec), ...fieldNameProblems(checked.authField)];
    const name = checked.name ?? id;
    const namespace = checked.namespace ?? chartOf(this).namespace;
    declareNames(this, [name]);
    const login = loginOf(this, checked, {
      namespace,
      isAuthWrong: !isMissing(props, 'auth') && checked.auth === undefined,
    });
    const metadata = { name, namespace, labels: checked.labels, annotations: checked.annotations };
    const rendered = render('InfisicalStaticSecretPush', { ...login.fields, ...checked.spec });
    this.apiObject = new ApiObject(this, 'Resource', { ...rendered, metadata });
    const missing = isMissing(props, 'spec') ? [n5Problem('there is no spec: give the fields of the resource')] : [];
    // A wrong spec is told, and a login that lacks is the one to be filled in.
    const isFilled = checked.spec === undefined || !isMissing(props, 'authField');
    validateWithApp(this, () => [
      ...problems,
      ...missing,
      ...unfit,
      ...(isFilled ? [] : emptySpecProblems(this.apiObject.toJson().spec)),
      ...login.problems(),
      ...fieldProblems(checked),
    ]);
  }
}

interface OwnLogin {
  readonly fields: object;
  readonly problems: () => readonly PropsProblem[];
}

interface Place {
  readonly namespace: string | undefined;
  /** Whether what was given as auth is none: that is told. */
  readonly isAuthWrong: boolean;
}

/** The field that refers to the login, where the user says which one does. */
function loginOf(construct: Construct, props: StaticSecretPushProps, { namespace, isAuthWrong }: Place): OwnLogin {
  const { authField, connectionName, authName } = props;
  if (authField === undefined || hasItself(props)) return { fields: {}, problems: () => [] };
  const surroundings = surroundingsOf(construct);
  const host = props.host ?? surroundings.host ?? InfisicalHost.cloudUs();
  const auth = isAuthWrong ? undefined : (props.auth ?? surroundings.auth);
  const unfit = unfitProblems(auth, surroundings.hasProblems || isAuthWrong);
  const login =
    unfit.length > 0 ? undefined : referredLogin(construct, auth, { host, namespace, connectionName, authName });
  const homeless = namespaceProblems(construct, surroundings, login?.reference.namespace ?? namespace);
  return {
    fields: login === undefined ? {} : { [authField]: withNamespace(login.reference, namespace) },
    problems: () => [...surroundings.problems, ...unfit, ...homeless, ...(login?.problems() ?? [])],
  };
}

function unfitProblems(auth: InfisicalAuth | undefined, mayBeWrongElsewhere: boolean): PropsProblem[] {
  if (auth !== undefined) return authProblems(auth, 'InfisicalAuth');
  const message =
    'authField refers to a login, and it is not told how the operator logs in: give auth, or drop authField';
  return mayBeWrongElsewhere ? [] : [s11Problem(message)];
}

/** What is said twice, and what is said of a login that nothing refers to. */
function fieldProblems({ spec, authField, ...props }: StaticSecretPushProps): PropsProblem[] {
  if (authField !== undefined) {
    if (!hasItself({ spec, authField })) return [];
    return [s11Problem(`spec has ${shown(authField)} itself, which authField would write: keep one of both`)];
  }
  const unused = (['auth', 'host', 'authName', 'connectionName'] as const).find((prop) => props[prop] !== undefined);
  if (unused === undefined) return [];
  const remedy = 'say in authField which field of spec refers to the InfisicalAuth, or drop it';
  return [s11Problem(`${unused} is given, and nothing refers to the login: ${remedy}`)];
}

function hasItself({ spec, authField = '' }: Pick<StaticSecretPushProps, 'spec' | 'authField'>): boolean {
  return spec !== undefined && Object.hasOwn(spec, authField);
}

function s11Problem(message: string): PropsProblem {
  return { rule: 'S11', message };
}

function n5Problem(message: string): PropsProblem {
  return { rule: 'N5', message };
}
