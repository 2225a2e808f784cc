import { qualifiedName } from '../../../lib/model/address';
import { Field } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';

/** Whether what carries requests into the cluster carries some to a Service. */
export function isRouteTo(route: Manifest, service: Manifest): boolean {
  const spec = Field.of(route).at('spec');
  switch (`${route.apiVersion.replace(/\/.*/, '')} ${route.kind}`) {
    case 'networking.k8s.io Ingress':
      return backendsOf(spec).some((backend) => backend.at('service', 'name').raw === service.metadata.name);
    case 'route.openshift.io Route':
      return [spec.at('to'), ...spec.at('alternateBackends').items()].some((one) => isService(one, service));
    case 'traefik.io IngressRoute':
    case 'traefik.io IngressRouteTCP':
    case 'traefik.io IngressRouteUDP':
    case 'traefik.containo.us IngressRoute':
    case 'traefik.containo.us IngressRouteTCP':
    case 'traefik.containo.us IngressRouteUDP':
      return listsIn(spec.at('routes'), 'services').some((one) => isService(one, service));
    case 'networking.istio.io VirtualService':
      return ['http', 'tcp', 'tls']
        .flatMap((protocol) => listsIn(spec.at(protocol), 'route'))
        .some((one) => isHostOf(one.at('destination', 'host').raw, service));
    default:
      return (
        route.apiVersion.startsWith('gateway.networking.k8s.io/') &&
        listsIn(spec.at('rules'), 'backendRefs').some((one) => isService(one, service))
      );
  }
}

function backendsOf(ingress: Field): Field[] {
  const paths = ingress
    .at('rules')
    .items()
    .flatMap((rule) => rule.at('http', 'paths').items());
  return [ingress.at('defaultBackend'), ...paths.map((path) => path.at('backend'))];
}

function listsIn(items: Field, list: string): Field[] {
  return items.items().flatMap((item) => item.at(list).items());
}

function isService(reference: Field, { metadata }: Manifest): boolean {
  const named = { name: reference.text('name').value, namespace: reference.text('namespace').value };
  return (
    (reference.at('kind').raw ?? 'Service') === 'Service' &&
    qualifiedName({ ...named, namespace: named.namespace ?? metadata.namespace }) === qualifiedName(metadata)
  );
}

/** A short name, which is one of the own namespace, or `name.namespace.svc.cluster.local` as far as it is written. */
function isHostOf(host: unknown, { metadata: { name, namespace } }: Manifest): boolean {
  if (host === name) return true;
  return (
    typeof host === 'string' && namespace !== undefined && /^(?:\.svc(?:\..+)?)?$/.test(restOf(host, name, namespace))
  );
}

function restOf(host: string, name = '', namespace: string): string {
  const own = `${name}.${namespace}`;
  return host.startsWith(own) ? host.slice(own.length) : '?';
}
