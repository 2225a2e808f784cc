import type { Manifest } from '../../../lib/model/manifest';
import { checkManifests } from '../../../lib/validation/check-manifests';
import { describeRules } from '../rule-cases';

const NAMED = { name: 'shop', namespace: 'shop' };

function object(apiVersion: string, kind: string, spec: object, annotations?: object) {
  return [{ apiVersion, kind, metadata: { ...NAMED, ...(annotations && { annotations }) }, spec }];
}

const service = (spec: object, annotations?: object) =>
  object('v1', 'Service', { ports: [{ port: 80 }], ...spec }, annotations);
const ports = (...list: unknown[]) => service({ ports: list });
const ingress = (spec: object, annotations?: object) => object('networking.k8s.io/v1', 'Ingress', spec, annotations);
const BACKEND = { service: { name: 'shop', port: { name: 'http' } } };
const host = (name: string) => ingress({ rules: [{ host: name }] });
const path = (fields: object) =>
  ingress({ rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend: BACKEND, ...fields }] } }] });
const policy = (spec: object) => object('networking.k8s.io/v1', 'NetworkPolicy', spec);
const from = (peer: object) => policy({ ingress: [{ from: [peer] }] });
const policyPort = (port: object) => policy({ egress: [{ ports: [port] }] });
const subset = (fields: object) => [
  { apiVersion: 'v1', kind: 'Endpoints', metadata: NAMED, subsets: [{ addresses: [{ ip: '10.1.2.3' }], ...fields }] },
];
const RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';

