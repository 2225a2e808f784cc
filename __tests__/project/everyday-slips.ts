/** A slip in the text of the shop of the tutorial, and what the user has to be told of it. */
export interface Slip {
  readonly changes: readonly (readonly [was: string, is: string])[];
  /** Environment, construct and remedy, in this order. */
  readonly told: readonly [environment: string, construct: string, remedy: string];
  /** Whether a line and the summary say all. */
  readonly once?: true;
}

export const SLIPS: { readonly [slip: string]: Slip } = {
  'a key is misspelt in one environment': {
    changes: [["secretKeys: ['SESSION_KEY']", "secretKeys: [replicas === 3 ? 'SESION_KEY' : 'SESSION_KEY']"]],
    told: ['error: prod:', '[shop/web/Deployment]', 'did you mean "SESSION_KEY"?'],
  },
  'a key is misspelt in all environments': {
    changes: [["'STRIPE_KEY', ...errors", "'STRIP_KEY', ...errors"]],
    told: ['error: dev, staging, prod:', '[shop/orders/Deployment]', 'did you mean "STRIPE_KEY"?'],
  },
  'the value stands in the place of the key': {
    changes: [["secretKeys: ['SESSION_KEY']", "secretKeys: { SESSION_KEY: 'postgres://u:hunter2PW@db/x' }"]],
    told: ['error: dev, staging, prod:', '[shop/web]', 'write the name, never the value'],
    once: true,
  },
  'all environments go into the namespace of prod': {
    changes: [['{ namespace: environment.namespace }', "{ namespace: 'shop-prod' }"]],
    told: ['error: prod:', '[shop/orders-secrets]', 'give each environment a namespace or a cluster of its own'],
  },
  'two environments share a namespace': {
    changes: [["namespace: 'shop-staging'", "namespace: 'shop-prod'"]],
    told: ['error: prod:', '[shop/orders-secrets]', 'give each environment a namespace or a cluster of its own'],
  },
  'the chart has no namespace': {
    changes: [[', { namespace: environment.namespace }', '']],
    told: ['error: dev, staging, prod:', '[shop/orders-secrets]', 'write `namespace: env.namespace`'],
    once: true,
  },
  'the namespace of the chart is empty': {
    changes: [['{ namespace: environment.namespace }', "{ namespace: '' }"]],
    told: ['error: dev, staging, prod:', '[shop/orders-secrets]', 'write `namespace: env.namespace`'],
  },
  'the namespace of the chart is made of a variable that is not set': {
    changes: [['{ namespace: environment.namespace }', '{ namespace: `shop-${process.env.NO_SUCH_TENANT}` }']],
    told: [
      'error: dev, staging, prod:',
      '[shop/orders-secrets]',
      'the namespace "shop-undefined": "undefined" is what',
    ],
  },
  'the namespace of the chart is none': {
    changes: [['{ namespace: environment.namespace }', "{ namespace: 'Shop_Prod' }"]],
    told: ['error: dev, staging, prod:', '[shop/orders-secrets]', 'the namespace "Shop_Prod" must be a lower-case'],
    once: true,
  },
  'a number stands in the environment': {
    changes: [["'http://orders:3000' }", "'http://orders:3000', PORT: 3000 }"]],
    told: ['error: dev, staging, prod:', '[shop/web]', 'found the number 3000, write "3000"'],
  },
  'a text stands in the place of a number': {
    changes: [['port: 8080', "port: '8080'"]],
    told: ['error: dev, staging, prod:', '[shop/web]', 'found "8080", write 8080'],
  },
  'an await is forgotten': {
    changes: [["'http://orders:3000' }", "'http://orders:3000', REGION: Promise.resolve('eu') }"]],
    told: ['error: dev, staging, prod:', '[shop/web]', 'must be text, found a Promise'],
  },
  'a variable of the shell is not set': {
    changes: [["tag: '1.4.2'", 'tag: `${process.env.NO_SUCH_TAG}`']],
    told: ['error: prod:', '[shop/web/Deployment]', '"undefined" is what a program writes for a value that is not set'],
  },
  'the image is forgotten': {
    changes: [['image: `registry.example.com/web:${tag}`,', '']],
    told: ['error: dev, staging, prod:', '[shop/web]', 'set image, for example "registry.example.com/api:1.0"'],
  },
  'an environment is misspelt': {
    changes: [["shop.addEnvironment('prod'", "shop.addEnvironment('prd'"]],
    told: ['error: prd:', '[shop/orders-secrets]', 'did you mean "prod"?'],
  },
  'an environment is there twice': {
    changes: [["addEnvironment('prod'", "addEnvironment('staging'"]],
    told: ['"staging"', '', 'give each environment and folder a name of its own'],
  },
  'an environment has a name that is none': {
    changes: [["addEnvironment('prod'", "addEnvironment('prod/eu'"]],
    told: ['the environment "prod/eu"', '', 'write letters, digits, ".", "_" and "-"'],
  },
  'a secret is made once for all environments': {
    changes: [
      ['class Shop extends', 'let shared: SyncedSecret | undefined;\nclass Shop extends'],
      ["new SyncedSecret(this, 'orders-secrets'", "(shared ??= new SyncedSecret(this, 'orders-secrets'"],
      ["{ secretPath: '/orders' });", "{ secretPath: '/orders' }));"],
    ],
    told: ['error: staging, prod:', '[shop/orders/Deployment]', 'declare one in "staging", "prod", and use that'],
    once: true,
  },
  'prod reads the keys of staging': {
    changes: [
      ["{ secretPath: '/orders' }", "{ source: { projectSlug: 'shop', environment: 'staging', path: '/orders' } }"],
    ],
    told: ['warning: dev, prod:', '[shop/orders-secrets]', 'write "dev", "prod" (E2)'],
  },
  'a path is misspelt': {
    changes: [["secretPath: '/web'", "secretPath: '/wbe'"]],
    told: [
      'error: dev, staging, prod:',
      '[shop/web/Secret]',
      '"/web"? Else run `npx cdk8s-infisical import --path /wbe`',
    ],
    once: true,
  },
  'the id stands in the place of the slug': {
    changes: [
      ['new InfisicalProject({', "new InfisicalProject({ projectSlug: '6f1c2d7e-0000-4000-8000-000000000002',"],
    ],
    told: ['error: dev, staging, prod:', '[shop/orders-secrets]', 'write it as projectId'],
  },
  'the host has no scheme': {
    changes: [["selfHosted('https://secrets.example.com'", "selfHosted('secrets.example.com'"]],
    told: ['error: dev, staging, prod:', '[shop/orders-secrets]', 'write for example "https://secrets.example.com"'],
  },
  'nobody says how to log in': {
    changes: [['auth: InfisicalAuth.kubernetes({', '...{} && InfisicalAuth.kubernetes({']],
    told: ['error: dev, staging, prod:', '[shop/orders-secrets]', 'give auth to one of them'],
  },
  'two applications have one name': {
    changes: [["this, 'invoices', {", "this, 'invoices', { name: 'orders',"]],
    told: ['error: dev, staging, prod:', '[shop/invoices/Deployment/Resource]', 'give one of both another name'],
  },
  'clusters are named in two ways': {
    changes: [
      ["namespace: 'shop-staging' }", "namespace: 'shop-staging', cluster: 'eu' }"],
      ["namespace: 'shop-prod' }", "namespace: 'shop-prod', cluster: 'https://prod.example.com' }"],
    ],
    told: ['error: argocd:', '[argocd/shop]', 'write URLs for all, or names for all'],
  },
  'a key of a service of the laptop is misspelt': {
    changes: [["passwordKey: 'POSTGRES_PASSWORD'", "passwordKey: 'POSTGRES_PASWORD'"]],
    told: ['error:', '[local stack]', 'did you mean "POSTGRES_PASSWORD"?'],
  },
  'prod has the slug of staging': {
    changes: [["addEnvironment('prod', {", "addEnvironment('prod', { slug: 'staging',"]],
    told: ['warning: prod:', 'its slug is "staging"', 'leave slug away, or write "prod" (E2)'],
  },
  'an environment is left out of the chart': {
    changes: [
      [
        'namespace: environment.namespace });',
        "namespace: environment.namespace });\n    if (environment.name === 'staging') return;",
      ],
    ],
    told: ['warning: staging:', 'it has no object', 'declare one in its charts'],
  },
  'a key is a variable that is not set': {
    changes: [["secretKeys: ['SESSION_KEY']", 'secretKeys: [undefined as unknown as string]']],
    told: ['error: dev, staging, prod:', '[shop/web]', 'secretKeys[0] must be text'],
  },
  'a text stands in the place of the list of keys': {
    changes: [["secretKeys: ['SESSION_KEY']", "secretKeys: 'SESSION_KEY' as unknown as string[]"]],
    told: ['error: dev, staging, prod:', '[shop/web]', 'secretKeys must be a list or a map'],
    once: true,
  },
  'a prop of a secret is misspelt': {
    changes: [["'orders-secrets', { secretPath:", "'orders-secrets', { secretpath:"]],
    told: ['error: dev, staging, prod:', '[shop/orders-secrets]', 'did you mean "secretPath"?'],
    once: true,
  },
  'a prop of an application is misspelt': {
    changes: [["secretPath: '/web'", "secretpath: '/web'"]],
    told: ['error: dev, staging, prod:', '[shop/web]', 'did you mean "secretPath"?'],
    once: true,
  },
  'an application is told of no secret': {
    changes: [["secretPath: '/web',", '']],
    told: ['error: dev, staging, prod:', '[shop/web]', "secretPath: '/'"],
    once: true,
  },
  'the path of a secret is forgotten': {
    changes: [["{ secretPath: '/orders' }", '']],
    told: [
      'error: dev, staging, prod:',
      '[shop/orders-secrets]',
      'was the path forgotten, for example "/orders"? Else run',
    ],
  },
  'an application has two secrets': {
    changes: [["secretPath: '/web',", "secretPath: '/web', secret: orders,"]],
    told: ['error: dev, staging, prod:', '[shop/web]', 'found secret and secretPath'],
  },
  'a key is of another environment': {
    changes: [['const errors = sentry ?', 'const errors = true ?']],
    told: [
      'error: dev, staging:',
      '[shop/orders/Deployment], [shop/invoices/Deployment]',
      'no such key at "dev:/orders", "staging:/orders", but at "prod:/orders"',
    ],
    once: true,
  },
  'an image has a variable that is not set in all environments': {
    changes: [
      ['image: `registry.example.com/web:${tag}`', 'image: `registry.example.com/web:${process.env.NO_SUCH_TAG}`'],
    ],
    told: ['error: dev, staging, prod:', '[shop/web/Deployment]', 'for a value that is not set'],
  },
  'the name of an application is none': {
    changes: [["new SecretSyncedApp(this, 'web'", "new SecretSyncedApp(this, 'Web'"]],
    told: ['error: dev, staging, prod:', '[shop/Web]', 'the name of the Service "Web" must be a lower-case'],
  },
  'a prop of the login is misspelt': {
    changes: [['identityId:', 'identityID:']],
    told: ['error: dev, staging, prod:', '[shop/orders-secrets]', 'did you mean "identityId"?'],
    once: true,
  },
  'the identity is a variable that is not set': {
    changes: [["identityId: '6f1c2d7e-0000-4000-8000-000000000001'", 'identityId: process.env.NO_SUCH_ID as string']],
    told: [
      'error: dev, staging, prod:',
      '[shop/orders-secrets]',
      'kubernetes authentication has no identityId: set the id of the machine identity',
    ],
  },
  'the service account of the login is forgotten': {
    changes: [["serviceAccount: { name: 'infisical-auth' },", '']],
    told: [
      'error: dev, staging, prod:',
      '[shop/orders-secrets]',
      'kubernetes authentication has no service account: name the one with whose token it logs in',
    ],
    once: true,
  },
  'a service of the laptop is misspelt': {
    changes: [["dependsOn: ['orders']", "dependsOn: ['order']"]],
    told: ['error: dev:', '[shop/web]', 'did you mean "orders"?'],
  },
};
