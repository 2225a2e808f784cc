/** The options that a service of a compose file can have. What else stands there may be anything. */
const SERVICE =
  'annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent command configs container_name cpu_count ' +
  'cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpus cpuset credential_spec depends_on deploy ' +
  'develop device_cgroup_rules devices dns dns_opt dns_search domainname entrypoint env_file environment expose extends ' +
  'external_links extra_hosts gpus group_add healthcheck hostname image init ipc isolation label_file labels links logging ' +
  'mac_address mem_limit mem_reservation mem_swappiness memswap_limit models network_mode networks oom_kill_disable ' +
  'oom_score_adj pid pids_limit platform ports post_start pre_stop privileged profiles provider pull_policy pull_refresh_after ' +
  'read_only restart runtime scale secrets security_opt shm_size stdin_open stop_grace_period stop_signal storage_opt ' +
  'sysctls tmpfs tty ulimits use_api_socket user userns_mode uts volumes volumes_from working_dir';

const HEALTH_CHECK = 'test interval timeout retries start_period start_interval disable';
const BUILD =
  'additional_contexts args cache_from cache_to context dockerfile dockerfile_inline entitlements extra_hosts isolation ' +
  'labels network no_cache platforms privileged provenance pull sbom secrets shm_size ssh tags target ulimits';
const FILE = 'version name include services networks volumes secrets configs models';

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

export const BUILD_OPTIONS = set(BUILD);
export const HEALTH_CHECK_OPTIONS = set(HEALTH_CHECK);
/** People forget to indent the options of a health check. */
export const SERVICE_OPTIONS = set(`${SERVICE} ${HEALTH_CHECK}`);
export const FILE_OPTIONS = set(FILE);
