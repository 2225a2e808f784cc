import { misspeltClassFields } from '../../../model/delivery/secrets-store-csi/class-fields';
import {
  KNOWN_TO_OTHER,
  meantByOther,
  meantParameter,
} from '../../../model/delivery/secrets-store-csi/known-parameters';
import { quotedText } from '../../../text/key-name';
import { listed } from '../../../text/listed';
import { ruleOn, Severity } from '../../rule';
import { checkEach, OF_OTHER_PROVIDER, providing } from './classes';
import { CONFIG, OTHER_CONFIG } from './parameter-names';

export const D5 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'A class has only parameters that its provider reads, and fields that the driver knows',
  why: 'The API server drops a field that it does not know, or refuses the class. The provider ignores any other parameter without a word: what was meant by it does not happen, and without its infisicalUrl it asks Infisical Cloud.',
  source: `${CONFIG} (parseParameters; useDefaultAudience since v0.0.6, windowDuration since v0.0.9)`,
  bad: providing({ secretsPath: '/shop' }),
  good: providing({ caCertificate: '-----BEGIN CERTIFICATE-----' }),
  check: (app, report) => {
    for (const { resource, at, problem, meant } of misspeltClassFields(app)) {
      report(resource, at, problem, undefined, meant);
    }
    checkEach('official', ({ parameters }, tell) => {
      for (const [name, { resource, field }] of parameters) {
        const meant = meantParameter(name);
        if (meant === undefined) continue;
        const message = `the provider of Infisical ignores ${quotedText(name)}: its name for that is ${meant}`;
        tell(resource, field, message);
      }
    })(app, report);
  },
});

export const D8 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'A class of the other provider of that name has only what that one knows',
  why: 'It refuses what it does not know, and each mount fails; nor does a file of it stand in a folder.',
  source: `${OTHER_CONFIG}; server/server.go (Mount: DisallowUnknownFields)`,
  bad: providing({ ...OF_OTHER_PROVIDER, infisicalUrl: 'https://secrets.example.com' }),
  good: providing({ ...OF_OTHER_PROVIDER, secretsPath: '/shop' }),
  check: checkEach('other', ({ parameters }, report) => {
    for (const [name, { resource, field }] of parameters) {
      if (KNOWN_TO_OTHER.some((known) => known.toLowerCase() === name.toLowerCase())) {
        if (name !== 'secretsPath' || field.raw !== '') continue;
        report(resource, field, 'the secretsPath is empty, which the provider refuses: write "/", or drop it');
        continue;
      }
      const meant = meantByOther(name);
      const remedy = meant === undefined ? `it knows ${listed(KNOWN_TO_OTHER)}` : `did you mean "${meant}"?`;
      report(resource, field, `the provider by project slugs refuses ${quotedText(name)}: ${remedy}`);
    }
  }),
});
