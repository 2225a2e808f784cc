import { Chart } from 'cdk8s';
import {
  ArgoCdApplicationSet,
  ArgoCdHealthChecks,
  ArgoCdOperatorRelease,
  ArgoCdProject,
  FluxKustomization,
  FluxKustomizations,
  FluxOperatorRelease,
  InfisicalAuth,
  InfisicalProject,
  SecretSyncedApp,
} from 'cdk8s-infisical';

/** A shop in two environments, which Argo CD or Flux delivers: an installation has one of both. */
export const shop = new InfisicalProject({
  projectSlug: 'shop',
  auth: InfisicalAuth.universal({ credentials: { name: 'infisical-credentials' } }),
});

const tags = { staging: '1.5.0-rc.1', prod: '1.4.2' };
for (const [name, tag] of Object.entries(tags)) {
  const environment = shop.addEnvironment(name, { namespace: `shop-${name}` }); // dist/<name>
  const chart = new Chart(environment, 'shop', { namespace: environment.namespace });
  new SecretSyncedApp(chart, 'api', {
    image: `registry.example.com/api:${tag}`,
    port: 8080,
    secretPath: '/api',
    secretKeys: ['DATABASE_URL', 'STRIPE_KEY'],
    autoReload: true,
  });
}

const repoUrl = 'https://git.example.com/team/shop.git';

// dist/argocd: for whoever runs Argo CD.
const argocd = new Chart(shop.addFolder('argocd'), 'argocd');
new ArgoCdHealthChecks(argocd, 'health');
new ArgoCdProject(argocd, 'project', {
  name: 'shop',
  environmentsOf: shop,
  repositories: [repoUrl],
  createNamespace: true,
});
new ArgoCdApplicationSet(argocd, 'shop', {
  repoUrl,
  revision: 'main',
  project: 'shop',
  environmentsOf: shop,
  createNamespace: true,
});

// dist/flux: for whoever runs Flux.
const flux = new Chart(shop.addFolder('flux'), 'flux');
new FluxKustomizations(flux, 'shop', {
  repoUrl,
  revision: 'main',
  environmentsOf: shop,
  createNamespace: true,
  dependsOn: [{ name: 'infisical-operator' }],
});

// The operator, by one or the other: it watches the namespaces of both environments, and no others.
const release = { projects: [shop], version: 'v0.11.11' };
new ArgoCdOperatorRelease(argocd, 'infisical-operator', release);

const operator = new Chart(shop.addFolder('flux-operator'), 'operator'); // dist/flux-operator
new FluxOperatorRelease(operator, 'infisical-operator', release);
new FluxKustomization(flux, 'infisical-operator', {
  sourceRef: { name: 'shop' },
  path: './dist/flux-operator',
  prune: false,
});
