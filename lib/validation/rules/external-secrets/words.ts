import { wordFieldsOf } from '../../../model/delivery/external-secrets/words';
import { isFilledInLater } from '../../../model/resource';
import { didYouMean } from '../../../text/did-you-mean';
import { listed } from '../../../text/listed';
import { shown } from '../../../text/shown';
import { ruleOn, Severity } from '../../rule';
import { asking } from './examples';

export const O20 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'Where External Secrets allows only a few words, it is one of them',
  why: 'The API server refuses the object: nothing is fetched, and no Secret made.',
  source: 'external-secrets v2.9.0: config/crds/bases (enum)',
  bad: asking({ target: { creationPolicy: 'owner' } }),
  good: asking({ target: { creationPolicy: 'Owner' } }),
  check: (app, report) => {
    for (const { resource, at, value, words } of wordFieldsOf(app)) {
      if (words.includes(value) || isFilledInLater(resource, value)) continue;
      const remedy = didYouMean(value, words, 'write one of them');
      report(resource, at, `${String(at.key)} is ${shown(value)}, allowed are ${listed(words)}: ${remedy}`);
    }
  },
});
