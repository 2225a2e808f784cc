# main.ts
from cdk8s import Chart, Duration
from cdk8s_infisical import (
    BackingService,
    CreationPolicy,
    InfisicalAuth,
    InfisicalProject,
    KeyCatalogue,
    LocalStack,
    SecretKey,
    SecretSyncedApp,
    SyncedSecret,
)
from cdk8s_plus_28 import ImagePullPolicy

catalogue = KeyCatalogue.from_file("imports/infisical/project.lock.json")
project = InfisicalProject(
    auth=InfisicalAuth.universal(credentials={"name": "universal-auth-credentials", "namespace": "default"}),
    catalogue=catalogue,
)

dev = project.add_environment("dev", deployed=False, namespace="project")
staging = project.add_environment("staging", namespace="project")
prod = project.add_environment("prod", namespace="project")

KEYS = (
    "PORT",
    "DEV",
    "DATABASE_URL",
    "RATELIMIT_RPS",
    "RATELIMIT_MAX_BURST",
    "RATELIMIT_ENABLED",
    "CORS_TRUSTED_ORIGINS",
    "RABBITMQ_URL",
)


def key_of(name):
    key = catalogue.key(name)
    return SecretKey.of(key).integer(min=1) if name == "RATELIMIT_RPS" else key


for environment in (dev, staging, prod):
    chart = Chart(environment, "project", namespace=environment.namespace)
    secret = SyncedSecret(
        chart,
        "infisicalsecret",
        secret_name="managed-secret",
        creation_policy=CreationPolicy.ORPHAN,
        resync_interval=Duration.seconds(15),
    )
    SecretSyncedApp(
        chart,
        "project-api",
        image="app-image:latest",
        image_pull_policy=ImagePullPolicy.ALWAYS,
        replicas=1,
        port=3000,
        selector_labels={"app": "project-api"},
        secret=secret,
        secret_keys=[key_of(name) for name in KEYS],
        local={
            "name": "app",
            "build_context": ".",
            "command": ["air", "-c", ".air.toml"],
            "ports": ["4000:4000"],
            "volumes": ["./:/app"],
            "depends_on": ["postgres", "rabbitmq"],
        },
    )

LocalStack(
    [dev],
    services={
        "postgres": BackingService.timescale_db(password_key="POSTGRES_PASSWORD", port=5432),
        "rabbitmq": BackingService.rabbit_mq(user_key="RABBITMQ_USER", password_key="RABBITMQ_PASSWORD"),
        "mediamtx": BackingService.media_mtx(port=8554),
    },
)

project.synth()
