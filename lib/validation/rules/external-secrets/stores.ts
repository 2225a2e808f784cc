import { urlProblem } from '../../../model/host';
import { isFilledInLater } from '../../../model/resource';
import { withoutCredentials } from '../../../text/credential-text';
import { quotedText } from '../../../text/key-name';
import { shown } from '../../../text/shown';
import { isUuid } from '../../../text/uuid';
import { ruleOn, Severity } from '../../rule';
import { storeWith } from './examples';

export const O2 = ruleOn('infisicalStore', {
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A store names its project and environment by slug, and its host as the operator calls it',
  why: 'Admission refuses a store without a slug. One that does not exist, such as the id of a project, is never found; of ".../api/" the operator makes ".../api/api", where nothing answers.',
  source:
    'external-secrets v2.9.0: providers/v1/infisical/provider.go (ValidateStore), github.com/infisical/go-sdk v0.8.0: packages/util/helper.go (AppendAPIEndpoint)',
  bad: { objects: [storeWith({ hostAPI: 'https://infisical.example.com/api/' })] },
  good: { objects: [storeWith({ hostAPI: 'https://infisical.example.com/api' })] },
  check: ({ resource, infisical }, report) => {
    const [scope, host] = [infisical.at('secretsScope'), infisical.text('hostAPI')];
    for (const name of ['projectSlug', 'environmentSlug']) {
      const field = scope.at(name);
      if (field.isEmpty) {
        const place = field.isGiven ? field : scope;
        report(place, `the store has no ${name}: write the slug`, undefined, field.path);
      } else if (typeof field.raw !== 'string' && !field.isUnresolved) {
        report(field, `the ${name} is ${shown(field.raw)}, and no text: write the slug in quotes`);
      } else if (typeof field.raw === 'string' && isUuid(field.raw)) {
        report(field, `the ${name} "${field.raw}" is an id: write the slug, as Infisical shows it`);
      }
    }
    const url = host.value;
    if (!url || isFilledInLater(resource, url)) return;
    const problem = urlProblem(url);
    const shownUrl = quotedText(withoutCredentials(url));
    if (problem !== undefined)
      report(host, `hostAPI ${shownUrl} ${problem}: write for example "https://secrets.example.com"`);
    else if (/\/api\/+$/.test(url)) {
      report(
        host,
        `hostAPI ${shownUrl} ends in "/api/", to which the operator adds another "/api": write it without the last "/"`,
      );
    }
  },
});
