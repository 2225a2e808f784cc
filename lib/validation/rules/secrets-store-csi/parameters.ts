import { meantByOther, meantParameter } from '../../../model/delivery/secrets-store-csi/known-parameters';
import { isOfOthers, type Parameters } from '../../../model/delivery/secrets-store-csi/parameters';
import type { ProviderClass } from '../../../model/delivery/secrets-store-csi/provider-class';
import { urlProblem } from '../../../model/host';
import { quotedText } from '../../../text/key-name';
import { listed } from '../../../text/listed';
import { isPlaceholder } from '../../../text/placeholder';
import { shownAsNoText } from '../../../text/shown';
import { isSubstituted } from '../../../text/substitution';
import { unsetPartOf } from '../../../text/unset-text';
import { isUuid } from '../../../text/uuid';
import { type Report, ruleOn, Severity } from '../../rule';
import { checkEach, providing } from './classes';
import { CONFIG, NEEDED, NEEDED_BY_OTHER, OTHER_CONFIG } from './parameter-names';

export const D1 = ruleOn('app', {
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A class of Infisical logs in by the method "kubernetes"',
  why: 'The provider knows no other: each mount fails, and the pod stays in ContainerCreating.',
  source: `${CONFIG} (parseParameters: "invalid value for auth method")`,
  bad: providing({ authMethod: 'universal' }),
  good: providing({ authMethod: 'kubernetes' }),
  check: checkEach('official', ({ provider, parameters }, report) => {
    const method = parameters.get('authMethod');
    if (method === undefined || method.field.isEmpty) {
      tellMissing(provider, parameters, ['authMethod'], 'write authMethod: kubernetes', report);
    } else if (method.field.value !== undefined && method.field.value !== 'kubernetes') {
      const message = `the authMethod ${quotedText(method.field.value)} is none that the provider knows: write kubernetes`;
      report(method.resource, method.field, message);
    }
  }),
});

export const D2 = ruleOn('app', {
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A class of Infisical has what its provider needs',
  why: 'The provider refuses each mount of it: the pod stays in ContainerCreating.',
  source: `${CONFIG} (Validate); ${OTHER_CONFIG}`,
  bad: providing({ envSlug: null }),
  good: providing({ envSlug: 'prod' }),
  check: checkEach('any', ({ provider, parameters }, report) => {
    const isOther = isOfOthers(parameters);
    const needed = isOther ? NEEDED_BY_OTHER : NEEDED;
    const missing = needed.filter((name) => parameters.get(name)?.field.isEmpty ?? true);
    tellMissing(provider, parameters, missing, 'add it to its parameters', report);
  }),
});

/** Tells what is missing, but for what stands there under a wrong name: of that D5 and D8 tell. */
function tellMissing(
  { resource, parameters: field }: ProviderClass,
  parameters: Parameters,
  missing: readonly string[],
  remedy: string,
  report: Report,
): void {
  const meant = [...parameters.keys()].map(isOfOthers(parameters) ? meantByOther : meantParameter);
  // Of parameters that are no map D4 tells.
  const isMap = !field.isGiven || field.isObject;
  const absent = missing.filter((name) => !meant.includes(name));
  if (absent.length === 0 || !isMap) return;
  report(resource, field, `the class has no ${listed(absent)}: ${remedy}`, undefined, field.at(absent[0]).path);
}

export const D3 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'The projectId of a class is an id',
  why: 'The provider asks Infisical for the project of that id, and knows no slugs: each mount of it fails.',
  source: `${CONFIG} (Parameters); internal/provider/provider.go (HandleMountRequest: ProjectID)`,
  bad: providing({ projectId: 'shop-x1y2' }),
  good: providing({ projectId: '6f1c2d7e-8a3b-4c5d-9e6f-000000000001' }),
  check: checkEach('official', ({ parameters }, report) => {
    const id = parameters.get('projectId');
    const value = id?.field.value;
    if (id === undefined || !value || isUuid(value) || OLD_ID.test(value) || !isWritten(value)) return;
    const message = `the projectId ${quotedText(value)} is no id: copy the id of the project as Infisical shows it`;
    report(id.resource, id.field, message);
  }),
});

/** Ids of projects that are older than UUIDs. */
const OLD_ID = /^[0-9a-f]{24}$/i;

function isWritten(text: string): boolean {
  return !isSubstituted(text) && !isPlaceholder(text) && unsetPartOf(text) === undefined;
}

export const D4 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'The parameters of a class are texts',
  why: 'The API server takes texts only: it refuses the class.',
  source: 'secrets-store-csi-driver v1.6.0: apis/v1/secretproviderclass_types.go (Parameters: map[string]string)',
  bad: providing({ secrets: [{ secretPath: '/shop', secretKey: 'TOKEN', fileName: 'token' }] }),
  good: providing({ secrets: '- { secretPath: /shop, secretKey: TOKEN, fileName: token }\n' }),
  check: checkEach('any', ({ provider: { resource, parameters } }, report) => {
    if (parameters.isGiven && !parameters.isObject && !parameters.isUnresolved) {
      report(resource, parameters, `the parameters are ${shownAsNoText(parameters.raw)}: write a map of texts`);
    }
    for (const [name, field] of parameters.entries()) {
      if (parameters.text(name).state !== 'wrong type') continue;
      const isList = name === 'secrets' || name === 'objects';
      const remedy = isList ? 'write its YAML as a text, behind a "|"' : 'put it in quotes';
      report(resource, field, `the parameter ${name} is ${shownAsNoText(field.raw)}: ${remedy}`);
    }
  }),
});

export const D6 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'The infisicalUrl of a class is a base URL',
  why: 'The provider asks a host that is none, or a path that Infisical does not have: each mount fails.',
  source:
    'infisical-csi-provider v0.0.9 with go-sdk v0.5.97: packages/util/helper.go (it adds /api where the URL does not end with it)',
  bad: providing({ infisicalUrl: 'https://secrets.example.com/api/' }),
  good: providing({ infisicalUrl: 'https://secrets.example.com/api' }),
  check: checkEach('official', ({ parameters }, report) => {
    const url = parameters.get('infisicalUrl');
    const value = url?.field.value;
    if (url === undefined || !value || !isWritten(value)) return;
    const problem = urlProblem(value);
    if (problem !== undefined)
      report(url.resource, url.field, `the infisicalUrl ${problem}: write, for example, https://eu.infisical.com`);
    else if (/\/api\/+$/.test(value)) {
      report(
        url.resource,
        url.field,
        `the infisicalUrl ${quotedText(value)} ends with "/api/", to which another /api is added: drop the last "/"`,
      );
    }
  }),
});
