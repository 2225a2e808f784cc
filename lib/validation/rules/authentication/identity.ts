import { identityIdsOf } from '../../../model/identity-ids';
import { isPlaceholder } from '../../../text/placeholder';
import { unsetPartOf } from '../../../text/unset-text';
import { isUuid } from '../../../text/uuid';
import { type ExampleObjects, ruleOn, Severity, withSpec } from '../../rule';

const ID = '2f1c7f3a-6c0d-4a43-9b57-3d0f0c5c9f11';
const SCOPE = { projectSlug: 'shop', envSlug: 'prod', secretsPath: '/api' };
const TOKEN = {
  serviceTokenSecretReference: { secretName: 'token', secretNamespace: 'shop' },
  secretsScope: { envSlug: 'prod', secretsPath: '/api' },
};

export const A11 = ruleOn('InfisicalSecret', {
  severity: Severity.WARNING,
  title: 'No resource uses a legacy login',
  why: 'Infisical calls service tokens and its service accounts legacy, and v1beta1 has neither.',
  source: 'operator v0.11.7: internal/util/auth.go (HandleAuthentication), api/v1beta1/infisicalauth_types.go',
  bad: loggingIn({ serviceToken: TOKEN }),
  good: loggingIn({ awsIamAuth: { identityId: ID, secretsScope: SCOPE } }),
  check: ({ logins, spec }, report) => {
    const legacy = logins.flatMap(({ method, block }) =>
      method.legacy ? [{ name: method.legacy, field: block }] : [],
    );
    const token = spec.at('tokenSecretReference');
    if (token.isGiven) legacy.push({ name: 'the token of tokenSecretReference', field: token });
    for (const { name, field } of legacy) {
      const message = `${name} is a legacy login, which v1beta1 no longer has: use a machine identity, for example universal`;
      report(field, message);
    }
  },
});

export const A12 = ruleOn('InfisicalSecret', {
  severity: Severity.ERROR,
  title: 'Instant updates have a machine identity',
  why: 'The stream of events is asked for with the login of a machine identity; with a legacy one it is never opened.',
  source:
    'operator v0.11.7: internal/services/infisicalsecret/reconciler.go (OpenInstantUpdatesStream), which needs the scope of a machine identity',
  bad: loggingIn({ serviceToken: TOKEN }, { syncConfig: { instantUpdates: true } }),
  good: loggingIn({ awsIamAuth: { identityId: ID, secretsScope: SCOPE } }, { syncConfig: { instantUpdates: true } }),
  check: ({ logins, instantUpdates }, report) => {
    for (const { method } of logins) {
      if (method.legacy === undefined || instantUpdates.value !== true) continue;
      const message = `instant updates need a machine identity, and ${method.legacy} is none: use for example universal, or drop instantUpdates`;
      report(instantUpdates, message);
    }
  },
});

export const A14 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'The id of a machine identity is a UUID',
  why: 'Infisical has no identity of another id: what stands there is a name, or a client id, and every login fails.',
  source: 'Infisical/infisical: backend/src/db/schemas/identities.ts (id)',
  bad: loggingIn({ awsIamAuth: { identityId: 'shop-operator', secretsScope: SCOPE } }),
  good: loggingIn({ awsIamAuth: { identityId: ID, secretsScope: SCOPE } }),
  check: (app, report) => {
    for (const { resource, field, id, what } of identityIdsOf(app)) {
      if (isUuid(id) || isPlaceholder(id) || unsetPartOf(id)) continue;
      report(resource, field, `${what} is not a UUID: copy it from the machine identity in Infisical`);
    }
  },
});

function loggingIn(method: object, others: object = {}): ExampleObjects {
  return withSpec('InfisicalSecret', { authentication: { universalAuth: null, ...method }, ...others });
}