describeRules([
  {
    rule: 'R1',
    what: 'a port that there is not',
    bad: ports({ port: 65_536 }),
    good: ports({ port: 65_535 }),
    message: 'spec.ports[0].port is the number 65536: write a port from 1 to 65535',
  },
  {
    rule: 'R1',
    what: 'a port without a number, also where nothing stands in the list',
    bad: ports(null),
    good: ports({ port: 1 }),
    message: 'spec.ports[0].port is missing: write a port from 1 to 65535',
  },
  {
    rule: 'R1',
    what: 'several ports without names',
    bad: ports({ port: 80 }, { port: 81, name: 'b' }),
    good: ports({ port: 80, name: 'a' }, { port: 81, name: 'b' }),
    message: 'spec.ports[0].name is missing: with several ports each needs one',
  },
  {
    rule: 'R1',
    what: 'one name for two ports',
    bad: ports({ port: 80, name: 'http' }, { port: 81, name: 'http' }),
    good: ports({ port: 80, name: 'http' }, { port: 81, name: 'https' }),
    message: 'spec.ports[1].name is "http", as spec.ports[0].name: give each a name of its own',
  },
  {
    rule: 'R1',
    what: 'one number for two ports of a protocol',
    bad: ports({ port: 80, name: 'a' }, { port: 80, name: 'b', protocol: 'TCP' }),
    good: ports({ port: 80, name: 'a' }, { port: 80, name: 'b', protocol: 'UDP' }),
    message: 'spec.ports[1].port is 80/TCP, as spec.ports[0].port: write another one',
  },
  {
    rule: 'R1',
    what: 'the name of a port that pods cannot have',
    bad: ports({ port: 80, targetPort: 'metrics-and-health' }),
    good: ports({ port: 80, targetPort: 'metrics' }),
    message: 'spec.ports[0].targetPort "metrics-and-health" has 18 characters, 15 are allowed',
  },
  {
    rule: 'R1',
    what: 'the port of the kubelet, where nobody told a release that allows it',
    bad: service({ type: 'LoadBalancer', ports: [{ port: 10_250 }] }),
    good: service({ ports: [{ port: 10_250 }] }),
    message: 'spec.ports[0].port is 10250, that of the kubelet: write another one',
  },
  {
    rule: 'R4',
    what: 'the port of a node that clusters do not give away',
    bad: service({ type: 'NodePort', ports: [{ port: 80, nodePort: 8080 }] }),
    good: service({ type: 'NodePort', ports: [{ port: 80, nodePort: 32_767 }] }),
    message: 'spec.ports[0].nodePort is the number 8080: write 30000 to 32767, or drop it',
  },
  ...[65_536, 70_000, -1].map((nodePort) => ({
    rule: 'R20',
    what: `the port ${nodePort} of a node`,
    bad: service({ type: 'LoadBalancer', ports: [{ port: 80, nodePort }] }),
    good: service({ type: 'LoadBalancer', ports: [{ port: 80, nodePort: 65_535 }] }),
    message: `spec.ports[0].nodePort is the number ${nodePort}: write 30000 to 32767, or drop it, and the cluster chooses one`,
  })),
  {
    rule: 'R2',
    what: 'a field of another type',
    bad: service({ allocateLoadBalancerNodePorts: false }),
    good: service({ type: 'LoadBalancer', allocateLoadBalancerNodePorts: false }),
    message: 'spec.allocateLoadBalancerNodePorts is for the type LoadBalancer: drop it, or write that type',
  },
  {
    rule: 'R2',
    what: 'the port of a node in a type without one',
    bad: ports({ port: 80, nodePort: 30_080 }),
    good: ports({ port: 80, nodePort: 0 }),
    message: 'spec.ports[0].nodePort is the number 30080: drop it, or write the type NodePort',
  },
  {
    rule: 'R2',
    what: 'no ports, but for what has no address',
    bad: service({ ports: [] }),
    good: service({ ports: [], clusterIP: 'None' }),
    message: 'spec.ports is missing: write one',
  },
  {
    rule: 'R2',
    what: 'a name of a host that is none',
    bad: service({ type: 'ExternalName', externalName: 'https://db.example.com' }),
    good: service({ type: 'ExternalName', externalName: 'db.example.com.' }),
    message:
      'spec.externalName "https://db.example.com" must be a lower-case RFC 1123 subdomain: a-z, 0-9, "-" and ".", starting and ending with a letter or digit',
  },
  {
    rule: 'R2',
    what: 'how traffic from outside goes, where there is none',
    bad: service({ externalTrafficPolicy: 'Local' }),
    good: service({ externalTrafficPolicy: 'Local', type: 'NodePort' }),
    message: 'spec.externalTrafficPolicy is "Local", and nothing outside of the cluster reaches the Service: drop it',
  },
  {
    rule: 'R2',
    what: 'how long a client stays',
    bad: service({ sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86_401 } } }),
    good: service({ sessionAffinity: 'None', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86_401 } } }),
    message: 'spec.sessionAffinityConfig.clientIP.timeoutSeconds is the number 86401: write 1 to 86400 seconds',
  },
  {
    rule: 'R2',
    what: 'a distribution that the release does not know',
    bad: service({ trafficDistribution: 'PreferSameZone' }),
    good: service({ trafficDistribution: 'PreferClose' }),
    message: 'spec.trafficDistribution "PreferSameZone" is none of PreferClose: write one of them',
    settings: { kubernetesVersion: '1.33' },
  },
  {
    rule: 'N4',
    what: 'a label in the selector of a Service',
    bad: service({ selector: { 'my team': 'shop' } }),
    good: service({ selector: { team: 'shop' } }),
    message:
      'the key of the label "my team" must be letters, digits, "-", "_" and ".", starting and ending with a letter or digit, behind the domain of its owner and "/" if there is one, in spec.selector',
  },
  {
    rule: 'R3',
    what: 'an address that is none',
    bad: service({ clusterIP: '10.0.0.300' }),
    good: service({ clusterIP: '10.0.0.30' }),
    message: 'spec.clusterIP "10.0.0.300" must be an IP address, such as 10.9.8.7 or 2001:db8::ffff',
  },
  {
    rule: 'R3',
    what: 'an address of another family',
    bad: service({ clusterIP: '10.0.0.30', ipFamilies: ['IPv6'] }),
    good: service({ clusterIP: '10.0.0.30', ipFamilies: ['IPv4'] }),
    message: 'spec.clusterIP "10.0.0.30" is no IPv6 address, as spec.ipFamilies[0] says',
  },
  {
    rule: 'R3',
    what: 'two addresses of one family',
    bad: service({ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', '10.0.0.2'] }),
    good: service({ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', '2001:db8::1'] }),
    message: 'spec.clusterIPs has two IPv4 addresses: write one of each family',
  },
  {
    rule: 'R3',
    what: 'an address that nobody else reaches',
    bad: service({ externalIPs: ['169.254.0.1'] }),
    good: service({ externalIPs: ['169.253.0.1'] }),
    message: 'spec.externalIPs[0] "169.254.0.1" is only known in one network (link-local): write another one',
  },
  {
    rule: 'R3',
    what: 'zeros in front, since they are refused',
    bad: service({ externalIPs: ['010.1.1.1'] }),
    good: service({ externalIPs: ['10.1.1.1'] }),
    message: 'spec.externalIPs[0] "010.1.1.1" must not have parts that start with zeros',
    settings: { kubernetesVersion: '1.36' },
  },
  {
    rule: 'R3',
    what: 'a range of addresses in an annotation',
    bad: service({ type: 'LoadBalancer' }, { [RANGES]: '10.0.0.0/8, 192.168.0.0' }),
    good: service({ type: 'LoadBalancer' }, { [RANGES]: '10.0.0.0/8, 192.168.0.0/16' }),
    message: `metadata.annotations["${RANGES}"] " 192.168.0.0" must be a range of IP addresses, such as 10.9.8.0/24 or 2001:db8::/64`,
  },
  {
    rule: 'R3',
    what: 'endpoints without an address',
    bad: subset({ addresses: [] }),
    good: subset({ addresses: [], notReadyAddresses: [{ ip: '10.1.2.3' }] }),
    message: 'subsets[0].addresses is missing: write one, or notReadyAddresses',
  },
  {
    rule: 'R5',
    what: 'an address in the place of a host',
    bad: host('https://shop.example.com/'),
    good: host('shop.example.com'),
    message:
      'spec.rules[0].host "https://shop.example.com/" must be the host alone, in lower case: write "shop.example.com"',
  },
  {
    rule: 'R5',
    what: 'a host with its port',
    bad: host('shop.example.com:8443'),
    good: host('shop.example.com'),
    message:
      'spec.rules[0].host "shop.example.com:8443" must be the host alone, in lower case: write "shop.example.com"',
  },
  {
    rule: 'R5',
    what: 'capitals',
    bad: host('Shop.example.com'),
    good: host('shop.example.com'),
    message: 'spec.rules[0].host "Shop.example.com" must be the host alone, in lower case: write "shop.example.com"',
  },
  {
    rule: 'R5',
    what: 'an IP address',
    bad: host('10.1.2.3'),
    good: host('ten.example.com'),
    message: 'spec.rules[0].host "10.1.2.3" is an IP address: write the name of a host',
  },
  {
    rule: 'R5',
    what: 'a wildcard that is not in front',
    bad: host('a.*.example.com'),
    good: host('*.example.com'),
    message:
      'spec.rules[0].host "a.*.example.com" must be a lower-case RFC 1123 subdomain: a-z, 0-9, "-" and ".", starting and ending with a letter or digit',
  },
  {
    rule: 'R5',
    what: 'a host of a certificate',
    bad: ingress({ defaultBackend: BACKEND, tls: [{ hosts: ['Shop'] }] }),
    good: ingress({ defaultBackend: BACKEND, tls: [{ hosts: ['*.shop'] }, {}] }),
    message: 'spec.tls[0].hosts[0] "Shop" must be the host alone, in lower case: write "shop"',
  },
  {
    rule: 'R6',
    what: 'a path that leads back',
    bad: path({ path: '/shop/..' }),
    good: path({ path: '/shop/..', pathType: 'ImplementationSpecific' }),
    message: 'spec.rules[0].http.paths[0].path "/shop/.." must not have "/.." in it',
  },
  {
    rule: 'R6',
    what: 'a path with a slash that is written in another way',
    bad: path({ path: '/a%2fb' }),
    good: path({ path: '/a%20b' }),
    message: 'spec.rules[0].http.paths[0].path "/a%2fb" must not have "%2f" in it',
  },
  {
    rule: 'R6',
    what: 'a relative path',
    bad: path({ path: 'shop', pathType: 'ImplementationSpecific' }),
    good: path({ path: undefined, pathType: 'ImplementationSpecific' }),
    message: 'spec.rules[0].http.paths[0].path "shop" must be absolute: write it with a "/" in front',
  },
  {
    rule: 'R6',
    what: 'no type of a path',
    bad: path({ pathType: undefined }),
    good: path({ pathType: 'Exact' }),
    message: 'spec.rules[0].http.paths[0].pathType is missing: write one of Exact, Prefix, ImplementationSpecific',
  },
  {
    rule: 'R6',
    what: 'a type of a path that there is not',
    bad: path({ pathType: 'prefix' }),
    good: path({ pathType: 'Prefix' }),
    message:
      'spec.rules[0].http.paths[0].pathType "prefix" is none of Exact, Prefix, ImplementationSpecific: write one of them',
  },
  {
    rule: 'R6',
    what: 'two backends',
    bad: path({ backend: { ...BACKEND, resource: { kind: 'Bucket', name: 'files' } } }),
    good: path({ backend: { resource: { kind: 'Bucket', name: 'files' } } }),
    message: 'spec.rules[0].http.paths[0].backend.resource stands beside service: write one of them',
  },
  {
    rule: 'R6',
    what: 'the name and the number of a port',
    bad: path({ backend: { service: { name: 'shop', port: { name: 'http', number: 80 } } } }),
    good: path({ backend: { service: { name: 'shop', port: { number: 80 } } } }),
    message:
      'spec.rules[0].http.paths[0].backend.service.port.number stands beside spec.rules[0].http.paths[0].backend.service.port.name: write one of them',
  },
  {
    rule: 'R6',
    what: 'the name of a Service that older releases do not know',
    bad: path({ backend: { service: { name: '1shop', port: { number: 80 } } } }),
    good: path({ backend: { service: { name: 'shop1', port: { number: 80 } } } }),
    message:
      'spec.rules[0].http.paths[0].backend.service.name "1shop" must be a lower-case RFC 1035 label: a-z, 0-9 and "-", starting with a letter',
  },
  {
    rule: 'R6',
    what: 'nothing that answers',
    bad: ingress({}),
    good: ingress({ defaultBackend: BACKEND }),
    message: 'spec.rules is missing: write one, or defaultBackend',
  },
  {
    rule: 'R7',
    what: 'two classes',
    bad: ingress({ defaultBackend: BACKEND, ingressClassName: 'nginx' }, { 'kubernetes.io/ingress.class': 'traefik' }),
    good: ingress({ defaultBackend: BACKEND, ingressClassName: 'nginx' }, { 'kubernetes.io/ingress.class': 'nginx' }),
    message: 'metadata.annotations["kubernetes.io/ingress.class"] is not what ingressClassName is, "nginx": drop it',
  },
  {
    rule: 'R7',
    what: 'a controller without a domain',
    bad: object('networking.k8s.io/v1', 'IngressClass', { controller: 'nginx' }),
    good: object('networking.k8s.io/v1', 'IngressClass', { controller: 'k8s.io/ingress-nginx' }),
    message: 'spec.controller "nginx" must be a domain, "/" and a name, such as example.com/nginx',
  },
  {
    rule: 'R8',
    what: 'the end of a range before its start',
    bad: policyPort({ port: 80, endPort: 79 }),
    good: policyPort({ port: 80, endPort: 80 }),
    message: 'spec.egress[0].ports[0].endPort is the number 79: write at least port, which is 80',
  },
  {
    rule: 'R8',
    what: 'the end of a range that starts at a name',
    bad: policyPort({ port: 'http', endPort: 90 }),
    good: policyPort({ port: 'http' }),
    message: 'spec.egress[0].ports[0].endPort is the end of a range: write the number of its first port as port',
  },
  {
    rule: 'R8',
    what: 'an exception that is not in the range',
    bad: from({ ipBlock: { cidr: '10.0.0.0/16', except: ['10.1.0.0/24'] } }),
    good: from({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/24'] } }),
    message: 'spec.ingress[0].from[0].ipBlock.except[0] "10.1.0.0/24" must be a part of cidr, which is "10.0.0.0/16"',
  },
  {
    rule: 'R8',
    what: 'an address that is no range, as newer releases see it',
    bad: from({ ipBlock: { cidr: '10.1.2.3/8' } }),
    good: from({ ipBlock: { cidr: '10.0.0.0/8' } }),
    message: 'spec.ingress[0].from[0].ipBlock.cidr "10.1.2.3/8" must not have more than its first 8 bits set',
    settings: { kubernetesVersion: '1.36' },
  },
  {
    rule: 'R8',
    what: 'addresses beside a selector',
    bad: from({ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }),
    good: from({ namespaceSelector: {}, podSelector: {} }),
    message: 'spec.ingress[0].from[0].ipBlock stands beside a selector: write a peer for each',
  },
  {
    rule: 'R8',
    what: 'a peer that is nobody',
    bad: from({}),
    good: from({ podSelector: {} }),
    message: 'spec.ingress[0].from[0] is nobody: write podSelector, namespaceSelector or ipBlock',
  },
]);

test.each([70_000, -1, 8080])('of the port %d of a node one rule tells', (nodePort) => {
  const found = checkManifests(service({ type: 'NodePort', ports: [{ port: 80, nodePort }] }) as Manifest[]);
  expect(found.map(({ rule }) => rule)).toEqual([nodePort === 8080 ? 'R4' : 'R20']);
});

test('of the port of a node for the health check one rule tells', () => {
  const spec = { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 70_000 };
  expect(checkManifests(service(spec) as Manifest[]).map(({ rule }) => rule)).toEqual(['R2']);
});
