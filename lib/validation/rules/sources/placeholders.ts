import { type Field, pathText } from '../../../model/field';
import { urlProblem } from '../../../model/host';
import { identityIdsOf } from '../../../model/identity-ids';
import { folderParts } from '../../../model/operator-resource';
import { statedHostsOf } from '../../../model/stated-host';
import { textsIn } from '../../../model/static-secret-push';
import { quotedText } from '../../../text/key-name';
import { isPlaceholder } from '../../../text/placeholder';
import { ruleOn, Severity } from '../../rule';
import { reading } from './reading';

export const S9 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'Nothing is still a placeholder',
  why: 'The schema takes every text: what an example left open is sent to Infisical, which knows no such project.',
  source: 'operator v0.11.7: config/crd/bases, in which no field below spec has a pattern',
  bad: reading({ projectSlug: 'your-project' }),
  good: reading({ projectSlug: 'shop' }),
  check: (app, report) => {
    for (const folder of app.operator.flatMap(({ folders }) => folders)) {
      if (folder.isRecognized) continue;
      const { owner, what } = folder;
      for (const [name, field] of folderParts(folder)) {
        const { value = '' } = field;
        if (isPlaceholder(value)) report(owner.resource, field, toldOf(`the ${name} "${value}" of the ${what}`));
      }
    }
    for (const { resource, field, what, id } of identityIdsOf(app)) {
      if (isPlaceholder(id)) report(resource, field, toldOf(what));
    }
    for (const { resource, field, url } of statedHostsOf(app)) {
      if (isPlaceholder(url) && !urlProblem(url)) report(resource, field, toldOf(`the host "${url}"`));
    }
    for (const owner of app.operator) {
      for (const text of owner.kind === 'InfisicalStaticSecretPush' ? textsIn(owner.spec) : []) {
        if (!isPlaceholder(text.raw as string) || isOfTemplate(text)) continue;
        report(owner.resource, text, toldOf(`${pathText(text.path)} ${quotedText(text.raw as string)}`));
      }
    }
  },
});

/** What a template writes is a text of the user's own. */
function isOfTemplate({ path }: Field): boolean {
  return path.includes('template') || path.includes('metadata');
}

function toldOf(what: string): string {
  return `${what} is still a placeholder: write the real one`;
}
