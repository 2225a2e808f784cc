import type { ExternalSecret } from '../../../model/delivery/external-secrets';
import { isOlderThan } from '../../../model/delivery/external-secrets/versions';
import type { Field } from '../../../model/field';
import { quotedText } from '../../../text/key-name';
import { isSubstituted } from '../../../text/substitution';
import { type PartReport, ruleOn, Severity } from '../../rule';
import { asking } from './examples';

/** The places where an ExternalSecret names one secret key of a store of Infisical. */
function remoteReferencesIn({ spec }: ExternalSecret): Field[] {
  return [
    ...spec
      .at('data')
      .items()
      .map((entry) => entry.at('remoteRef')),
    ...spec
      .at('dataFrom')
      .items()
      .map((entry) => entry.at('extract')),
  ].filter(({ isObject }) => isObject);
}

/** Whether all that it fetches is of Infisical: what is said of its entries is then said of these. */
export function isOfInfisicalOnly({ spec }: ExternalSecret): boolean {
  const entries = [...spec.at('data').items(), ...spec.at('dataFrom').items()];
  return entries.every((entry) => !entry.at('sourceRef').isGiven);
}

/** What Go refuses in a regular expression, whatever else is in it. */
const NOT_IN_GO = /(?<!\\)(?:\\\\)*\(\?(?:[=!]|<[=!])|(?<!\\)(?:\\\\)*\\[1-9]/;

export const O8 = ruleOn('externalSecret', {
  severity: Severity.ERROR,
  title: 'An ExternalSecret asks Infisical for what that can give',
  why: 'Infisical is never asked by tags, and for no key without a name; Go takes no lookaround. Of a property, only a text arrives: what counts or lists is empty, without a word.',
  source:
    'external-secrets v2.9.0: providers/v1/infisical/client.go (GetAllSecrets, getSecretAddress, getPropertyValue), runtime/find/find.go; github.com/tidwall/gjson v1.18.0',
  bad: asking({ dataFrom: [{ find: { tags: { team: 'shop' } } }] }),
  good: asking({ dataFrom: [{ find: { name: { regexp: '^SHOP_' } } }] }),
  check: (one, report, app) => {
    if (!isOfInfisicalOnly(one)) return;
    for (const entry of one.spec.at('dataFrom').items()) checkFind(entry, report);
    for (const remote of remoteReferencesIn(one)) {
      const [key, property] = [remote.text('key'), remote.text('property')];
      if (key.value === '' || key.value?.endsWith('/')) {
        report(
          key,
          `the key ${quotedText(key.value)} names a folder, and no key: write the name of one behind it, or find for all of a folder`,
        );
      }
      checkFolder(key, app.settings.externalSecretsVersion, report);
      if (property.value && isNeverText(property.value)) {
        report(
          property,
          'the property counts or lists, of which nothing arrives but an empty text: name one text in the JSON',
        );
      }
    }
  },
});

function checkFind(entry: Field, report: PartReport): void {
  const tags = entry.at('find', 'tags');
  if (tags.isGiven) report(tags, 'stores of Infisical find nothing by tags: write name.regexp');
  const patterns = [entry.text('find', 'name', 'regexp')];
  for (const operation of entry.at('rewrite').items()) patterns.push(operation.text('regexp', 'source'));
  for (const field of patterns) {
    if (field.value !== undefined && NOT_IN_GO.test(field.value)) {
      report(field, 'Go reads no lookaround and no back reference in a regular expression: write it without');
    }
  }
}

function checkFolder(key: Field<string>, version: string | undefined, report: PartReport): void {
  if (!key.value?.includes('/') || isSubstituted(key.value)) return;
  if (isOlderThan(version, '0.17')) {
    report(
      key,
      `External Secrets before 0.17 finds no key in a folder, as in ${quotedText(key.value)}: name the folder in the secretsPath of a store`,
    );
  } else if (!key.value.startsWith('/') && isOlderThan(version, '2.5')) {
    report(
      key,
      `External Secrets before 2.5 refuses the key ${quotedText(key.value)}: begin it with "/", and name the whole folder`,
    );
  }
}

/** Whether a path of gjson counts, or lists: of anything but a text, an empty one is made. */
function isNeverText(path: string): boolean {
  return /^[{[]/.test(path) || /(?:^|(?<!\\)\.)#(?:$|\.)/.test(path) || /#\(.*\)#/.test(path);
}

export const O11 = ruleOn('externalSecret', {
  severity: Severity.WARNING,
  title: 'A reference to a key says nothing that a store of Infisical ignores',
  why: 'The newest version of the value arrives, whichever is named, and never its metadata.',
  source: 'external-secrets v2.9.0: providers/v1/infisical/client.go (GetSecret)',
  bad: asking({ data: [{ secretKey: 'TOKEN', remoteRef: { key: 'API_TOKEN', version: '3' } }] }),
  good: asking({ data: [{ secretKey: 'TOKEN', remoteRef: { key: 'API_TOKEN' } }] }),
  check: (one, report) => {
    if (!isOfInfisicalOnly(one)) return;
    for (const remote of remoteReferencesIn(one)) {
      const [version, metadata] = [remote.at('version'), remote.at('metadataPolicy')];
      if (!version.isEmpty) report(version, 'the version does not count: the newest value arrives; take it out');
      if (metadata.raw === 'Fetch')
        report(metadata, 'metadataPolicy Fetch does not count: the value arrives; take it out');
    }
  },
});
