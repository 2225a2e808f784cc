import { missingParts } from '../../../model/auth/auth-method';
import { isIdentityEmpty } from '../../../model/identity-ids';
import { ruleOn, withSpec } from '../../rule';

export const A5 = ruleOn('login', {
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
