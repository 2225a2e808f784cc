import { pathText } from '../../../model/field';
import { upgradeFor } from '../../../model/operator-features';
import { ruleOn, Severity, withSpec } from '../../rule';
import { ownNamespace } from '../authentication/own-namespace';

const CERTIFICATE = { name: 'infisical-ca', namespace: 'shop', key: 'ca.crt' };

export const H2 = ruleOn('InfisicalConnection', {
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A connection has an address',
  why: 'Without one the operator takes the default of its chart, which ends in /api: secrets are then listed below /api/api.',
  source:
    'operator v0.11.7: api/v1beta1/infisicalconnection_types.go (Address); hostAPI in helm-charts/secrets-operator/values.yaml',
  bad: withSpec('InfisicalConnection', { address: '' }),
  good: withSpec('InfisicalConnection', { address: 'https://app.infisical.com' }),
  check: ({ resource, host }, report) => {
    if (resource.declaredHost !== undefined || !host.isEmpty) return;
    report(
      host,
      `the connection has no address, and the operator's default ends in "/api", with which no secret can be listed: write the address, for example "https://app.infisical.com"`,
    );
  },
});

export const H6 = ruleOn('operator', {
  hasFix: true,
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A certificate authority is named completely',
  why: 'No part has a default. Without all of them the API server refuses the resource, or the operator uses no authority.',
  source:
    'operator v0.11.7: config/crd/bases (tls.caRef, tls.caCertificate); internal/services/infisicalsecret/handler.go (HandleCACertificate)',
  bad: withSpec('InfisicalConnection', { tls: { caCertificate: { ...CERTIFICATE, namespace: null } } }),
  good: { objects: [{ kind: 'InfisicalConnection' }] },
  check: ({ resource, certificate: { field, name, namespace, key } }, report) => {
    if (!field.isGiven) return;
    // A construct without a namespace is told once.
    const isTold = resource.explainedRules?.().includes('A4') ?? false;
    const parts = [name, namespace, key];
    const missing = parts.filter((part) => part.isEmpty && !(isTold && part === namespace));
    if (missing.length === 0) return;
    const names = (of: typeof parts) => of.map((part) => part.key);
    const message = `${pathText(field.path.slice(1))} has no ${names(missing).join(' and no ')}: write ${names(parts).join(', ')}`;
    const fix = missing.every((part) => part === namespace) ? ownNamespace(resource, [{ name, namespace }]) : undefined;
    report(missing[0], message, fix);
  },
});

export const H7 = ruleOn('InfisicalConnection', {
  severity: Severity.WARNING,
  operators: [{ without: 'certificateForListing' }],
  title: 'The operator uses the certificate authority of a connection throughout',
  why: 'The connection becomes ready and logins succeed, and then listing secrets fails at the certificate.',
  source: 'operator v0.11.7: internal/services/infisicalstaticsecret/reconciler.go (ListSecretsFromSources)',
  bad: {
    ...withSpec('InfisicalConnection', { tls: { caCertificate: CERTIFICATE } }),
    settings: { operatorVersion: 'v0.11.7' },
  },
  good: withSpec('InfisicalConnection', { tls: { caCertificate: CERTIFICATE } }),
  check: ({ certificate: { field } }, report, { settings }) => {
    if (!field.isGiven) return;
    report(
      field,
      `the operator of the cluster, ${settings.operatorVersion}, does not use tls.caCertificate for listing secrets: ${upgradeFor('certificateForListing')}, use a certificate that the operator trusts by itself, or v1alpha1 (InfisicalSecret)`,
    );
  },
});
