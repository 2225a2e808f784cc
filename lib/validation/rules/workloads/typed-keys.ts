import { grouped } from '../../../collections/grouped';
import { namedObject } from '../../../model/address';
import { isSameKind } from '../../../model/key-kind/is-of-kind';
import { kindText } from '../../../model/key-kind/kind-text';
import { objectOf } from '../../../model/resource';
import { typedTexts } from '../../../model/typed-texts';
import { quotedKey, quotedName } from '../../../text/key-name';
import { ruleOn, Severity } from '../../rule';

export const C24 = ruleOn('resource', {
  severity: Severity.ERROR,
  title: 'A text in the place of a typed key is what that key holds',
  why: 'The program reads a number, a URL or whatever the key is said to hold, and stops or goes wrong where a patch has put another text there.',
  source: 'docs/typed-keys.md',
  bad: orders('many'),
  good: orders('20'),
  check: (resource, report) => {
    for (const { field, variable, kind } of typedTexts(resource, resource.typedKeys ?? [])) {
      report(field, `the variable ${quotedName(variable)} has a text that is not ${kindText(kind)}: correct it`);
    }
  },
});

/** A Deployment of which a patch gives a variable a text in the place of the key. */
function orders(text: string): string {
  return `const app = new SecretSyncedApp(prodChart, 'orders', {
  image: 'orders:1',
  secretPath: '/orders',
  secretKeys: ['DATABASE_URL', SecretKey.of('RATELIMIT_RPS').integer({ min: 1 })],
});
ApiObject.of(app.deployment).addJsonPatch(
  JsonPatch.replace('/spec/template/spec/containers/0/env/1', { name: 'RATELIMIT_RPS', value: '${text}' }),
);`;
}

export const K12 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'A key is said to hold one kind',
  why: 'A value has one kind: of two that are said of it, one application waits for what it never gets.',
  source: 'docs/typed-keys.md',
  bad: twoApps('integer()', 'port()'),
  good: twoApps('port()', 'port()'),
  check: ({ resources }, report) => {
    const all = resources.flatMap((resource) => (resource.typedKeys ?? []).map((typed) => ({ resource, ...typed })));
    for (const [first, ...others] of grouped(all, ({ place, key }) => JSON.stringify([place, key])).values()) {
      const other = others.find(({ kind }) => !isSameKind(first.kind, kind));
      if (other === undefined) continue;
      const { resource, key, kind } = other;
      const by = namedObject(first.resource.manifest);
      const message = `the key ${quotedKey(key)} is said to hold ${kindText(kind)}, and by ${by} ${kindText(first.kind)}: say it once, in a constant that both use`;
      report(resource, objectOf(resource), message);
    }
  },
});

function twoApps(one: string, other: string): string {
  return `const secret = new SyncedSecret(prodChart, 'secrets', { secretPath: '/shop' });
new SecretSyncedApp(prodChart, 'orders', { image: 'orders:1', secret, secretKeys: [SecretKey.of('PORT').${one}] });
new SecretSyncedApp(prodChart, 'web', { image: 'web:1', secret, secretKeys: [SecretKey.of('PORT').${other}] });`;
}
