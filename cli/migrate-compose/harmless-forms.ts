const PORT = '(?:6553[0-5]|655[0-2]\\d|65[0-4]\\d{2}|6[0-4]\\d{3}|[1-5]\\d{4}|[1-9]\\d{0,3})';
const PORTS = `${PORT}(?:-${PORT})?`;

/**
 * Forms of values that no credential has, by the fields of a service, of its build or of a file: `*` is any entry of a map,
 * `[]` any item of a list. What has another form is shown where its words are known.
 */
const HARMLESS_FORMS: readonly [fields: readonly string[], form: RegExp][] = [
  [['configs.[].mode'], /^0?[0-7]{3}$/],
  [['healthcheck.test.[]'], /^(?:CMD|CMD-SHELL|NONE)$/],
  [['volumes.[]'], /^\/var\/run\/docker\.sock:\/var\/run\/docker\.sock(?::ro)?$/],
  [
    ['ports.[]'],
    new RegExp(`^(?:(?:127\\.0\\.0\\.1|0\\.0\\.0\\.0|\\[::1?\\]):)?(?:(?:${PORTS})?:)?${PORTS}(?:/(?:tcp|udp|sctp))?$`),
  ],
  [
    ['user', '*.user', 'group_add.[]', 'configs.[].uid', 'configs.[].gid'],
    /^(?:\d{1,5}|[a-z][a-z-]{1,15})(?::(?:\d{1,5}|[a-z][a-z-]{1,15}))?$/,
  ],
  [
    ['cap_add.[]', 'cap_drop.[]'],
    /^(?:CAP_)?(?:ALL|(?:AUDIT|BLOCK|BPF|CHECKPOINT|CHOWN|DAC|FOWNER|FSETID|IPC|KILL|LEASE|LINUX|MAC|MKNOD|NET|PERFMON|SETFCAP|SETGID|SETPCAP|SETUID|SYS|SYSLOG|WAKE)(?:_[A-Z]{2,12}){0,3})$/,
  ],
  [
    ['platform', 'build.platforms.[]'],
    /^(?:linux|windows|darwin|freebsd)(?:\/(?:386|amd64|arm|arm64|ppc64le|riscv64|s390x)(?:\/v\d)?)?$/,
  ],
  [['stop_signal'], /^(?:SIG)?(?:ABRT|ALRM|HUP|INT|KILL|QUIT|STOP|TERM|TSTP|USR1|USR2|WINCH|RTMIN\+\d{1,2}|\d{1,2})$/],
  [['pull_policy'], /^(?:always|never|build|if_not_present|missing|refresh|daily|weekly|every_(?:\d{1,4}[wdhms])+)$/],
  [['restart'], /^(?:no|always|unless-stopped|on-failure(?::\d{1,2})?)$/],
  [
    ['ipc', 'pid', 'uts', 'userns_mode', 'network_mode', 'build.network', 'isolation', 'build.isolation'],
    /^(?:host|none|bridge|default|private|shareable|hyperv|process)$/,
  ],
  [['logging.driver'], /^(?:none|local|json-file|syslog|journald|gelf|fluentd|awslogs|splunk|etwlogs|gcplogs)$/],
  [
    ['security_opt.[]'],
    /^(?:no-new-privileges(?:[:=](?:true|false))?|(?:seccomp|apparmor|label|systempaths)[:=](?:unconfined|disable|docker-default|type:\w{1,40}|level:[\w:,]{1,40}|user:\w{1,40}|role:\w{1,40}))$/,
  ],
  [['runtime'], /^(?:nvidia|runc|runsc|crun|kata|kata-runtime|sysbox-runc|io\.containerd\.[a-z0-9.-]{1,40})$/],
  [['*.driver', '*.ipam.driver'], /^(?:local|bridge|host|overlay|macvlan|ipvlan|none|null|default|nvidia|cdi|nfs)$/],
  [['*.capabilities.[]'], /^(?:gpu|tpu|compute|compat32|graphics|utility|video|display|nvidia|cdi|nvidia-compute)$/],
  [
    [
      'dns.[]',
      'dns',
      '*.subnet',
      '*.ip_range',
      '*.gateway',
      '*.aux_addresses.*',
      '*.ipv4_address',
      '*.ipv6_address',
      '*.host_ip',
      '*.link_local_ips.[]',
    ],
    /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})(?:\/\d{1,3})?$/i,
  ],
  [
    ['extra_hosts.*', 'extra_hosts.*.[]', 'build.extra_hosts.*'],
    /^(?:host-gateway|\d{1,3}(?:\.\d{1,3}){3}|\[?[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}\]?)$/i,
  ],
  [
    ['extra_hosts.[]', 'build.extra_hosts.[]'],
    /^(?:host\.docker\.internal|localhost|[a-z]+(?:\.(?:local|localhost|internal|test|lan)))[:=](?:host-gateway|\d{1,3}(?:\.\d{1,3}){3})$/,
  ],
  [['deploy.mode'], /^(?:global|replicated|global-job|replicated-job)$/],
  [['deploy.endpoint_mode'], /^(?:vip|dnsrr)$/],
  [['deploy.restart_policy.condition'], /^(?:any|none|on-failure)$/],
  [['*.failure_action'], /^(?:continue|pause|rollback)$/],
  [
    ['deploy.placement.constraints.[]'],
    /^node\.(?:role|platform\.(?:os|arch))\s?[=!]=\s?(?:manager|worker|linux|windows|x86_64|amd64|arm64|aarch64)$/,
  ],
  [['ports.[].mode'], /^(?:host|ingress)$/],
  [['*.protocol'], /^(?:tcp|udp|sctp)$/],
  [['*.app_protocol'], /^(?:https?|grpc|ws|wss|tcp|tls)$/],
  [['*.published'], /^\d{1,5}(?:-\d{1,5})?$/],
  [['expose.[]'], /^\d{1,5}(?:-\d{1,5})?(?:\/(?:tcp|udp))?$/],
  [['volumes.[].consistency'], /^(?:consistent|cached|delegated)$/],
  [['volumes.[].bind.propagation'], /^r?(?:private|shared|slave)$/],
  [['device_cgroup_rules.[]'], /^[abc] (?:\d{1,3}|\*):(?:\d{1,5}|\*) [rwm]{1,3}$/],
  [['*.permissions'], /^[rwm]{1,3}$/],
  [
    ['devices.[]'],
    /^(?:\/dev(?:\/[a-z]{1,10}[A-Z]{0,4}\d{0,3}){1,3})(?::\/dev(?:\/[a-z]{1,10}[A-Z]{0,4}\d{0,3}){1,3})?(?::[rwm]{1,3})?$/,
  ],
  [['cpuset'], /^\d{1,3}(?:[-,]\d{1,3})*$/],
  [['mac_address', '*.mac_address'], /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/i],
  [['*.ssh.[]', '*.ssh'], /^default$/],
  [['*.provenance', '*.sbom'], /^(?:mode=(?:min|max)|true|false)$/],
  [['*.entitlements.[]'], /^(?:network\.host|security\.insecure|device)$/],
  [['logging.options.*'], /^(?:\d{1,6}[kmg]?|true|false|non-blocking|blocking)$/],
  [
    ['tmpfs.[]', 'tmpfs'],
    /^(?:\/(?:tmp|run|var\/run|var\/tmp|var\/cache|dev\/shm))(?::(?:(?:size=\d{1,6}[kmg]?|mode=\d{3,4}|uid=\d{1,5}|gid=\d{1,5}|rw|ro|noexec|nosuid|nodev|exec),?){1,8})?$/,
  ],
  [['dns_opt.[]'], /^(?:ndots|timeout|attempts):\d{1,2}$|^(?:rotate|use-vc|no-tld-query|single-request)$/],
  [
    ['sysctls.*', 'sysctls.[]'],
    /^(?:(?:net|kernel|fs|vm|user)(?:\.[a-z0-9_]{2,30}){1,5}=)?\d{1,10}(?:[ \t]\d{1,10}){0,3}$/,
  ],
];

