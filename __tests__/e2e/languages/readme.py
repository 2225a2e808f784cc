# README.md's shop.ts and main.ts.
from cdk8s import Chart
from cdk8s_infisical import (
    ArgoCdApplicationSet,
    InfisicalAuth,
    InfisicalProject,
    LocalStack,
    ProjectEnvironment,
    SecretSyncedApp,
)

shop = InfisicalProject(
    project_slug="shop",
    project_id="6f1c2d7e-0000-4000-8000-000000000002",
    auth=InfisicalAuth.universal(credentials={"name": "infisical-login"}),
)


class Shop(Chart):
    def __init__(self, env: ProjectEnvironment, *, tag: str, replicas: int):
        super().__init__(env, "shop", namespace=env.namespace)
        SecretSyncedApp(
            self,
            "orders",
            image=f"registry.example.com/orders:{tag}",
            replicas=replicas,
            secret_path="/orders",
            secret_keys=["DATABASE_URL"],
            local={"build_context": "."},
        )


dev = shop.add_environment("dev", namespace="shop-dev", deployed=False)
Shop(dev, tag="dev", replicas=1)
Shop(shop.add_environment("staging", namespace="shop-staging"), tag="1.5.0", replicas=2)
Shop(shop.add_environment("prod", namespace="shop"), tag="1.4.2", replicas=6)

ArgoCdApplicationSet(
    Chart(shop.add_folder("argocd"), "argocd"),
    "shop",
    repo_url="https://git.example.com/team/shop.git",
    environments_of=shop,
    create_namespace=True,
)
LocalStack([dev])

shop.synth()
