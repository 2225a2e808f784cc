import { fields } from '../../json/json';
import { type AppModel, specsOf } from '../../model/app-model';
import { apiIndex, hostsOf, urlProblem } from '../../model/hosts';
import { isAtMost, statedFrom } from '../../model/operator-version';
import { isEmpty, isGiven } from '../../model/presence';
import { withoutCredentials } from '../../text/credential-text';
import { unsetPartOf } from '../../text/unset-text';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

/** The last operator that lists secrets without the certificate authority of their connection (seen with it). */
const WITHOUT_CA = 'v0.11.7';

/** Where Infisical runs. */
export const HOST_RULES: readonly Rule[] = [
  {
    id: 'H1',
    severity: Severity.ERROR,
    title: 'A base URL does not carry the /api suffix',
    check: (app, report) => {
      for (const { resource, base } of hostsOf(app)) {
        const api = base === undefined ? -1 : apiIndex(base);
        if (api >= 0) {
          report(
            resource,
            `the host "${withoutCredentials(base ?? '')}" must be the base URL: write "${withoutCredentials(base?.slice(0, api) ?? '')}", "/api" is added where the operator needs it`,
          );
        }
      }
    },
  },
  {
    id: 'H2',
    severity: Severity.ERROR,
    title: 'A connection has an address',
    check: (app, report) => {
      for (const { resource, spec } of specsOf(app, 'InfisicalConnection')) {
        if (resource.declaredHost !== undefined || !isEmpty(spec.address)) continue;
        report(
          resource,
          `the connection has no address, and the operator's default ends in "/api", with which no secret can be listed: write the address, for example "https://app.infisical.com"`,
        );
      }
    },
  },
  {
    id: 'H3',
    severity: Severity.ERROR,
    title: 'A host is an http(s) URL without credentials or blanks',
    check: (app, report) => {
      for (const { resource, url } of hostsOf(app)) {
        const problem = unsetPartOf(url) === undefined ? urlProblem(url) : undefined;
        if (problem)
          report(
            resource,
            `the host "${withoutCredentials(url)}" ${problem}: write for example "https://secrets.example.com"`,
          );
      }
    },
  },
  {
    id: 'H4',
    severity: Severity.WARNING,
    title: 'Secrets travel encrypted outside of the cluster',
    check: (app, report) => {
      for (const { resource, url } of hostsOf(app)) {
        if (urlProblem(url) || !/^http:/i.test(url) || isInCluster(new URL(url).hostname)) continue;
        report(resource, `secrets would travel unencrypted from the host "${url}": write "https://${url.slice(7)}"`);
      }
    },
  },
  {
    id: 'H5',
    severity: Severity.ERROR,
    title: 'hostAPI ends at /api',
    check: (app, report) => {
      for (const { resource, url, base } of hostsOf(app)) {
        const api = apiIndex(url);
        if (base === undefined && api >= 0 && !/\/api\/*$/.test(url)) {
          report(
            resource,
            `hostAPI "${withoutCredentials(url)}" goes on after "/api", so that the operator would append another "/api": write "${withoutCredentials(url.slice(0, api))}/api"`,
          );
        }
      }
    },
  },
  {
    id: 'H6',
    severity: Severity.ERROR,
    title: 'A certificate authority is named completely',
    check: ({ infisical }, report) => {
      for (const resource of infisical) {
        const { caRef, caCertificate } = fields(fields(resource.manifest.spec).tls);
        const isToldByA4 = resource.explainedRules?.includes('A4') ?? false;
        for (const [at, reference, parts] of [
          ['tls.caRef', caRef, ['secretName', 'secretNamespace', 'key']],
          ['tls.caCertificate', caCertificate, ['name', 'namespace', 'key']],
        ] as const) {
          const untold = parts.filter((part) => !(isToldByA4 && /namespace$/i.test(part)));
          const missing = isGiven(reference) ? untold.filter((part) => isEmpty(fields(reference)[part])) : [];
          if (missing.length > 0)
            report(resource, `${at} has no ${missing.join(' and no ')}: write ${parts.join(', ')}`);
        }
      }
    },
  },
  {
    id: 'H7',
    severity: Severity.WARNING,
    assumes: 'operatorVersion',
    title: 'The operator uses the certificate authority of a connection throughout',
    check: (app, report) => {
      const { operatorVersion } = app.settings;
      if (!isAtMost(operatorVersion, WITHOUT_CA)) return;
      for (const { resource, spec } of specsOf(app, 'InfisicalConnection')) {
        if (!isGiven(fields(spec.tls).caCertificate)) continue;
        report(
          resource,
          `the operator ${WITHOUT_CA} and older does not use tls.caCertificate for listing secrets: ${statedFrom('v0.11.8')}; else use a certificate that the operator trusts by itself, or v1alpha1 (InfisicalSecret)`,
        );
      }
    },
  },
  {
    id: 'H8',
    severity: Severity.WARNING,
    title: 'All v1alpha1 resources use one host',
    check: (app, report) => {
      const [first, ...others] = v1alpha1Hosts(app);
      for (const { resource, url, host } of others) {
        if (host === first.host) continue;
        const { kind, metadata } = first.resource.manifest;
        report(
          resource,
          `hostAPI "${url}" differs from "${first.url}" of ${kind} "${metadata.name ?? ''}", and the operator may mix up the hosts of v1alpha1 resources: use one host, or v1beta1 (InfisicalConnection)`,
        );
      }
    },
  },
];

function isInCluster(hostname: string): boolean {
  // Other IPv6 addresses have no dots either.
  if (hostname.startsWith('[')) return hostname === '[::1]';
  return !hostname.includes('.') || /\.(svc|local)$/.test(hostname) || hostname.startsWith('127.');
}

/** The explicit hosts, without those that are wrong anyway. */
function v1alpha1Hosts(app: AppModel) {
  return specsOf(app, 'InfisicalSecret', 'InfisicalPushSecret', 'InfisicalDynamicSecret').flatMap(
    ({ resource, spec: { hostAPI } }) => {
      if (typeof hostAPI !== 'string' || hostAPI === '' || urlProblem(hostAPI)) return [];
      const host = new URL(hostAPI).href.replace(/\/+$/, '').replace(/\/api$/, '');
      return [{ resource, url: hostAPI, host }];
    },
  );
}
