import { hclText } from '../../../../cli/languages/hcl';
import { terraform } from '../../../../cli/report/role/terraform';
import { rolesFor } from '../../../../cli/roles/roles';
import type { Manifest } from '../../../../lib/model/manifest';
import { infisicalSecret } from '../../../validation/manifests';
import { onlineShop, readFiles } from '../online-shop';
import { readAs, syncFrom, workload } from '../reported';

const roles = (...manifests: Manifest[]) => rolesFor('operator', readAs(manifests));
describe('as Terraform', () => {
  test('a resource of the Infisical provider', () => {
    const { roles: all } = rolesFor('operator', readAs([syncFrom({}), workload('web', { A: 'A', B: 'B' })]));
    expect(
      terraform({ roles: all.map((role) => ({ ...role, notes: ['a note'] })), without: ['one'] }),
    ).toBe(`# No role: one

# For the machine identity of the Secret shop/infisical-credentials in dist/prod.
# At https://secrets.example.com.
# a note
resource "infisical_project_role" "operator_shop_prod_shop_infisical_credentials" {
  project_slug = "shop"
  name         = "operator-prod-shop-infisical-credentials"
  slug         = "operator-prod-shop-infisical-credentials"
  description  = "What the Infisical operator needs, from the manifests"

  permissions_v2 = [
    {
      subject  = "secrets"
      action   = ["describeSecret", "readValue"]
      inverted = false
      conditions = jsonencode({
        environment = { "$eq" = "prod" }
        secretPath  = { "$eq" = "/api" }
        secretName  = { "$in" = ["A", "B"] }
      })
    },
  ]
}
`);
  });

  test('many names stand one below the other', () => {
    const keys = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`LONG_KEY_NAME_${i}`, `LONG_KEY_NAME_${i}`]));
    expect(terraform(roles(syncFrom({}), workload('web', keys)))).toContain(
      '        secretName = { "$in" = [\n          "LONG_KEY_NAME_0",\n',
    );
  });

  test.each([
    ['${file("/etc/passwd")}', '"$${file(\\"/etc/passwd\\")}"'],
    ['%{ if true }', '"%%{ if true }"'],
    ['$eq', '"$eq"'],
    ['back\\slash', '"back\\\\slash"'],
    ['two\nlines', '"two\\u000alines"'],
  ])('text is never a template: %j', (text, expected) => {
    expect(hclText(text)).toBe(expected);
  });

  test('a name cannot leave its comment', () => {
    const lines = terraform(roles(infisicalSecret({}, { name: 'x\nresource "evil" "x" {}' }))).split('\n');
    expect(lines.filter((line) => line.startsWith('resource'))).toHaveLength(1);
  });

  test('a shop gets one role for each environment', () => {
    expect(rolesFor('operator', readFiles(onlineShop())).roles.map(({ slug }) => slug)).toEqual([
      'operator-1b84e6aa',
      'operator-7d3f09c2',
    ]);
  });
});