/** A time, an amount or a number: nothing else is written there. */
const QUANTITY = /^-?\d{1,12}(?:\.\d{1,6})?(?:ns|us|ms|s|m|h|b|[kmgt]b?|[kmgt]ib?)?(?:\d{1,4}(?:ms|s|m))*$/i;

/** Fields that hold a time or an amount. */
const QUANTITIES: ReadonlySet<string> = new Set([
  ...[
    'interval',
    'timeout',
    'start_period',
    'start_interval',
    'retries',
    'stop_grace_period',
    'delay',
    'window',
    'monitor',
  ],
  ...[
    'memory',
    'mem_limit',
    'mem_reservation',
    'memswap_limit',
    'shm_size',
    'size',
    'cpus',
    'replicas',
    'pull_refresh_after',
  ],
]);

/** Names that entries of a map have by themselves: those of a kernel, of limits, of options of a driver. */
const HARMLESS_NAMES: readonly [fields: readonly string[], form: RegExp][] = [
  [['sysctls'], /^(?:net|kernel|fs|vm|user)(?:\.[a-z0-9_]{2,30}){1,5}$/],
  [
    ['ulimits', 'build.ulimits'],
    /^(?:as|core|cpu|data|fsize|locks|memlock|msgqueue|nice|nofile|nproc|rss|rtprio|rttime|sigpending|stack)$/,
  ],
  [['logging.options'], /^(?:max-size|max-file|compress|mode|max-buffer-size|tag|labels|env)$/],
  [['storage_opt'], /^size$/],
  [
    ['extra_hosts', 'build.extra_hosts'],
    /^(?:host\.docker\.internal|localhost|[a-z]+(?:\.(?:local|localhost|internal|test|lan)))$/,
  ],
  [['labels', '*.labels', 'annotations'], /^[a-z][a-z-]{1,20}(?:\.[a-z][a-z-]{1,20}\d{0,2}){1,7}$/],
  [['*.driver_opts'], /^(?:type|device|o|com\.docker\.network(?:\.[a-z_]{2,30}){1,3}|parent|mtu)$/],
];

export function hasHarmlessForm(field: string, text: string): boolean {
  const last = field.replace(/^.*\./, '');
  return (QUANTITIES.has(last) && QUANTITY.test(text)) || matches(HARMLESS_FORMS, field, text);
}

export function isHarmlessEntryName(field: string, name: string): boolean {
  return matches(HARMLESS_NAMES, field, name);
}

function matches(table: readonly [fields: readonly string[], form: RegExp][], field: string, text: string): boolean {
  return table.some(([fields, form]) => fields.some((one) => isField(one, field)) && form.test(text));
}

/** `*.driver` is that field at any place, `extra_hosts.*` any entry of that one. */
function isField(pattern: string, field: string): boolean {
  if (pattern.startsWith('*.'))
    return isField(
      pattern.slice(2),
      field
        .split('.')
        .slice(-pattern.split('.').length + 1)
        .join('.'),
    );
  const [steps, own] = [pattern.split('.'), field.split('.')];
  return steps.length === own.length && steps.every((step, i) => step === own[i] || (step === '*' && own[i] !== '[]'));
}
