from cdk8s import Chart, Size
from cdk8s_plus_28 import Cpu
from cdk8s_infisical import (
    ApiGeneration,
    ArgoCdApplicationSet,
    ArgoCdHealthChecks,
    BackingService,
    InfisicalAuth,
    InfisicalHost,
    InfisicalProject,
    InfisicalServiceAccount,
    KeyCatalogue,
    LocalStack,
    ProjectEnvironment,
    SecretSyncedApp,
    SyncedSecret,
)

# What all environments have in common.
shop = InfisicalProject(
    catalogue=KeyCatalogue.from_file("imports/infisical/shop.lock.json"),
    host=InfisicalHost.self_hosted("https://secrets.example.com", ca={"name": "infisical-ca", "key": "ca.crt"}),
    auth=InfisicalAuth.kubernetes(
        identity_id="6f1c2d7e-0000-4000-8000-000000000001",
        service_account={"name": "infisical-auth"},
    ),
    generation=ApiGeneration.V1BETA1,
)


class Shop(Chart):
    """The shop in one environment; the keywords are what differs between environments."""

    def __init__(self, environment: ProjectEnvironment, *, tag: str, replicas: int, sentry: bool = False):
        super().__init__(environment, "shop", namespace=environment.namespace)
        InfisicalServiceAccount(self, "infisical-auth")  # with which the operator logs in

        # The folder /orders is for two services: one Secret, of which each takes its own keys.
        orders = SyncedSecret(self, "orders-secrets", secret_path="/orders")
        errors = ["SENTRY_DSN"] if sentry else []

        SecretSyncedApp(
            self,
            "web",
            image=f"registry.example.com/web:{tag}",
            replicas=replicas,
            port=8080,
            secret_path="/web",
            secret_keys=["SESSION_KEY"],
            env={"ORDERS_URL": "http://orders:3000"},
            auto_reload=True,
            resources={"cpu": {"request": Cpu.millis(50)}, "memory": {"limit": Size.mebibytes(128)}},
            local={"build_context": "./web", "ports": ["127.0.0.1:8080:8080"], "depends_on": ["orders"]},
        )
        SecretSyncedApp(
            self,
            "orders",
            image=f"registry.example.com/orders:{tag}",
            replicas=replicas,
            port=3000,
            secret=orders,
            secret_keys=["DATABASE_URL", "STRIPE_KEY", *errors],
            auto_reload=True,
            resources={"cpu": {"request": Cpu.millis(100)}, "memory": {"limit": Size.mebibytes(256)}},
            local={"build_context": "./orders", "depends_on": ["postgres"]},
        )
        SecretSyncedApp(
            self,
            "invoices",
            image=f"registry.example.com/invoices:{tag}",
            secret=orders,
            secret_keys=["DATABASE_URL", *errors],
            auto_reload=True,
            resources={"cpu": {"request": Cpu.millis(50)}, "memory": {"limit": Size.mebibytes(256)}},
            local={"build_context": "./invoices", "depends_on": ["postgres"]},
        )


dev = shop.add_environment("dev", namespace="shop-dev", deployed=False)  # for the laptop: no dist/dev
Shop(dev, tag="dev", replicas=1)
Shop(shop.add_environment("staging", namespace="shop-staging"), tag="1.5.0-rc.1", replicas=1)
Shop(shop.add_environment("prod", namespace="shop-prod"), tag="1.4.2", replicas=3, sentry=True)

# For Argo CD, which deploys each environment into its namespace.
argocd = Chart(shop.add_folder("argocd"), "argocd")
ArgoCdHealthChecks(argocd, "health")
ArgoCdApplicationSet(
    argocd,
    "shop",
    repo_url="https://git.example.com/team/shop.git",
    environments_of=shop,
    create_namespace=True,
)

# `make up`: the same on a laptop, with the keys of dev.
LocalStack(
    [dev],
    ca_file="infisical-ca.pem",
    services={"postgres": BackingService.postgres(password_key="POSTGRES_PASSWORD")},
)
