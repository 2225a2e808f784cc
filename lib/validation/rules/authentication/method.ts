import { AUTH_METHODS } from '../../../model/auth';
import { missingParts } from '../../../model/auth/auth-method';
import type { Field } from '../../../model/field';
import { isIdentityEmpty } from '../../../model/identity-ids';
import { areFieldsKnown } from '../../../model/operator-features';
import type { OperatorResource } from '../../../model/operator-resource';
import { methodsOf } from '../../../model/v1alpha1';
import { didYouMean } from '../../../text/did-you-mean';
import { quotedNames, shown } from '../../../text/shown';
import { type PartReport, ruleOn, Severity, withSpec } from '../../rule';

/** The methods of an InfisicalAuth. */
const METHODS = AUTH_METHODS.flatMap(({ name, v1beta1 }) => (v1beta1 === undefined ? [] : [{ name, block: v1beta1 }]));

export const A1 = ruleOn('operator', {
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A resource has an authentication method',
  why: 'The schema asks for none, and a block that it does not know is dropped: the operator then cannot log in.',
  source: 'operator v0.11.7: internal/util/auth.go (HandleAuthentication)',
  bad: withSpec('InfisicalSecret', { authentication: { universalAuth: null } }),
  good: { objects: [{ kind: 'InfisicalSecret' }] },
  check: (owner, report) => {
    if (owner.kind === 'InfisicalStaticSecret') checkReference(owner, report);
    if (!logsInByItself(owner) || owner.logins.length > 0) return;
    const authentication = owner.spec.at('authentication');
    const [unknown] = authentication.entries().filter(([, block]) => block.isGiven);
    const remedy = 'set one, for example universal';
    if (unknown === undefined) {
      report(authentication, `there is no authentication method: ${remedy}`);
    } else {
      const [name, block] = unknown;
      const meant = didYouMean(name, methodsOf(owner.kind), remedy);
      report(block, `there is no authentication method "${name}": ${meant}`);
    }
  },
});

export const A2 = ruleOn('operator', {
  severity: Severity.ERROR,
  title: 'A resource has exactly one authentication method',
  why: 'A service token comes before all others; of the rest the operator takes one by chance at every login, for an InfisicalSecret with the folder that it names.',
  source:
    'operator v0.11.7: internal/util/auth.go (HandleAuthentication): legacy ones first, then in the order of a Go map, which changes',
  bad: withSpec('InfisicalPushSecret', {
    authentication: { awsIamAuth: { identityId: '2f1c7f3a-6c0d-4a43-9b57-3d0f0c5c9f11' } },
  }),
  good: { objects: [{ kind: 'InfisicalPushSecret' }] },
  check: (owner, report) => {
    const { logins } = owner;
    if (!logsInByItself(owner) || logins.length < 2) return;
    const methods = logins.map(({ method }) => method.v1alpha1);
    report(
      logins[1].block,
      `there are ${methods.length} authentication methods (${methods.join(', ')}), and ${whichIsTaken(owner)}: keep one`,
    );
  },
});

export const A3 = ruleOn('InfisicalAuth', {
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'An InfisicalAuth has the block of its method, and no other',
  why: 'Only the block of the method is read: without it the operator refuses the resource, any other is ignored.',
  source: 'operator v0.11.7: internal/auth/strategy_resolver.go (Validate), and Validate of each method beside it',
  bad: withSpec('InfisicalAuth', { method: 'kubernetes' }),
  good: withSpec('InfisicalAuth', { method: 'universal' }),
  check: ({ spec }, report, { settings }) => {
    const field = spec.text('method');
    const method = METHODS.find(({ name }) => name === field.raw);
    if (field.isUnresolved) return;
    if (method === undefined) {
      // A newer operator may know more.
      if (!field.value || areFieldsKnown(settings)) report(field, unknownMethodMessage(field));
      return;
    }
    const { name: own, block: ownBlock } = method;
    const others = METHODS.filter(({ block }) => block !== ownBlock && spec.at(block).isGiven);
    const wanted = `the method "${own}" needs the block ${ownBlock}`;
    if (spec.at(ownBlock).isGiven) {
      for (const { name, block } of others) {
        const message = `the block ${block} does not belong to the method "${own}" and would be ignored: drop it, or write method: ${name}`;
        report(spec.at(block), message);
      }
    } else if (others.length > 0) {
      const [{ name, block }] = others;
      report(spec.at(ownBlock), `${wanted}, and there is only ${block}: add ${ownBlock}, or write method: ${name}`);
    } else report(spec.at(ownBlock), `${wanted}: add it`);
  },
});

/** In the order in which the operator looks for them. */
const LEGACY = ['serviceToken', 'serviceAccount'];

/** Which of several logins the operator takes. */
function whichIsTaken({ kind, logins }: OperatorResource): string {
  const [first] = LEGACY.flatMap((name) => logins.filter(({ method }) => method.name === name));
  if (first !== undefined) return `the operator takes ${first.method.v1alpha1}, and none of the others`;
  const scope = kind === 'InfisicalSecret' ? ', with its secretsScope' : '';
  return `the operator takes any of them at every login${scope}`;
}

/** Whether its authentication stands in the resource itself, as far as that can be read. */
function logsInByItself({ generation, kind, spec }: OperatorResource): boolean {
  return generation === 'v1alpha1' && kind !== 'ClusterGenerator' && !spec.at('authentication').isUnresolved;
}

function checkReference({ logsInWith: { field, name }, resource }: OperatorResource, report: PartReport): void {
  if (!name.isEmpty) return;
  const orInCode = resource.construct === undefined ? '' : 'set auth, or ';
  const message = `there is no authentication: ${orInCode}name an InfisicalAuth in infisicalAuthRef`;
  report(field.isGiven ? name : field, message);
}

function unknownMethodMessage(field: Field): string {
  const known = METHODS.map(({ name }) => name);
  const remedy = `write one of ${quotedNames(known)}`;
  if (!field.isGiven) return `there is no method: ${remedy}`;
  const meant = typeof field.raw === 'string' ? didYouMean(field.raw, known, remedy) : remedy;
  return `there is no method ${shown(field.raw)}: ${meant}`;
}

export const A5 = ruleOn('login', {
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  // Of a credential in the place of a reference to it.
  explainedBy: ['A10'],
  title: 'An authentication method has all that it needs',
  why: 'A block that lacks a part is refused by the API server, counts as none at all, or its login fails each time.',
  source:
    'operator v0.11.7: internal/util/auth.go (HandleUniversalAuth, HandleKubernetesAuth and others), internal/auth/kubernetes.go (Validate)',
  bad: withSpec('InfisicalSecret', { authentication: { universalAuth: { credentialsRef: { secretName: null } } } }),
  good: { objects: [{ kind: 'InfisicalSecret' }] },
  check: (login, report, app) => {
    const { method, block } = login;
    for (const { field, words } of missingParts(login)) {
      report(field, `${method.name} authentication has no ${words}`);
    }
    if (!isIdentityEmpty(app, login)) return;
    const message = `${method.name} authentication has no identityId: set the id of the machine identity`;
    report(block.at('identityIdRef'), message);
  },
});
