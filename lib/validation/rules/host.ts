import { withoutCredentials } from '../../infisical/credential-text';
import { fields } from '../manifest';
import { isAtMost, statedFrom } from '../operator-version';
import { isEmpty, isGiven } from '../presence';
import { type Rule, Severity } from '../rule';
import { unsetPartOf } from '../unset-text';
import { type AppView, specsOf } from '../view/app-view';
import { apiIndex, hostsOf, urlProblem } from '../view/hosts';

/** The last operator that lists secrets without the certificate authority of their connection (seen with it). */
const WITHOUT_CA = 'v0.11.7';

/** Where Infisical runs. */
export const HOST_RULES: readonly Rule[] = [
  {
    id: 'H1',
    severity: Severity.ERROR,
    title: 'A base URL does not carry the /api suffix',
    check: (app, report) => {
      for (const { subject, base } of hostsOf(app)) {
        const api = base === undefined ? -1 : apiIndex(base);
        if (api >= 0) {
          report(
            subject,
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
      for (const { subject, spec } of specsOf(app, 'InfisicalConnection')) {
        if (subject.declaredHost !== undefined || !isEmpty(spec.address)) continue;
        report(
          subject,
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
      for (const { subject, url } of hostsOf(app)) {
        const problem = unsetPartOf(url) === undefined ? urlProblem(url) : undefined;
        if (problem)
          report(
            subject,
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
      for (const { subject, url } of hostsOf(app)) {
        if (urlProblem(url) || !/^http:/i.test(url) || isInCluster(new URL(url).hostname)) continue;
        report(subject, `secrets would travel unencrypted from the host "${url}": write "https://${url.slice(7)}"`);
      }
    },
  },
  {
    id: 'H5',
    severity: Severity.ERROR,
    title: 'hostAPI ends at /api',
    check: (app, report) => {
      for (const { subject, url, base } of hostsOf(app)) {
        const api = apiIndex(url);
        if (base === undefined && api >= 0 && !/\/api\/*$/.test(url)) {
          report(
            subject,
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
      for (const subject of infisical) {
        const { caRef, caCertificate } = fields(fields(subject.manifest.spec).tls);
        const isToldByA4 = subject.explainedRules?.includes('A4') ?? false;
        for (const [at, reference, parts] of [
          ['tls.caRef', caRef, ['secretName', 'secretNamespace', 'key']],
          ['tls.caCertificate', caCertificate, ['name', 'namespace', 'key']],
        ] as const) {
          const untold = parts.filter((part) => !(isToldByA4 && /namespace$/i.test(part)));
          const missing = isGiven(reference) ? untold.filter((part) => isEmpty(fields(reference)[part])) : [];
          if (missing.length > 0)
            report(subject, `${at} has no ${missing.join(' and no ')}: write ${parts.join(', ')}`);
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
      for (const { subject, spec } of specsOf(app, 'InfisicalConnection')) {
        if (!isGiven(fields(spec.tls).caCertificate)) continue;
        report(
          subject,
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
      for (const { subject, url, host } of others) {
        if (host === first.host) continue;
        const { kind, metadata } = first.subject.manifest;
        report(
          subject,
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
function v1alpha1Hosts(app: AppView) {
  return specsOf(app, 'InfisicalSecret', 'InfisicalPushSecret', 'InfisicalDynamicSecret').flatMap(
    ({ subject, spec: { hostAPI } }) => {
      if (typeof hostAPI !== 'string' || hostAPI === '' || urlProblem(hostAPI)) return [];
      const host = new URL(hostAPI).href.replace(/\/+$/, '').replace(/\/api$/, '');
      return [{ subject, url: hostAPI, host }];
    },
  );
}
