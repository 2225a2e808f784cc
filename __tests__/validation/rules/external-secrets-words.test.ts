import { asking, clusterWide, data, dataFrom, entry, pushing, template } from '../external-secrets-objects';
import { describeRules } from '../rule-cases';

const CREATION_POLICIES = 'Owner, Orphan, Merge, None and CreateOrMerge';
const word = (what: string, of: (value: string) => object[], [value, meant]: readonly string[], words: string) => ({
  ...{ what, of, value, meant, words },
});

/** A word in wrong case or misspelt, the one that was meant, and all that are allowed. */
const WORDS = [
  word(
    'creationPolicy',
    (creationPolicy) => asking({ target: { creationPolicy } }),
    ['owner', 'Owner'],
    CREATION_POLICIES,
  ),
  word(
    'creationPolicy',
    (creationPolicy) => clusterWide({ target: { creationPolicy } }),
    ['Orphn', 'Orphan'],
    CREATION_POLICIES,
  ),
  word(
    'deletionPolicy',
    (deletionPolicy) => asking({ target: { deletionPolicy } }),
    ['delete', 'Delete'],
    'Delete, Merge and Retain',
  ),
  word(
    'refreshPolicy',
    (refreshPolicy) => asking({ refreshPolicy }),
    ['Onchange', 'OnChange'],
    'CreatedOnce, Periodic and OnChange',
  ),
  word(
    'conversionStrategy',
    (conversionStrategy) => data(entry('A', { conversionStrategy })),
    ['unicode', 'Unicode'],
    'Default and Unicode',
  ),
  word(
    'decodingStrategy',
    (decodingStrategy) => dataFrom({ find: { name: { regexp: '.*' }, decodingStrategy } }),
    ['base64', 'Base64'],
    'Auto, Base64, Base64URL and None',
  ),
  word(
    'metadataPolicy',
    (metadataPolicy) => data(entry('A', { metadataPolicy })),
    ['fetch', 'Fetch'],
    'None and Fetch',
  ),
  word(
    'mergePolicy',
    (mergePolicy) => template({ mergePolicy, data: { A: 'a' } }),
    ['merge', 'Merge'],
    'Replace and Merge',
  ),
  word(
    'kind',
    (kind) => asking({ secretStoreRef: { name: 'infisical', kind } }),
    ['SecretStor', 'SecretStore'],
    'SecretStore and ClusterSecretStore',
  ),
  word(
    'updatePolicy',
    (updatePolicy) => pushing({ updatePolicy }),
    ['IfNotExist', 'IfNotExists'],
    'Replace and IfNotExists',
  ),
  word('deletionPolicy', (deletionPolicy) => pushing({ deletionPolicy }), ['none', 'None'], 'Delete and None'),
];

describeRules([
  ...WORDS.map(({ what, of, value, meant, words }) => ({
    rule: 'O20',
    what,
    bad: of(value),
    good: of(meant),
    message: `${what} is "${value}", allowed are ${words}: did you mean "${meant}"?`,
  })),
  {
    rule: 'O20',
    what: 'a word that resembles none',
    bad: asking({ refreshPolicy: 'Hourly' }),
    good: asking({ refreshPolicy: '${REFRESH_POLICY}' }),
    message: 'refreshPolicy is "Hourly", allowed are CreatedOnce, Periodic and OnChange: write one of them',
  },
]);
