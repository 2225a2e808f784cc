import { repetitionsIn } from '../../../collections/repetitions';
import { misspeltFieldsIn } from '../../../model/delivery/external-secrets/known-fields';
import type { Field } from '../../../model/field';
import { quotedKey, quotedText } from '../../../text/key-name';
import { listed } from '../../../text/listed';
import { type PartReport, ruleOn, Severity } from '../../rule';
import { asking } from './examples';

export const O1 = ruleOn('externalSecret', {
  severity: Severity.ERROR,
  title: 'An ExternalSecret is as admission wants it: what it fetches, each from one source, and policies that fit',
  why: 'The API server refuses it, by its schema or by the webhook of the operator. Of a key that is written twice under deletionPolicy Retain, the default, it does too.',
  source:
    'external-secrets v2.9.0: apis/externalsecrets/v1/externalsecret_validator.go (validateExternalSecret), config/crds/bases/external-secrets.io_externalsecrets.yaml',
  bad: asking({ target: { creationPolicy: 'Merge', deletionPolicy: 'Delete' } }),
  good: asking({ target: { creationPolicy: 'Owner', deletionPolicy: 'Delete' } }),
  check: ({ spec }, report) => {
    const [data, dataFrom, target] = [spec.at('data'), spec.at('dataFrom'), spec.at('target')];
    for (const entry of dataFrom.items()) checkSources(entry, report);
    checkPolicies(target, report);
    const deletion = target.at('deletionPolicy');
    if (deletion.isGiven && deletion.raw !== 'Retain') return;
    const keys = data.items().map((entry) => entry.text('secretKey'));
    for (const [, again] of repetitionsIn(keys, ({ value }) => value)) {
      report(again, `the secretKey ${quotedKey(again.value ?? '')} is there twice: keep one`);
    }
  },
});

function checkSources(entry: Field, report: PartReport): void {
  if (!entry.isObject) return;
  const sources = {
    extract: entry.at('extract'),
    find: entry.at('find'),
    'sourceRef.generatorRef': entry.at('sourceRef', 'generatorRef'),
  };
  const given = Object.entries(sources).filter(([, field]) => field.isGiven || field.isUnresolved);
  if (given.length > 1) report(entry, `the entry has ${listed(given.map(([name]) => name))}: write one entry for each`);
  // Of one under a wrong name O18 tells.
  const misspelt = [...misspeltFieldsIn('dataFrom', entry), ...misspeltFieldsIn('sourceRef', entry.at('sourceRef'))];
  const isMisspelt = misspelt.some(({ meant }) => meant !== undefined && meant.at(-1) !== 'rewrite');
  if (given.length > 0 || isMisspelt) return;
  report(entry, 'the entry fetches nothing: write extract, find or sourceRef.generatorRef');
}

/** The policies that admission refuses together. */
function checkPolicies(target: Field, report: PartReport): void {
  const [creation, deletion] = [target.text('creationPolicy'), target.text('deletionPolicy')];
  const pair = `${deletion.value} ${creation.value}`;
  if (/^Delete (?:Merge|None|CreateOrMerge)$/.test(pair)) {
    report(
      deletion,
      `deletionPolicy Delete would delete what creationPolicy ${quotedText(creation.value ?? '')} does not own: write Retain, or Merge`,
    );
  }
  if (pair === 'Merge None')
    report(deletion, 'deletionPolicy Merge has nothing to do under creationPolicy None: write Retain');
}
