# Goes on with the program of docs/cdk8s-plus.md: what 28 and 34 take of each other.
import cdk8s_plus_28 as k28
from cdk8s_infisical import PodSecurity, PodSecurityLevel, SecretSyncedApp

container = worker.containers[0]
taken, refused = [], []


def attempt(name, call):
    try:
        call()
        taken.append(name)
    except TypeError:
        refused.append(name)


def app_with(**props):
    props = {"secret": secret, **props}
    name = f"app-{len(taken)}-{len(refused)}"
    return SecretSyncedApp(chart, name, image="a:1", port=80, secret_keys=["A"], **props)


attempt("inject_into", lambda: secret.inject_into(worker, secret_keys=["A"]))
attempt("apply_to", lambda: PodSecurity.of(PodSecurityLevel.RESTRICTED).apply_to(worker))
attempt("inject_into_container", lambda: secret.inject_into_container(container, secret_keys=["B"]))
attempt("add_variable", lambda: container.env.add_variable("B", secret.env_value("B")))
value = kplus.SecretValue(secret=secret, key="B")
attempt("from_secret_value", lambda: container.env.add_variable("B", kplus.EnvValue.from_secret_value(value)))
attempt("readiness", lambda: app_with(readiness=kplus.Probe.from_http_get("/ready")))
attempt("strategy", lambda: app_with(strategy=kplus.DeploymentStrategy.recreate()))
attempt("cpu", lambda: app_with(resources=k28.ContainerResources(cpu=k28.CpuResources(request=kplus.Cpu.millis(100)))))
attempt("image_pull_policy", lambda: app_with(image_pull_policy=kplus.ImagePullPolicy.ALWAYS))
attempt("secret", lambda: app_with(secret=kplus.Secret.from_secret_name(chart, "other", "other")))
account = kplus.ServiceAccount.from_service_account_name(chart, "account", "account")
attempt("service_account", lambda: app_with(service_account=account))
ports = [kplus.ServicePort(port=80)]
attempt("selector", lambda: kplus.Service(chart, "selecting", selector=app_with().deployment, ports=ports))
target = app_with(resources=None).deployment
attempt("target", lambda: kplus.HorizontalPodAutoscaler(chart, "scaling", target=target, max_replicas=3))

print("taken:", ", ".join(taken))
print("refused:", ", ".join(refused))
