import { quotedText } from '../../../text/key-name';
import { isSubstituted } from '../../../text/substitution';
import { ruleOn, Severity } from '../../rule';
import { isOfInfisicalOnly } from './asked-for';
import { asking } from './examples';

export const O10 = ruleOn('externalSecret', {
  severity: Severity.WARNING,
  title: 'A find looks in the folder of its store',
  why: 'Up to External Secrets 2.1 find.path was the beginning of a name, up to 2.9 that of a path below the folder of the store, and then the folder itself. What an upgrade finds is something else, or nothing: the ExternalSecret is ready, and there is no Secret.',
  source:
    'external-secrets v2.9.0: providers/v1/infisical/client.go (GetAllSecrets); external-secrets #5900, #6086, #6685, #6821',
  bad: asking({ dataFrom: [{ find: { path: '/shared' } }] }),
  good: asking({ dataFrom: [{ find: { name: { regexp: '^SHARED_' } } }] }),
  check: (one, report) => {
    if (!isOfInfisicalOnly(one)) return;
    for (const entry of one.spec.at('dataFrom').items()) {
      const path = entry.text('find', 'path');
      if (path.value === undefined || isSubstituted(path.value)) continue;
      if (!path.value.startsWith('/')) {
        report(
          path,
          `find.path ${quotedText(path.value)} does not begin with "/", as each folder does: it finds nothing`,
        );
        continue;
      }
      const unfollowed = one.provided.unknown.find(({ at }) => at.join() === path.path.join());
      if (unfollowed !== undefined) report(path, unfollowed.message);
    }
  },
});

export const O12 = ruleOn('externalSecret', {
  severity: Severity.WARNING,
  title: 'An extract reads one key that holds JSON, and no folder',
  why: 'A key of the name of the folder is asked for, which is not there: the ExternalSecret fails as a whole.',
  source: 'external-secrets v2.9.0: providers/v1/infisical/client.go (GetSecretMap, getSecretAddress)',
  bad: asking({
    data: [{ secretKey: 'TOKEN', remoteRef: { key: '/shared/mail/TOKEN' } }],
    dataFrom: [{ extract: { key: '/shared/mail' } }],
  }),
  good: asking({
    data: [{ secretKey: 'TOKEN', remoteRef: { key: '/shared/mail/TOKEN' } }],
    dataFrom: [{ extract: { key: '/shared/mail/JSON' } }],
  }),
  check: (one, report) => {
    const folders = new Set(one.provided.needs.map(({ source }) => source.path));
    for (const { source, key, at, resource } of one.provided.needs) {
      if (resource !== one.resource || key === undefined || !at.includes('extract')) continue;
      const path = `${source.path === '/' ? '' : source.path}/${key}`;
      if (folders.has(path)) {
        report(
          at,
          `extract reads the key ${quotedText(key)} in ${source.path}, and ${quotedText(path)} is a folder of which another entry reads: write find, with a store of that secretsPath`,
        );
      }
    }
  },
});
