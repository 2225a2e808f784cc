import { operatorResourceOf } from '../../lib/model/app-model';
import type { AuthKind, AuthMethod, Login } from '../../lib/model/auth/auth-method';
import { isKnownTo } from '../../lib/model/auth/auth-method';
import type { RenderedResource } from '../../lib/model/declarations';
import type { OperatorResource } from '../../lib/model/operator-resource';
import { renderDynamicSecret, renderInfisicalSecret, renderPushSecret } from '../../lib/model/v1alpha1';
import { renderAuth } from '../../lib/model/v1beta1';

export const HOST = { url: 'https://secrets.example.com' };
export const SOURCE = { projectId: '11111111-2222-4333-8444-555555555555', environment: 'prod', path: '/orders' };

const RENDER: Readonly<Record<AuthKind, (method: AuthMethod) => RenderedResource>> = {
  InfisicalSecret: (method) => renderInfisicalSecret({ ...asked(method), sources: [SOURCE], targets: [TARGET] }),
  InfisicalPushSecret: (method) =>
    renderPushSecret({
      ...asked(method),
      destination: SOURCE,
      secret: { name: 'made' },
      updatePolicy: 'None',
      deletionPolicy: 'None',
    }),
  InfisicalDynamicSecret: (method) =>
    renderDynamicSecret({
      ...asked(method),
      dynamicSecret: { ...SOURCE, secretName: 'database' },
      leaseRevocationPolicy: 'Revoke',
      target: TARGET,
    }),
  InfisicalAuth: (method) =>
    renderAuth(
      { method, options: method.example },
      { name: 'infisical', namespace: 'shop' },
      { name: 'login-identity', namespace: 'shop', key: 'identityId' },
    ),
};

const TARGET = { kind: 'Secret', name: 'made', namespace: 'shop', creationPolicy: 'Owner' } as const;

function asked(method: AuthMethod) {
  return { namespace: 'shop', host: HOST, auth: { method, options: method.example } };
}

/** A resource of each kind that knows a method, which logs in by its example. */
export function renderedLogins(method: AuthMethod): RenderedResource[] {
  return (Object.keys(RENDER) as AuthKind[])
    .filter((kind) => isKnownTo(kind, method))
    .map((kind) => RENDER[kind](method));
}

/** A rendered resource as the model reads it. */
export function readBack(rendered: RenderedResource): OperatorResource {
  const [read] = operatorResourceOf({ manifest: { ...rendered, metadata: { name: 'made', namespace: 'shop' } } });
  return read;
}

export function loginOf(rendered: RenderedResource): Login | undefined {
  return readBack(rendered).logins[0];
}
