import { infisicalSecret, pushSecret, staticSecret } from '../manifests';
import { describeRules } from '../rule-cases';

const NOT_SYNCED = ', so that nothing is synced';
const NOT_PUSHED = ', so that nothing is pushed, and no condition tells it';
const misread = (effect = '') =>
  `would be misread by the operator${effect}: use a whole number of seconds, minutes, hours, days or weeks (no "0s", "500ms", "1h30m")`;

describeRules([
  ...['500ms', '1h30m', '1.5h', '0s', '60', ' 5m', '-5m', '0m'].map((resyncInterval) => ({
    rule: 'T1',
    what: `the interval "${resyncInterval}" of an InfisicalSecret`,
    bad: [infisicalSecret({ syncConfig: { resyncInterval } })],
    good: ['1m', '1s', '15s', '2w', '', undefined].map((other) =>
      infisicalSecret({ syncConfig: { resyncInterval: other } }),
    ),
    message: `the interval "${resyncInterval}" ${misread()}`,
  })),
  {
    rule: 'T1',
    what: 'an InfisicalStaticSecret, also with a number',
    bad: [staticSecret({ syncOptions: { refreshInterval: 60 } })],
    good: [staticSecret({ syncOptions: { refreshInterval: '60s' } })],
    message: `the interval "60" ${misread(NOT_SYNCED)}`,
  },
  {
    rule: 'T1',
    what: 'a push',
    bad: [pushSecret({ resyncInterval: '0s' })],
    good: [pushSecret({ resyncInterval: '1d' }), pushSecret({ resyncInterval: undefined })],
    message: `the interval "0s" ${misread(NOT_PUSHED)}`,
  },
  ...(
    [
      [infisicalSecret({ syncConfig: { resyncInterval: '4s' } }), ''],
      [staticSecret({ syncOptions: { refreshInterval: '4s' } }), NOT_SYNCED],
      [pushSecret({ resyncInterval: '4s' }), NOT_PUSHED],
    ] as const
  ).map(([bad, effect]) => ({
    rule: 'T2',
    what: bad.kind,
    bad: [bad],
    good: [
      infisicalSecret({ syncConfig: { resyncInterval: '5s' } }),
      staticSecret({ syncOptions: { refreshInterval: '5s' } }),
      pushSecret({ resyncInterval: '1m' }),
    ],
    message: `the interval "4s" is below the operator's minimum of 5s, which it would not use${effect}: write "5s" or more`,
  })),
  ...[4, -1].map((resyncInterval) => ({
    rule: 'T3',
    what: `${resyncInterval}`,
    bad: [infisicalSecret({ syncConfig: undefined, resyncInterval })],
    good: [
      infisicalSecret({ syncConfig: undefined, resyncInterval: 5 }),
      infisicalSecret({ syncConfig: undefined, resyncInterval: 0 }),
      infisicalSecret({ resyncInterval }),
      pushSecret({ resyncInterval }),
    ],
    message: `resyncInterval ${resyncInterval} would silently become 5 minutes: write at least 5 (seconds)`,
  })),
  {
    rule: 'T3',
    what: 'a second beside instant updates, which have another default; a fraction is told by F2',
    bad: [infisicalSecret({ syncConfig: undefined, resyncInterval: 1, instantUpdates: true })],
    good: [infisicalSecret({ syncConfig: undefined, resyncInterval: 1.5 })],
    message: 'resyncInterval 1 would silently become 1 hour, as with instant updates: write at least 5 (seconds)',
  },
  {
    rule: 'T3',
    what: 'a text',
    bad: [infisicalSecret({ syncConfig: undefined, resyncInterval: '5m' })],
    good: [pushSecret({ resyncInterval: '5m' }), infisicalSecret({ syncConfig: undefined, resyncInterval: 300 })],
    message: 'resyncInterval "5m" must be a whole number of seconds: write a number, or move it into syncConfig',
  },
  {
    rule: 'T4',
    what: 'a flat interval beside syncConfig, even an empty one',
    bad: [infisicalSecret({ syncConfig: {}, resyncInterval: 60 })],
    good: [infisicalSecret({ syncConfig: null, resyncInterval: 60 }), infisicalSecret({ resyncInterval: undefined })],
    message: 'the operator ignores resyncInterval beside syncConfig: move it into syncConfig',
  },
  {
    rule: 'T4',
    what: 'flat instant updates',
    bad: [infisicalSecret({ instantUpdates: false })],
    good: [infisicalSecret({ syncConfig: { instantUpdates: false } })],
    message: 'the operator ignores instantUpdates beside syncConfig: move it into syncConfig',
  },
  ...[{ syncConfig: { instantUpdates: true } }, { syncConfig: undefined, instantUpdates: true, resyncInterval: 0 }].map(
    (spec) => ({
      rule: 'T5',
      what: JSON.stringify(spec),
      bad: [infisicalSecret(spec)],
      good: [
        infisicalSecret({ syncConfig: { instantUpdates: true, resyncInterval: '5m' } }),
        infisicalSecret({ syncConfig: {} }),
        infisicalSecret({ syncConfig: {}, instantUpdates: true }),
        infisicalSecret({ syncConfig: undefined, instantUpdates: true, resyncInterval: 60 }),
      ],
      message:
        'instant updates without an interval sync only each hour where Infisical does not offer them (they are a paid feature): set syncConfig.resyncInterval, for example "5m"',
    }),
  ),
  ...['0m', '00h', '0d', '0w'].map((interval) => ({
    rule: 'T6',
    what: interval,
    bad: [staticSecret({ syncOptions: { refreshInterval: interval } })],
    good: [
      staticSecret(),
      staticSecret({ syncOptions: { refreshInterval: '0s' } }),
      infisicalSecret({ syncConfig: { resyncInterval: interval } }),
    ],
    message: `the interval "${interval}" switches the periodic sync off: write for example "5m"`,
  })),
  {
    rule: 'T6',
    what: 'a push',
    bad: [pushSecret({ resyncInterval: '0h' })],
    good: [pushSecret({ resyncInterval: '1h' })],
    message: 'the interval "0h" switches the periodic sync off: write for example "5m"',
  },
  {
    rule: 'T1',
    what: 'what T6 tells is not told twice',
    bad: [staticSecret({ syncOptions: { refreshInterval: '0s' } })],
    good: [staticSecret({ syncOptions: { refreshInterval: '0m' } })],
    message: `the interval "0s" ${misread(NOT_SYNCED)}`,
  },
  ...[undefined, {}, { refreshInterval: '' }].map((syncOptions) => ({
    rule: 'T7',
    what: `syncOptions ${JSON.stringify(syncOptions)}`,
    bad: [staticSecret({ syncOptions })],
    good: [staticSecret({ syncOptions: { refreshInterval: '1h' } }), infisicalSecret({ syncConfig: undefined })],
    message: 'there is no refreshInterval, and the operator has no default: write for example "5m"',
  })),
]);
