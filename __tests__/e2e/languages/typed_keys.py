# The program of docs/typed-keys.md, with an environment that is deployed.
from cdk8s import Chart
from cdk8s_infisical import (
    EnvSchema,
    InfisicalAuth,
    InfisicalProject,
    LocalRun,
    SecretKey,
    SecretSyncedApp,
)

shop = InfisicalProject(
    project_slug="shop",
    project_id="6f1c2d7e-0000-4000-8000-000000000002",
    auth=InfisicalAuth.universal(credentials={"name": "infisical-login"}),
)
dev = shop.add_environment("dev", namespace="shop-dev")

SecretSyncedApp(
    Chart(dev, "shop", namespace="shop-dev"),
    "orders",
    image="orders:dev",
    secret_path="/orders",
    secret_keys=[
        SecretKey.of("RATELIMIT_RPS").integer(min=1).described_as("requests that a client may make in a second"),
        SecretKey.of("DATABASE_URL").url(schemes=["postgres", "postgresql"]),
        "SENTRY_DSN",
    ],
)

LocalRun([dev])
EnvSchema([dev])
shop.synth()
